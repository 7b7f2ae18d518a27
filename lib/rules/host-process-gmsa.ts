import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-gmsa',
  summary: 'A HostProcess container has no gMSA of its own.',
  why: 'It logs on with an account of the node; a credential spec is applied to containers that have a sandbox of their own.',
  fix: 'Leave gmsa out, or run the work in an ordinary Windows workload.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
});
