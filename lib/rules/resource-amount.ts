import { defineRule } from './rule';

export default defineRule({
  id: 'resource-amount',
  summary: 'An amount of a resource is a number, 0 or more.',
  why: 'The API server refuses the workload. Number(…) of a setting that is missing gives NaN.',
  fix: 'Give an amount such as Cpu.millis(500) or Size.gibibytes(1), or leave it out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
});
