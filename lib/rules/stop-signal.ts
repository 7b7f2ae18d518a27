import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

const SIGNALS = ['SIGTERM', 'SIGKILL'];

export default defineRule({
  id: 'stop-signal',
  topic: 'lifecycle',
  summary: 'The stop signal of a Windows container must be SIGTERM or SIGKILL.',
  why: 'Other signals do not exist there. Clusters on which containers may name their signal refuse the pod; the others drop the field in silence.',
  fix: 'Drop stopSignal. The program is told by a console event when it is to stop, and a preStop hook can do more.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-stop-signals',
  kubernetes: { since: 33 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          lifecycle: { stopSignal: SIGQUIT }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          lifecycle: { stopSignal: SIGTERM }
  `,
  example: { kubernetes: 34 },
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { lifecycle } }) => {
      const got = lifecycle?.stopSignal;
      return got === undefined || SIGNALS.includes(got)
        ? []
        : [{ path: `${path}.lifecycle.stopSignal`, got, allowed: SIGNALS.join(', ') }];
    }),
});
