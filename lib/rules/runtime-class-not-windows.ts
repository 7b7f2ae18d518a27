import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-not-windows',
  summary: 'A WindowsRuntimeClass selects Windows nodes.',
  why: 'Its node selector is merged into every pod that names it, and clashes there with that of the Windows pod: admission refuses the pod, or no node has the labels of both.',
  fix: 'Drop the entry: kubernetes.io/os: windows is set for you.',
  severity: 'error',
  verdict: 'admission',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#simplifying-with-runtimeclass',
});
