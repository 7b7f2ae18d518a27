import { ENFORCED_POLICIES, type EntityRule } from '../calico/policy';
import { rulesOnWindows } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-two-selectors',
  topic: 'policy',
  summary: 'A rule for Windows pods should select one side, and leave the other to the selector of the policy.',
  why: 'Windows has no sets of addresses: each pod that either side selects is written into the rule, and every change of them writes all anew, which can cut connections that are open.',
  fix: 'Move the selector of the near side into spec.selector of the policy.',
  severity: 'info',
  verdict: 'advice',
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
          source: { selector: app == "proxy" }
          destination: { selector: app == "web", ports: [80] }
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
    const { reach, rules } = rulesOnWindows(policy, context);
    return rules
      .filter(({ rule: { source, destination } }) => reach === 'surely' && selects(source) && selects(destination))
      .map(({ rule, direction, path }) => {
        const near = direction === 'ingress' ? 'destination' : 'source';
        return { path: `${path}.${near}`, got: rule[near] };
      });
  },
});

function selects({ selector, namespaceSelector, serviceAccounts }: EntityRule = {}): boolean {
  return Boolean(selector || namespaceSelector || serviceAccounts);
}
