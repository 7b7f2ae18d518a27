import { defineRule } from './rule';

export default defineRule({
  id: 'platform-windows-version',
  summary: 'The platform has no such Windows nodes at this Kubernetes version.',
  why: 'No node pool can be made that the pods could land on.',
  fix: 'Choose a version that the platform offers.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#windows-os-version-support',
});
