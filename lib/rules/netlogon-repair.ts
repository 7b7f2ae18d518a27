import { defineRule } from './rule';

export default defineRule({
  id: 'netlogon-repair',
  summary: 'The Netlogon repair needs Windows PowerShell and an administrator.',
  why: 'It restarts a Windows service inside the container; ContainerUser and Nano Server cannot.',
  fix: 'Use a Server Core image with runAsUserName SYSTEM or CONTAINER_ADMINISTRATOR, or leave the repair out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#troubleshooting',
});
