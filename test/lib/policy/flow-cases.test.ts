import { describe, expect, test } from 'vitest';
import { answersOf, flowOf, reachOf, said } from './answers';
import { CASES } from './flow-cases';
import { CLUSTER } from './shop';

describe('as Calico has it', () => {
  for (const [title, { policies, flow, linux, windows }] of Object.entries(CASES)) {
    test(title, () => {
      const [answers] = answersOf(reachOf([...CLUSTER, ...policies]), [flowOf(flow)]);
      expect({ linux: said(answers.linux), windows: said(answers.windows) }).toEqual({ linux, windows });
    });
  }
});
