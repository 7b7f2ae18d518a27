import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-twice',
  topic: 'runtime-class',
  summary: 'A pod must name one RuntimeClass.',
  why: 'runtimeClass and runtimeClassName both end in spec.runtimeClassName.',
  fix: 'Keep runtimeClass for a class of this app, runtimeClassName for one that exists already.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
});
