import type { CalicoPolicy } from '../calico/policy';
import { policyOf } from '../policy/converted-policy';
import { STAGED } from '../policy/subject';
import { subjectField, windowsReach } from '../policy/windows-reach';
import { knowsTiers, openingsIn } from '../reach/opened-on-windows';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-staged',
  topic: 'policy',
  summary: 'A staged policy must not select Windows pods.',
  why: 'A staged policy changes nothing on Linux nodes. Calico for Windows does not know it, puts a rule that denies in its place and drops the policies of the tier that come after it: the pods lose their connections.',
  fix: 'Select Linux pods only, or enforce the policy where it may fail.',
  severity: 'error',
  verdict: 'traffic',
  reference: 'https://docs.tigera.io/calico/latest/network-policy/staged-network-policies',
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
    kind: StagedNetworkPolicy
    metadata: { name: web }
    spec:
      selector: app == "web"
      types: [Ingress]
      ingress:
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
  kinds: STAGED,
  checkObject: (policy, context) => {
    const reach = windowsReach(policy, context);
    const staged = policyOf(policy);
    // before Calico 3.29 Windows nodes have never heard of staged policies
    if (reach === 'no' || staged === undefined || !isSet(policy) || !knowsTiers(context)) return [];
    const { of, closed, judged } = openingsIn(context);
    if (reach === 'perhaps' || !judged.has(staged)) return [{ ...subjectField(policy), severity: 'warning' }];
    const flows = [
      [closed.get(staged)?.flow, 'is cut'],
      [of.get(staged)?.flow, 'stands open'],
    ].flatMap(([flow, what]) => (flow === undefined ? [] : [`${flow} ${what}`]));
    if (flows.length === 0) {
      const problem = 'so far the other policies decide the same for every connection of these pods';
      return [{ ...subjectField(policy), problem, severity: 'warning' }];
    }
    return [{ ...subjectField(policy), problem: `on Windows nodes ${flows.join(', and ')}` }];
  },
});

function isSet({ spec }: CalicoPolicy): boolean {
  const { stagedAction = 'Set' } = spec ?? {};
  return stagedAction === 'Set' || stagedAction === '';
}
