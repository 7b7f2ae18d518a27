import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowOf, said } from '../lib/policy/answers';
import { CASES } from '../lib/policy/flow-cases/all';
import { CLUSTER } from '../lib/policy/shop';
import { CONNECTIONS, DEFECTS, lab } from '../lib/policy/yaobank-flows';
import { answersIn, type FlowEnds, FlowJudge, type FlowVerdicts } from './flow-judge';
import { record } from './report/section';

const BUILD_MS = 20 * 60_000;

const counts = { traits: 0, lab: 0, defects: 0 };
let judge: FlowJudge;
let older: FlowJudge;
beforeAll(async () => {
  judge = await FlowJudge.of();
  older = await FlowJudge.of('3.28');
}, BUILD_MS);
afterAll(async () => {
  await judge.close();
  await older.close();
});

record('flows', 'Calico', () => ({
  title: 'Flows under policies',
  explanation: `Calico's own code, from its converters to the rules that Felix gives Linux and the lists that its driver
gives Windows, said what becomes of connections: one for each trait of policies that matters on Windows, and those between
the tiers of yaobank under its article's policies and under those that mend them. No packet was sent. It said on both systems what is expected.`,
  counts: {
    'traits of policies': { seen: counts.traits, of: Object.values(CASES).flatMap(Object.keys).length },
    'connections of yaobank, under its article’s policies and under mended ones': {
      seen: counts.lab,
      of: 2 * CONNECTIONS.length,
    },
    'defects of its article’s policies': { seen: counts.defects, of: DEFECTS.length },
  },
}));

const inWords = (verdicts: FlowVerdicts) => {
  const { linux, windows } = answersIn(verdicts);
  return { linux: said(linux), windows: said(windows) };
};

describe.each(Object.entries(CASES))('%s, to Calico', (_, cases) => {
  test.each(Object.entries(cases))('%s', async (_title, { policies, flow, linux, windows }) => {
    const { faults, flows } = await judge.judge([...CLUSTER, ...policies], [flowOf(flow)]);
    expect(faults).toEqual([]);
    expect(inWords(flows[0])).toEqual({ linux, windows });
    counts.traits++;
  });
});

describe('to Calico 3.28, which has one tier, as to 3.31', () => {
  const all = Object.values(CASES).flatMap((cases) => Object.entries(cases));
  const known = all.filter(
    ([, { policies }]) =>
      !policies.some(({ kind, spec }) => /^(Tier|Staged\w+|\w*AdminNetworkPolicy)$/.test(kind) || spec?.tier),
  );

  test('most traits are known', () => {
    expect(known.length).toBeGreaterThan(all.length / 2);
  });

  test.each(known)('%s', async (_, { policies, flow, linux, windows }) => {
    const { faults, flows } = await older.judge([...CLUSTER, ...policies], [flowOf(flow)]);
    expect(faults).toEqual([]);
    expect(inWords(flows[0])).toEqual({ linux, windows });
  });
});

test('Calico 3.28 leaves a Pass out on Windows, and so comes to what is below it', async () => {
  const policy = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'pass' },
    spec: { selector: 'app == "web"', types: ['Egress'], egress: [{ action: 'Pass' }, { action: 'Allow' }] },
  };
  const question = [[...CLUSTER, policy], [flowOf('shop/web -> 8.8.8.8 TCP 443')]] as const;
  expect(inWords((await older.judge(...question)).flows[0]).windows).toBe('out: allow');
  expect(inWords((await judge.judge(...question)).flows[0]).windows).toBe('out: deny');
});

test('Calico leaves out what it refuses, and so opens what it should have closed', async () => {
  const typo = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: 'closed' },
    spec: { selector: 'app = "web"', types: ['Ingress'] },
  };
  const { faults, flows } = await judge.judge([...CLUSTER, typo], [flowOf('8.8.8.8 -> shop/web TCP 80')]);
  expect(faults).toEqual([
    { kind: 'GlobalNetworkPolicy', name: 'closed', faults: [expect.objectContaining({ field: 'Selector' })] },
  ]);
  expect(inWords(flows[0])).toEqual({ linux: 'in: allow, no policy', windows: 'in: allow' });
});

test.each([
  ['a pod that is not there', 'shop/nobody -> shop/web TCP 80', '"shop/nobody"'],
  ['an address of another family', '2001:db8::7 -> 8.8.8.8 TCP 80', 'families'],
  ['a protocol that has no number', '8.8.8.8 -> shop/web HTTP 80', '"HTTP"'],
])('nobody can tell what becomes of a flow with %s', async (_, flow, complaint) => {
  await expect(judge.judge(CLUSTER, [flowOf(flow)])).rejects.toThrow(complaint);
});

const passes = ({ egress, ingress }: FlowEnds) => [egress, ingress].every((end) => !end || end.verdict === 'allow');

describe.each(['article', 'mended'] as const)('on yaobank under the policies of its %s', (policies) => {
  const manifests = lab(policies);

  test.each(CONNECTIONS)('$title', async ({ flow, [policies]: isOpen }) => {
    const { flows } = await judge.judge(manifests, [flowOf(flow)]);
    expect([flows[0].linux, flows[0].windows].map(passes)).toEqual([isOpen, isOpen]);
    counts.lab++;
  });

  test('none of the policies is refused', async () => {
    expect((await judge.judge(manifests, [])).faults).toEqual([]);
  });
});

test.each(DEFECTS)('on yaobank, $title', async ({ others = [], flow, said: text }) => {
  const { flows } = await judge.judge([...lab('article'), ...others], [flowOf(flow)]);
  expect(inWords(flows[0]).linux).toBe(text);
  counts.defects++;
});
