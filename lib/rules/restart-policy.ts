import { defineRule } from './rule';

export default defineRule({
  id: 'restart-policy',
  summary: 'The kind of the workload decides which restart policies there are.',
  why: 'The API server refuses a Job that restarts for ever, and a Deployment, DaemonSet or StatefulSet that does not.',
  fix: 'Leave restartPolicy out; for work that ends use a WindowsJob.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
});
