import { POLICIES } from '../policy/subject';
import { foundLeftOut } from '../reach/left-out-findings';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-negation',
  topic: 'policy',
  summary: 'A rule for Windows pods must have no exceptions: no except, notNets, notPorts, notProtocol, notICMP.',
  why: 'Windows knows no negative match. Calico skips the whole rule on Windows nodes and only writes a line into its log: an Allow allows nothing, a Deny denies nothing.',
  fix: 'Deny first what is left out, in a policy of Calico with a lower order, then allow the whole; or write the networks that remain.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
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
        - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }]
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
        - to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
    ---
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: no-metadata }
    spec:
      order: 10
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Deny
          destination: { nets: [169.254.169.254/32] }
  `,
  kinds: POLICIES,
  checkObject: (policy, context) => foundLeftOut(policy, context, 'a negated match'),
});
