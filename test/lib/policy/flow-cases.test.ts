import { describe, expect, test } from 'vitest';
import { answersOf, flowOf, reachOf, said } from './answers';
import { CASES } from './flow-cases/all';
import { CLUSTER } from './shop';

describe.each(Object.entries(CASES))('%s, as Calico has it', (_, cases) => {
  test.each(Object.entries(cases))('%s', (_title, { policies, flow, linux, windows }) => {
    const [answers] = answersOf(reachOf([...CLUSTER, ...policies]), [flowOf(flow)]);
    expect({ linux: said(answers.linux), windows: said(answers.windows) }).toEqual({ linux, windows });
  });
});
