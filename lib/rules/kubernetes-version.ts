import { defineRule } from './rule';

export default defineRule({
  id: 'kubernetes-version',
  topic: 'cluster',
  summary: 'A Kubernetes version must have the form 1.34 or 1.34.2.',
  why: 'It decides which fields exist and which rules hold.',
  fix: "Write it as kubectl version shows it, for example '1.34'.",
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/releases/',
});
