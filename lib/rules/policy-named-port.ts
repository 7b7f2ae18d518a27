import { isNamedPort } from '../calico/port';
import { hasPorts } from '../calico/protocol';
import { POLICIES } from '../policy/subject';
import { leftOut, peerRulesOnWindows, rulesOnWindows } from '../policy/windows-reach';
import { defineRule, type Found } from './rule';

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
  kinds: POLICIES,
  checkObject: (policy, context) => {
    const { reach, rules } = rulesOnWindows(policy, context);
    const ofKubernetes = peerRulesOnWindows(policy, context).rules.flatMap(({ path, ports }) =>
      ports.flatMap(({ port }, index): Found[] =>
        typeof port === 'string' && isNamedPort(port)
          ? [{ path: `${path}.ports[${index}].port`, got: port, ...leftOut('Allow', reach) }]
          : [],
      ),
    );
    return [
      ...ofKubernetes,
      ...rules
        .filter(({ rule }) => rule.action !== 'Log' && hasPorts(rule.protocol))
        .flatMap(({ rule, path }) =>
          (['source', 'destination'] as const).flatMap((side) =>
            (rule[side]?.ports ?? []).flatMap((port, index): Found[] =>
              isNamedPort(port)
                ? [{ path: `${path}.${side}.ports[${index}]`, got: port, ...leftOut(rule.action, reach) }]
                : [],
            ),
          ),
        ),
    ];
  },
});
