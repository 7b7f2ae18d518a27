import { ENFORCED_POLICIES } from '../calico/policy';
import { foundLeftOut } from '../reach/left-out-findings';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-log',
  topic: 'policy',
  summary: 'A policy for Windows pods must not count on the action Log, which does nothing there.',
  why: 'Windows nodes log no packets: Calico skips the rule there, so the log has a hole where these pods are.',
  fix: 'Leave the rule out, or select Linux pods only; look at the traffic of Windows pods on their nodes or in flow logs.',
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
        - action: Log
        - action: Allow
          protocol: TCP
          destination: { ports: [80] }
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
          protocol: TCP
          destination: { ports: [80] }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) =>
    // what is lost is the line in the log, and the rule says so
    foundLeftOut(policy, context, 'the action Log').map(({ path, got }) => ({ path, got })),
});
