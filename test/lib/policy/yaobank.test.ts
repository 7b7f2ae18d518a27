import { describe, expect, test } from 'vitest';
import { answersOf, flowOf, reachOf, said, verdictOf } from './answers';
import { CONNECTIONS, DEFECTS, lab } from './yaobank-flows';

describe.each(['article', 'mended'] as const)('yaobank under the policies of its %s, on either system', (policies) => {
  const reach = reachOf(lab(policies));

  test.each(CONNECTIONS)(`$title: open is $${policies}`, ({ flow, [policies]: isOpen }) => {
    const verdicts = (['linux', 'windows'] as const).map((plane) => verdictOf(reach, flowOf(flow), plane).verdict);
    expect(verdicts).toEqual(Array(2).fill(isOpen ? 'allow' : 'deny'));
  });

  test('no policy is left out', () => {
    expect(reach.network.order.ignored).toEqual([]);
  });
});

describe('what the policies of the article do that nobody meant', () => {
  test.each(DEFECTS)('$title', ({ others = [], flow, said: text }) => {
    const [{ linux }] = answersOf(reachOf([...lab('article'), ...others]), [flowOf(flow)]);
    expect(said(linux)).toBe(text);
  });
});
