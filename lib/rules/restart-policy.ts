import { ALL_PODS, defineRule } from './rule';

const FOR_EVER = ['Always'];
const TO_AN_END = ['OnFailure', 'Never'];

const POLICIES: ReadonlyMap<string, readonly string[]> = new Map([
  ...['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'].map(
    (kind) => [kind, FOR_EVER] as const,
  ),
  ...['Job', 'CronJob'].map((kind) => [kind, TO_AN_END] as const),
  ['Pod', [...FOR_EVER, ...TO_AN_END]],
]);

export default defineRule({
  id: 'restart-policy',
  topic: 'lifecycle',
  summary: 'The restartPolicy of a pod must be one that the kind of its workload allows.',
  why: 'The API server refuses a Job that restarts for ever, and a Deployment, DaemonSet or StatefulSet that does not.',
  fix: 'Write OnFailure or Never in a Job or CronJob; elsewhere leave restartPolicy out, or say Always.',
  fixInCode: 'Leave restartPolicy out; for work that ends use a WindowsJob.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          restartPolicy: Never
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          restartPolicy: Always
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod, { template: { object } }) => {
    const allowed = POLICIES.get(object.kind);
    const { restartPolicy: got } = pod;
    if (allowed === undefined || allowed.includes(got ?? 'Always')) return [];
    const meant = allowed.find((policy) => policy.toLowerCase() === got?.toLowerCase());
    const mend = meant === undefined ? undefined : { set: meant };
    const fix = allowed === TO_AN_END ? 'Write restartPolicy: OnFailure or Never.' : undefined;
    return [{ path: 'restartPolicy', got, allowed: allowed.join(', '), mend, fix }];
  },
});
