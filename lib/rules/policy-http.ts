import { ENFORCED_POLICIES } from '../calico/policy';
import { rulesOnWindows } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-http',
  topic: 'policy',
  summary: 'A rule for Windows pods must not go by HTTP methods and paths: nobody looks at them there.',
  why: 'Methods and paths are matched by a proxy beside Linux pods. On Windows nodes nobody looks at them, and the rule allows all that its addresses and ports match.',
  fix: 'Say who may come in by addresses and ports, and check methods and paths in the application or in a gateway before it.',
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
          protocol: TCP
          http: { methods: [GET] }
          source: { selector: app == "proxy" }
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
          source: { selector: app == "proxy" }
          destination: { ports: [80] }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    return rulesOnWindows(policy, context)
      .rules.filter(
        ({ rule, direction }) => rule.http !== undefined && rule.action === 'Allow' && direction === 'ingress',
      )
      .map(({ rule, path }) => ({ path: `${path}.http`, got: rule.http }));
  },
});
