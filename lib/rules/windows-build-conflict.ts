import { defineRule } from './rule';

export default defineRule({
  id: 'windows-build-conflict',
  summary: 'The Windows build is stated twice and the two differ.',
  why: 'A nodeSelector matches one exact build, so no node would fit, or the RuntimeClass admission plugin refuses the pod.',
  fix: 'State it once: with windowsVersion, with a WindowsRuntimeClass, or in nodeSelector.',
  severity: 'error',
  verdict: 'admission',
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
});
