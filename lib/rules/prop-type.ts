import { defineRule } from './rule';

export default defineRule({
  id: 'prop-type',
  topic: 'manifests',
  summary: 'A prop must be of its declared type.',
  why: 'Plain JavaScript can pass anything; what nobody understands would be left out in silence.',
  fix: 'Give a value of the declared type; TypeScript points at the line.',
  severity: 'error',
  verdict: 'construct',
  reference: 'https://www.typescriptlang.org/docs/handbook/intro-to-js-ts.html',
});
