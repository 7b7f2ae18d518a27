import { type CalicoPolicy, DEFAULT_TIER, tierOf } from '../calico/policy';
import { STAGED } from '../policy/subject';
import { subjectField, windowsReach } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-staged',
  topic: 'policy',
  summary: 'A staged policy must not select Windows pods.',
  why: 'A staged policy changes nothing on Linux nodes. Calico for Windows does not know it, puts a rule that denies in its place and drops the policies of the tier that come after it: the pods lose their connections.',
  fix: 'Select Linux pods only, or enforce the policy where it may fail.',
  severity: 'error',
  verdict: 'node',
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
    const { stagedAction = 'Set' } = (policy as CalicoPolicy).spec ?? {};
    const reach = windowsReach(policy, context);
    if (reach === 'no' || (stagedAction !== 'Set' && stagedAction !== '')) return [];
    // in a tier that passes by default no connection was cut
    const isSure = reach === 'surely' && tierOf(policy) === DEFAULT_TIER;
    return [{ ...subjectField(policy), severity: isSure ? 'error' : 'warning' }];
  },
});
