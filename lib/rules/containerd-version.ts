import { defineRule } from './rule';

export default defineRule({
  id: 'containerd-version',
  topic: 'cluster',
  summary: 'A containerd version must have the form 1.7 or 1.7.27.',
  why: 'It decides which users HostProcess containers can have and where their mounts appear.',
  fix: "Write it as the node reports it, without 'containerd://', for example '1.7'.",
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
});
