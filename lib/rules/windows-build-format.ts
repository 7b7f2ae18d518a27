import { defineRule } from './rule';

export default defineRule({
  id: 'windows-build-format',
  summary: 'A Windows build is major.minor.build.',
  why: 'The node label holds exactly that, without a revision: no node has another form, so the pods would stay Pending.',
  fix: "Use a constant such as WindowsVersion.SERVER_2022, or write the build as '10.0.20348'.",
  severity: 'error',
  verdict: 'node',
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
});
