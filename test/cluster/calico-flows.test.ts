import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flowOf, said } from '../lib/policy/answers';
import { CASES } from '../lib/policy/flow-cases';
import { CLUSTER } from '../lib/policy/shop';
import { CLOSED, IMPOSTOR, lab, NEWCOMER, OPEN } from '../lib/policy/yaobank-flows';
import { answersIn, type FlowEnds, FlowJudge, type FlowVerdicts } from './flow-judge';
import { record } from './report/section';

const BUILD_MS = 20 * 60_000;

const counts = { traits: 0, lab: 0 };
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
the tiers of yaobank under its article's policies. No packet was sent. It said on both systems what is expected.`,
  counts: {
    'traits of policies': { seen: counts.traits, of: Object.keys(CASES).length },
    'connections of yaobank': { seen: counts.lab, of: OPEN.length + CLOSED.length },
  },
}));

const inWords = (verdicts: FlowVerdicts) => {
  const { linux, windows } = answersIn(verdicts);
  return { linux: said(linux), windows: said(windows) };
};

describe('to Calico', () => {
  for (const [title, { policies, flow, linux, windows }] of Object.entries(CASES)) {
    test(title, async () => {
      const { faults, flows } = await judge.judge([...CLUSTER, ...policies], [flowOf(flow)]);
      expect(faults).toEqual([]);
      expect(inWords(flows[0])).toEqual({ linux, windows });
      counts.traits++;
    });
  }
});

describe('to Calico 3.28, which has one tier, as to 3.31', () => {
  const known = Object.entries(CASES).filter(
    ([, { policies }]) => !policies.some(({ kind }) => /^(Tier|Staged\w+|\w*AdminNetworkPolicy)$/.test(kind)),
  );

  test('most traits are known', () => {
    expect(known.length).toBeGreaterThan(Object.keys(CASES).length / 2);
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

describe('with the policies of the article on yaobank', () => {
  const manifests = lab();

  const passes = ({ egress, ingress }: FlowEnds) => [egress, ingress].every((end) => !end || end.verdict === 'allow');

  /** The same on both systems, as the policies hold nothing that Windows does not know. */
  test.each([
    ...OPEN.map((connection) => [...connection, true] as const),
    ...CLOSED.map((connection) => [...connection, false] as const),
  ])('%s', async (_, from, to, protocol, port, open) => {
    const { flows } = await judge.judge(manifests, [{ from, to, protocol, port }]);
    expect([flows[0].linux, flows[0].windows].map(passes)).toEqual([open, open]);
    counts.lab++;
  });

  test('whoever carries the label of DNS is sent what is for DNS', async () => {
    const { flows } = await judge.judge(manifests, [{ from: NEWCOMER, to: IMPOSTOR, protocol: 'UDP', port: 53 }]);
    const text = 'out: allow, GlobalNetworkPolicy default-app-policy rule 0; in: deny, end of tier default';
    expect(inWords(flows[0]).linux).toBe(text);
  });

  test('none of the policies is refused', async () => {
    expect((await judge.judge(manifests, [])).faults).toEqual([]);
  });
});
