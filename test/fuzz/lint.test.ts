import { test } from 'vitest';
import { fuzzLint } from './lint';

test('whatever a file holds, linting it ends soon and without an exception', () => {
  fuzzLint({ numRuns: 300 });
}, 60_000);
