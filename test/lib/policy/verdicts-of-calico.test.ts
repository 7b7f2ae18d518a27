import { describe, expect, test } from 'vitest';
import { FEATURES, featuresOf } from '../../policy-clusters/features';
import { answersOf, reachOf } from './answers';
import { verdictsOfCalico } from './verdicts-of-calico';

const { calico, cases } = verdictsOfCalico();

/** A test of all would take long on a machine that has other work. */
const PART = 140;
const PARTS = Array.from({ length: Math.ceil(cases.length / PART) }, (_, index): [string, number] => {
  const first = index * PART;
  return [`${first} to ${Math.min(first + PART, cases.length) - 1}`, first];
});

/** `npm run policy-verdicts` asks Calico anew, after a change to the random clusters. */
describe(`of connections in random clusters Calico ${calico} has said`, () => {
  test.each(PARTS)('for both systems what the engine says, with who decides on Linux: clusters %s', (_, first) => {
    const wrong = cases.slice(first, first + PART).flatMap(({ cluster, flows, answers }, index) => {
      const ours = answersOf(reachOf(cluster), flows);
      return flows.flatMap((flow, at) => {
        const [said, expected] = [ours[at], answers[at]].map((answer) => JSON.stringify(answer));
        if (said === expected) return [];
        return [`cluster ${first + index}, ${JSON.stringify(flow)}: ${said}, and Calico ${expected}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  test('something about every feature of policies, of thousands of connections', () => {
    expect(cases.flatMap(({ flows }) => flows).length).toBeGreaterThan(10_000);
    expect([...new Set(cases.flatMap(featuresOf))].sort()).toEqual([...FEATURES].sort());
  });

  test('every verdict on either side', () => {
    const all = cases.flatMap(({ answers }) => answers.flatMap(({ linux, windows }) => [linux, windows]));
    for (const side of ['egress', 'ingress'] as const) {
      const verdicts = new Set(all.flatMap((answer) => answer[side]?.split(',')[0] ?? []));
      expect([...verdicts].sort()).toEqual(['allow', 'broken', 'deny']);
    }
  });
});
