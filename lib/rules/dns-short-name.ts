import type { Cluster } from '../manifests/cluster';
import { type ContainerSpec, containersOf } from '../manifests/pod-spec';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'dns-short-name',
  topic: 'network',
  summary: 'A Windows pod must call a Service by its bare name or by its full name, by nothing between.',
  why: 'Windows takes a name with a dot for a full one and asks for exactly that: web finds the Service of the own namespace, web.shop and web.shop.svc find nothing, although they work on Linux.',
  fix: 'Write the full name with the DNS domain of the cluster, such as web.shop.svc.cluster.local, or the bare name within one namespace.',
  fixInCode: 'Use the full name: ServiceAddress.of(service).',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  check: (pod, { cluster }) => {
    // with search domains of their own, or on the node, names are found in other ways
    if (pod.dnsConfig?.searches?.length || pod.hostNetwork === true) return [];
    return containersOf(pod).flatMap(({ path, container }) =>
      textsOf(container).flatMap((text) => shortNameIn(`${path}.${text.field}`, text, cluster)),
    );
  },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          env: [{ name: CATALOG_URL, value: 'http://catalog.shop.svc:8080/items' }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          env: [{ name: CATALOG_URL, value: 'http://catalog.shop.svc.cluster.local:8080/items' }]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

interface Text {
  readonly field: string;
  readonly text: string;
  /** Whether its name says that it is an address. */
  readonly isAddress: boolean;
}

function textsOf({ env = [], command = [], args = [] }: ContainerSpec): Text[] {
  return [
    ...env.map(({ name = '', value = '' }, index) => ({
      field: `env[${index}].value`,
      text: value,
      isAddress: /host|server|addr|endpoint|ur[il]/i.test(name),
    })),
    ...command.map((text, index) => ({ field: `command[${index}]`, text, isAddress: false })),
    ...args.map((text, index) => ({ field: `args[${index}]`, text, isAddress: false })),
  ];
}

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
/** Before a host name stands nothing that could make a path or a longer name of it; behind it neither. */
const NAME = new RegExp(
  `(^|://|[\\s@=,;"'(])((?:${LABEL}\\.)?)(${LABEL})\\.(?!svc(?![-a-z0-9]))(${LABEL})(\\.svc)?(?=$|[:,]\\d|[/\\s,;"')?])`,
  'g',
);

/** The first one: whoever corrects it sees the others. */
function shortNameIn(path: string, { text, isAddress }: Text, cluster: Cluster): Found[] {
  for (const match of text.matchAll(NAME)) {
    const [whole, before, pod, service, namespace, svc = ''] = match;
    const behind = text.slice(match.index + whole.length);
    const isHost = before === '://' || /^[:,]\d/.test(behind) || (isAddress && before === '' && behind === '');
    const isKnown = cluster.find('Service', service, namespace) !== undefined;
    // WCF names its files so as well
    if (!isKnown && !(svc !== '' && isHost)) continue;
    const name = `${pod}${service}.${namespace}`;
    return [{ path, got: text, problem: `it calls ${name}${svc}`, allowed: `${name}.svc.cluster.local` }];
  }
  return [];
}
