import { GLOBAL_POLICIES } from '../calico/policy';
import { selectorText } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { rulesOnWindows } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-dns-namespace',
  topic: 'policy',
  summary: 'A policy of the whole cluster should name the namespace of the DNS pods.',
  why: 'Without it the rule matches every pod of the cluster, and every network set, with the label of the DNS pods: whoever may label a pod gets a way out past the policies.',
  fix: "Write namespaceSelector: projectcalico.org/name == 'kube-system' beside the selector.",
  severity: 'info',
  verdict: 'advice',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/get-started/kubernetes-default-deny',
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
    kind: GlobalNetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          protocol: UDP
          destination: { selector: k8s-app == "kube-dns", ports: [53] }
        - action: Allow
          protocol: TCP
          destination: { nets: [10.0.0.0/8] }
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
    kind: GlobalNetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Egress]
      egress:
        - action: Allow
          protocol: UDP
          destination:
            selector: k8s-app == "kube-dns"
            namespaceSelector: projectcalico.org/name == "kube-system"
            ports: [53]
        - action: Allow
          protocol: TCP
          destination: { nets: [10.0.0.0/8] }
  `,
  kinds: GLOBAL_POLICIES,
  checkObject: (policy, context) => {
    const { reach, rules } = rulesOnWindows(policy, context);
    return rules
      .filter(({ rule, direction }) => reach === 'surely' && direction === 'egress' && rule.action === 'Allow')
      .filter(({ rule: { destination } }) => isDns(destination?.selector) && !destination?.namespaceSelector)
      .map(({ rule, path }) => ({ path: `${path}.destination.selector`, got: rule.destination?.selector }));
  },
});

function isDns(selector = ''): boolean {
  const parsed = parseSelector(selector);
  return isSelector(parsed) && selectorText(parsed) === 'k8s-app == "kube-dns"';
}
