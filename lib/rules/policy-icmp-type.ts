import { ENFORCED_POLICIES } from '../calico/policy';
import { foundLeftOut } from '../reach/left-out-findings';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-icmp-type',
  topic: 'policy',
  summary: 'A rule for Windows pods must match ICMP as a whole, without type and code.',
  why: 'Windows cannot match types of ICMP. Calico skips the whole rule on Windows nodes and only writes a line into its log.',
  fix: 'Leave icmp out and keep protocol: ICMP.',
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
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: ICMP
          icmp: { type: 8 }
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
    apiVersion: projectcalico.org/v3
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
        - action: Allow
          protocol: ICMP
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => foundLeftOut(policy, context, 'a type of ICMP'),
});
