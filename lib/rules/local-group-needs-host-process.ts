import { defineRule } from './rule';

export default defineRule({
  id: 'local-group-needs-host-process',
  summary: 'Only a HostProcess container runs as a local group of the node.',
  why: 'Any other container logs on as a user of its image; a group is none, so it does not start.',
  fix: 'Use a HostProcess workload, or an account such as RunAsUser.CONTAINER_USER.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
});
