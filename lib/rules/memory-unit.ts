import { defineRule } from './rule';

export default defineRule({
  id: 'memory-unit',
  summary: 'A memory quantity counts bytes.',
  why: 'Fractions of a byte and a few bytes are accepted by the API server and starve the container at once.',
  fix: 'Use Size.mebibytes(…).',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
});
