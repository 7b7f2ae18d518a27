import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { POLICIES } from '../policy/subject';
import { foundLeftOut } from '../reach/left-out-findings';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-named-port',
  topic: 'policy',
  summary: 'A network policy for Windows pods must give its ports by number.',
  why: 'Calico for Windows does not look up the names of ports. It skips the whole rule, the numbers beside the name included, and only writes a line into its log.',
  fix: 'Write the number of the container port.',
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
      policyTypes: [Ingress]
      ingress:
        - ports: [{ protocol: TCP, port: http }]
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
      policyTypes: [Ingress]
      ingress:
        - ports: [{ protocol: TCP, port: 80 }]
  `,
  kinds: [...POLICIES, ...ADMIN_POLICIES],
  checkObject: (policy, context) => foundLeftOut(policy, context, 'the name of a port'),
});
