type System = 'linux' | 'windows';

/** The manifests of a fleet: programs in namespaces of a dozen, each closed by policies of its own. Always the same text. */
export function fleet(workloads: number): string {
  const namespaces = Array.from({ length: Math.ceil(workloads / PROGRAMS.length) }, (_, index) => `team-${index}`);
  return namespaces
    .flatMap((namespace, index) => [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { team: `${index}` } } },
      ...PROGRAMS.slice(0, workloads - index * PROGRAMS.length).flatMap((program) => [
        deployment(namespace, program),
        policyOf(namespace, program, index),
      ]),
      toDns(namespace),
      ...(index % 4 === 2 ? [fromInside(namespace)] : []),
    ])
    .map((object) => JSON.stringify(object, null, 2))
    .join('\n---\n');
}

interface Program {
  readonly name: string;
  readonly system: System;
  readonly port: number;
  readonly from: readonly string[];
}

const PROGRAMS: readonly Program[] = [
  { name: 'web', system: 'windows', port: 443, from: [] },
  { name: 'api', system: 'windows', port: 8080, from: ['web', 'gateway'] },
  { name: 'gateway', system: 'linux', port: 8443, from: [] },
  { name: 'orders', system: 'windows', port: 8080, from: ['api'] },
  { name: 'payments', system: 'linux', port: 8080, from: ['orders'] },
  { name: 'db', system: 'linux', port: 1433, from: ['orders', 'payments', 'reports'] },
  { name: 'cache', system: 'linux', port: 6379, from: ['api', 'orders'] },
  { name: 'queue', system: 'linux', port: 5672, from: ['orders', 'mailer', 'payments'] },
  { name: 'mailer', system: 'windows', port: 8080, from: [] },
  { name: 'reports', system: 'windows', port: 8080, from: ['web'] },
  { name: 'sync', system: 'windows', port: 9000, from: ['scheduler'] },
  { name: 'scheduler', system: 'linux', port: 9000, from: [] },
];

function deployment(namespace: string, { name, system, port }: Program) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          os: { name: system },
          nodeSelector: { 'kubernetes.io/os': system },
          containers: [
            { name: 'main', image: 'registry.example.com/app:1', ports: [{ name: 'main', containerPort: port }] },
          ],
        },
      },
    },
  };
}

/** Each program lets in those that it knows; here and there in a way that Windows does not know. */
function policyOf(namespace: string, { name, port, from }: Program, index: number) {
  const callers = PROGRAMS.filter((program) => program.from.includes(name));
  const isOpen = from.length === 0;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { app: name } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          ...(isOpen ? {} : { from: from.map((caller) => ({ podSelector: { matchLabels: { app: caller } } })) }),
          // the name of a port, which Windows nodes leave out
          ports: [{ port: index % 3 === 1 ? 'main' : port }],
        },
        ...(index % 5 === 0
          ? [
              {
                from: [
                  {
                    namespaceSelector: { matchLabels: { team: `${index + 1}` } },
                    podSelector: { matchLabels: { app: 'scheduler' } },
                  },
                ],
                ports: [{ port: 9100 }],
              },
            ]
          : []),
      ],
      egress: [
        ...callers.map((called) => ({
          to: [{ podSelector: { matchLabels: { app: called.name } } }],
          ports: [{ port: called.port }],
        })),
        ...(name === 'mailer'
          ? [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 587 }] }]
          : []),
        ...(name === 'sync' ? [{ to: [{ ipBlock: { cidr: `10.${index}.0.0/16` } }], ports: [{ port: 445 }] }] : []),
        ...(name === 'scheduler' && index % 5 === 1
          ? [{ to: [{ namespaceSelector: { matchLabels: { team: `${index - 1}` } } }], ports: [{ port: 9100 }] }]
          : []),
      ],
    },
  };
}

function toDns(namespace: string) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'to-dns', namespace },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
      ],
    },
  };
}

/** What Windows nodes leave out, so that the Internet stays where it was let in. */
function fromInside(namespace: string) {
  return {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: 'from-inside', namespace },
    spec: {
      order: 10,
      selector: 'app in {"web", "gateway"}',
      types: ['Ingress'],
      ingress: [
        { action: 'Deny', source: { notNets: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] } },
      ],
    },
  };
}
