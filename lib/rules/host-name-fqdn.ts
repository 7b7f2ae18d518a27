import type { PodTemplate } from '../manifests/pod-template';
import { defineRule } from './rule';

/** kubernetes/kubernetes `pkg/kubelet/util/util.go`, `GetNodenameForKernel`. */
const LONGEST = 64;
/** Where nobody chose another. */
const CLUSTER_DOMAIN = 'cluster.local';

export default defineRule({
  id: 'host-name-fqdn',
  topic: 'network',
  summary: 'With setHostnameAsFQDN, the full name of a pod must have at most 64 characters.',
  why: 'The kubelet builds hostname.subdomain.namespace.svc and the DNS domain of the cluster, and does not start a pod for which that is too long.',
  fix: 'Shorten the names of workload, subdomain or namespace, set a short hostname, or leave setHostnameAsFQDN out.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-sethostnameasfqdn-field',
  check: ({ setHostnameAsFQDN: got, hostname, subdomain }, { template }) => {
    if (got !== true || !subdomain || template.namespace === '') return [];
    // a StatefulSet writes the name of each pod over it
    const host = hostname && template.object.kind !== 'StatefulSet' ? hostname.length : shortestNameOf(template);
    const length = host + `.${subdomain}.${template.namespace}.svc.${CLUSTER_DOMAIN}`.length;
    return length > LONGEST
      ? [{ path: 'setHostnameAsFQDN', got, problem: `the name has at least ${length} characters` }]
      : [];
  },
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop-production }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop-production }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostname: web-frontend-01
      subdomain: web-frontend-service
      setHostnameAsFQDN: true
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop-production }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop-production }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostname: web01
      subdomain: web
      setHostnameAsFQDN: true
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

const LONGEST_LABEL = 63;
/** A dash and five characters of chance. */
const SUFFIX = 6;
/** A dash and at least one character of the hash of the template, or of the number of the run. */
const SHORTEST_HASH = 2;

/** What the controller puts behind the name of the workload. */
const SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['Deployment', SHORTEST_HASH + SUFFIX],
  ['CronJob', SHORTEST_HASH + SUFFIX],
  ['StatefulSet', 2],
  ['Job', 2],
  ['DaemonSet', SUFFIX],
  ['ReplicaSet', SUFFIX],
  ['ReplicationController', SUFFIX],
]);

function shortestNameOf({ object: { kind, metadata } }: PodTemplate): number {
  const { name = '' } = metadata ?? {};
  return Math.min(name.length + (SUFFIXES.get(kind) ?? 0), LONGEST_LABEL);
}
