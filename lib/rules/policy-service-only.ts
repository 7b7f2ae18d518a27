import { ENFORCED_POLICIES, type PolicyRule } from '../calico/policy';
import { rulesOf } from '../policy/left-out-rules';
import { rulesOnWindows } from '../policy/windows-reach';
import { openedBy } from '../reach/opened-on-windows';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'policy-service-only',
  topic: 'policy',
  summary: 'A rule that lets Windows pods reach a Service must say nothing but the Service.',
  why: 'On Windows nodes Calico takes the addresses, protocols and ports of the Service and drops whatever else the rule asks for, so that it matches more than it says.',
  fix: 'Leave protocol and source out: the Service brings its own protocols, and the selector of the policy says which pods it is about.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/policy-rules/service-policy',
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
      types: [Egress]
      egress:
        - action: Allow
          protocol: TCP
          destination:
            services: { name: sql, namespace: data }
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
      types: [Egress]
      egress:
        - action: Allow
          destination:
            services: { name: sql, namespace: data }
  `,
  kinds: ENFORCED_POLICIES,
  checkObject: (policy, context) => {
    const { reach, rules } = rulesOnWindows(policy, context);
    return rules
      .filter(({ rule, direction }) => direction === 'egress' && rule.destination?.services?.name)
      .flatMap(({ rule, path }) =>
        besideTheService(rule)
          .slice(0, 1)
          .map(([field, got]): Found => {
            const own = reach === 'surely' ? rulesOf(policy).find((each) => each.path === path) : undefined;
            const opening = own && openedBy(own, context);
            const problem = 'Windows nodes do not look at it here';
            return {
              path: `${path}.${field}`,
              got,
              ...(opening === undefined
                ? { problem }
                : { problem: `${problem}: ${opening.flow} stands open`, severity: 'error' }),
            };
          }),
      );
  },
});

function besideTheService({ protocol, source = {} }: PolicyRule): [string, unknown][] {
  const ofSource = Object.entries(source).filter(([, value]) => value !== '' && (value as unknown[]).length !== 0);
  return [
    ...(protocol === undefined ? [] : [['protocol', protocol] as [string, unknown]]),
    ...ofSource.map(([field, value]): [string, unknown] => [`source.${field}`, value]),
  ];
}
