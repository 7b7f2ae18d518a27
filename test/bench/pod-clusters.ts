import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';

/** How large a cluster is. */
export interface Size {
  readonly pods: number;
  readonly policies: number;
  /** Pods of one app are alike. */
  readonly apps: number;
}

/** Whose policies a cluster has: cyclonus knows those of Kubernetes only. */
export type Language = 'kubernetes' | 'calico';

/** The ports that the policies name. */
export const PORTS = [
  { protocol: 'TCP', port: 8080 },
  { protocol: 'TCP', port: 5432 },
] as const;

/** Running pods of some teams, and policies about them: the same for the same size. */
export function podCluster({ pods, policies, apps }: Size, language: Language): KubernetesObject[] {
  const teams = Math.min(20, Math.ceil(apps / 6));
  const teamOf = (app: number) => `team-${app % teams}`;
  const namespaces = Array.from({ length: teams }, (_, index) =>
    object('v1', 'Namespace', `team-${index}`, undefined, {
      labels: { 'kubernetes.io/metadata.name': `team-${index}`, stage: index % 3 === 0 ? 'test' : 'live' },
    }),
  );
  const running = Array.from({ length: pods }, (_, index) => pod(index, index % apps, teamOf(index % apps)));
  const own = Array.from({ length: policies }, (_, index) =>
    language === 'calico' && index % 2 === 0
      ? calicoPolicy(index, apps, teamOf)
      : kubernetesPolicy(index, apps, teamOf),
  );
  return [...namespaces, ...running, ...(language === 'calico' ? SURROUNDINGS : []), ...own];
}

/** What is asked about: every pod. */
export function podNames(objects: readonly KubernetesObject[]): string[] {
  return objects.flatMap(({ kind, metadata }) => (kind === 'Pod' ? [`${metadata?.namespace}/${metadata?.name}`] : []));
}

function object(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  rest: {
    readonly labels?: Record<string, string>;
    readonly spec?: object;
    readonly status?: object;
  },
): KubernetesObject {
  const { labels, ...fields } = rest;
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(labels === undefined ? {} : { labels }),
  };
  return { apiVersion, kind, metadata, ...fields } as KubernetesObject;
}

const TIERS = ['web', 'api', 'data'];

function pod(index: number, app: number, team: string): KubernetesObject {
  const system = app % 2 === 0 ? 'linux' : 'windows';
  return object('v1', 'Pod', `app-${app}-${index}`, team, {
    labels: { app: `app-${app}`, tier: TIERS[app % 3] },
    spec: {
      os: { name: system },
      nodeName: `node-${index % 200}`,
      containers: [
        { name: 'main', image: 'registry.example.com/main:1', ports: [{ name: 'main', containerPort: 8080 }] },
      ],
    },
    status: { podIP: `10.${index >> 14}.${(index >> 7) & 127}.${index & 127}` },
  });
}

type TeamOf = (app: number) => string;

function kubernetesPolicy(index: number, apps: number, teamOf: TeamOf): KubernetesObject {
  const app = (index * 7) % apps;
  const other = (app + 1 + index) % apps;
  const peers = [
    [{ podSelector: { matchLabels: { tier: TIERS[index % 3] } } }],
    [{ namespaceSelector: { matchLabels: { stage: 'live' } }, podSelector: { matchLabels: { app: `app-${other}` } } }],
    [{ namespaceSelector: { matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['test'] }] } }],
    [{ ipBlock: { cidr: '10.0.0.0/9', except: ['10.0.64.0/18'] } }],
  ][index % 4];
  const [first, second] = PORTS;
  const spec = {
    podSelector: { matchLabels: index % 5 === 0 ? { tier: TIERS[app % 3] } : { app: `app-${app}` } },
    policyTypes: index % 3 === 0 ? ['Ingress', 'Egress'] : ['Ingress'],
    ingress: [{ from: peers, ports: [index % 2 === 0 ? first : second] }],
    ...(index % 3 === 0 ? { egress: [{ to: peers }] } : {}),
  };
  return object('networking.k8s.io/v1', 'NetworkPolicy', `allow-${index}`, teamOf(app), { spec });
}

const CALICO = 'projectcalico.org/v3';

/** A tier that decides little, and addresses that a selector finds. */
const SURROUNDINGS: readonly KubernetesObject[] = [
  object(CALICO, 'Tier', 'security', undefined, { spec: { order: 100, defaultAction: 'Pass' } }),
  object(CALICO, 'GlobalNetworkSet', 'old', undefined, { labels: { kind: 'old' }, spec: { nets: ['10.0.0.0/27'] } }),
];

function calicoPolicy(index: number, apps: number, teamOf: TeamOf): KubernetesObject {
  const app = (index * 7) % apps;
  const [first, second] = PORTS;
  const destination = { ports: [index % 4 === 0 ? first.port : second.port] };
  if (index % 6 === 0) {
    const spec = {
      tier: 'security',
      order: index,
      selector: `app == 'app-${app}'`,
      types: ['Ingress'],
      ingress: [
        { action: 'Deny', protocol: 'TCP', source: { selector: "kind == 'old'" }, destination },
        { action: 'Pass', source: { selector: `tier != '${TIERS[index % 3]}'` } },
        { action: 'Deny', protocol: 'TCP', destination: { notPorts: [first.port] } },
      ],
    };
    return object(CALICO, 'GlobalNetworkPolicy', `security.guard-${index}`, undefined, { spec });
  }
  const spec = {
    order: 10 + (index % 50),
    selector: index % 4 === 0 ? `tier in {'${TIERS[app % 3]}'}` : `app == 'app-${app}'`,
    types: index % 3 === 0 ? ['Ingress', 'Egress'] : ['Ingress'],
    ingress: [
      { action: 'Deny', protocol: 'TCP', source: { notSelector: `tier == '${TIERS[index % 3]}'` }, destination },
      { action: 'Allow', source: { selector: 'has(app)', namespaceSelector: "stage == 'live'" } },
      { action: 'Allow', protocol: 'TCP', source: { notNets: ['10.0.1.0/24'] }, destination },
    ],
    ...(index % 3 === 0 ? { egress: [{ action: 'Allow', destination: { namespaceSelector: 'all()' } }] } : {}),
  };
  return object(CALICO, 'NetworkPolicy', `rule-${index}`, teamOf(app), { spec });
}
