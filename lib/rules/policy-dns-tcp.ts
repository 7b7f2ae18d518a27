import { openedPorts } from '../isolation/allowed-port';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import { POLICIES, subjectOf } from '../policy/subject';
import { windowsReach } from '../policy/windows-reach';
import { askByUdpOnly } from '../reach/dns-by-udp';
import type { RuleContext } from './context';
import { defineRule } from './rule';

const DNS = 53;

export default defineRule({
  id: 'policy-dns-tcp',
  topic: 'policy',
  summary: 'Who may ask DNS by UDP must be allowed to ask it by TCP as well.',
  why: 'An answer that does not fit into a UDP packet is asked for again by TCP. Lists of domain controllers are such answers, so joining a domain, gMSA and Kerberos fail now and then.',
  fix: 'Allow port 53 for both UDP and TCP.',
  severity: 'warning',
  verdict: 'traffic',
  reference: 'https://learn.microsoft.com/azure/aks/use-group-managed-service-accounts',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
      egress:
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
      egress:
        - to:
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
              podSelector: { matchLabels: { k8s-app: kube-dns } }
          ports:
            - { protocol: UDP, port: 53 }
            - { protocol: TCP, port: 53 }
  `,
  kinds: POLICIES,
  checkObject: (policy, context) => {
    const { port: own = DNS } = context.target.platform?.dns ?? {};
    const ports = own === DNS ? [DNS] : [DNS, own];
    return ports.flatMap((port) =>
      openedPorts(policy, 'UDP', port)
        .filter(({ isNamed }) => isNamed)
        .slice(0, 1)
        // most policies open no port of DNS
        .filter(() => windowsReach(policy, context) !== 'no')
        .filter(() => !isOpenByTcp(port, context) || isAskedByUdpOnly(policy, port, context))
        .map(({ path, got }) => ({ path, got, problem: `nothing allows TCP ${port}` })),
    );
  },
});

/** Whether the other that allows it allows it to somebody else only, as far as the pods are there. */
function isAskedByUdpOnly(policy: KubernetesObject, port: number, context: RuleContext): boolean {
  if (openedPorts(policy, 'TCP', port).some(({ isNamed }) => isNamed)) return false;
  const { pods } = subjectOf(policy, context.cluster);
  return pods.length > 0 && pods.some(({ object }) => askByUdpOnly(context).has(object));
}

/** What one policy leaves out, another may allow. */
function isOpenByTcp(port: number, context: RuleContext): boolean {
  const known = openByTcp(context);
  let isOpen = known.get(port);
  if (isOpen === undefined) {
    isOpen = POLICIES.flatMap((kind) => context.cluster.all(kind)).some(
      (policy) => openedPorts(policy, 'TCP', port).length > 0 && windowsReach(policy, context) !== 'no',
    );
    known.set(port, isOpen);
  }
  return isOpen;
}

const openByTcp = remembered((_: RuleContext) => new Map<number, boolean>());
