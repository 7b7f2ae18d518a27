import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { hasBit } from '../../../lib/policy/bits';
import { protocolNumber } from '../../../lib/policy/connection-space';
import { kindsOf, type Nodes, planeOf } from '../../../lib/policy/kinds';
import { PassageGrid } from '../../../lib/policy/passage-grid';
import type { Passage } from '../../../lib/policy/passage-table';
import type { Dataplane, Reach, Verdict } from '../../../lib/policy/reach';
import { type PolicyCase, policyCases } from '../../policy-clusters/cases';
import type { AskedFlow } from '../../policy-clusters/flows';
import { answersOf, endOf, reachOf, verdictOf } from './answers';

const SEED = { seed: 20_260_101 };
const PLANES: readonly Dataplane[] = ['linux', 'windows'];

/** What a set of connections says of one of them. */
function inPassage({ sure, may, broken }: Passage, cell: number): Verdict {
  if (broken !== undefined) return 'broken';
  if (hasBit(sure, cell)) return 'allow';
  return hasBit(may, cell) ? 'depends' : 'deny';
}

function cellOf({ network }: Reach, { from: _from, to: _to, protocol, ...packet }: AskedFlow): number {
  return network.connections.cellOf({ protocol: protocolNumber(protocol) as number, ...packet });
}

/** What is said of each flow on either system. Many are compared at once: an expectation takes longer than an answer. */
function asked<Said>(flows: readonly AskedFlow[], verdict: (flow: AskedFlow, plane: Dataplane) => Said) {
  return flows.flatMap((flow) => PLANES.map((plane) => ({ flow, plane, verdict: verdict(flow, plane) })));
}

/** The same cluster in which nobody knows the addresses of some pods. */
function withoutAddresses(cluster: readonly KubernetesObject[], hidden: readonly boolean[]): KubernetesObject[] {
  return cluster.map((object) => {
    if (object.kind !== 'Pod') return object;
    const isHidden = hidden[Number(object.metadata?.name?.slice('pod'.length))];
    return isHidden ? { ...object, status: {} } : object;
  });
}

const hiding = fc.array(fc.boolean(), { minLength: 6, maxLength: 6 });
const cases = (count: number) => fc.record({ given: policyCases(count), hidden: hiding });

describe('whatever the policies', () => {
  test('a set of connections holds exactly those that a verdict lets through', () => {
    const seen = new Set<Verdict>();
    fc.assert(
      fc.property(cases(16), ({ given: { cluster, flows }, hidden }) => {
        const reach = reachOf(withoutAddresses(cluster, hidden));
        const verdicts = asked(flows, (flow, plane) => verdictOf(reach, flow, plane).verdict);
        const inSets = asked(flows, (flow, plane) => {
          const passage = reach.passage(endOf(reach, flow.from), endOf(reach, flow.to), { from: plane, to: plane });
          return inPassage(passage, cellOf(reach, flow));
        });
        expect(inSets).toEqual(verdicts);
        for (const { verdict } of verdicts) seen.add(verdict);
      }),
      { ...SEED, numRuns: 250 },
    );
    expect([...seen].sort()).toEqual(['allow', 'broken', 'deny', 'depends']);
  });

  test('a grid has for two kinds of pods what any two of them have', () => {
    fc.assert(
      fc.property(cases(0), fc.constantFrom<Nodes>('linux', 'windows', 'actual'), ({ given, hidden }, nodes) => {
        const reach = reachOf(withoutAddresses(given.cluster, hidden).map(withSystem));
        const { endpoints } = reach.network;
        const kinds = kindsOf(reach);
        const grid = new PassageGrid(
          reach,
          kinds.map(({ endpoints: [endpoint] }) => reach.located({ endpoint })),
        );
        const members = kinds.flatMap((kind, at) => kind.endpoints.map((endpoint) => ({ endpoint, at })));
        expect(members.map(({ endpoint }) => endpoint).sort()).toEqual([...endpoints.keys()]);
        const [found, expected]: [Passage[], Passage[]] = [[], []];
        for (const from of members) {
          // a pod on the network of its node reaches its neighbours anyhow, which kinds do not tell
          if (endpoints[from.endpoint].isOnHostNetwork) continue;
          for (const to of members) {
            const planes = {
              from: planeOf(endpoints[from.endpoint], nodes),
              to: planeOf(endpoints[to.endpoint], nodes),
            };
            found.push(reach.passageAt(grid.number(from.at, to.at, planes.from, planes.to)));
            expected.push(reach.passage(from, to, planes));
          }
        }
        expect(found).toEqual(expected);
      }),
      { ...SEED, numRuns: 150 },
    );
  });

  test('who knows fewer addresses says nothing that is wrong', () => {
    const changes = { unsure: 0, sure: 0 };
    fc.assert(
      fc.property(cases(16), ({ given: { cluster, flows }, hidden }) => {
        const reach = reachOf(cluster);
        const blind = reachOf(withoutAddresses(cluster, hidden));
        for (const flow of flows) {
          for (const plane of PLANES) {
            const known = verdictOf(reach, flow, plane).verdict;
            const { verdict } = verdictOf(blind, flow, plane);
            if (known === 'broken' || verdict === 'broken') continue;
            if (verdict !== known) expect({ flow, plane, known, verdict }).toMatchObject({ verdict: 'depends' });
            changes[verdict === known ? 'sure' : 'unsure']++;
          }
        }
      }),
      { ...SEED, numRuns: 300 },
    );
    expect(changes.unsure).toBeGreaterThan(20);
    expect(changes.sure).toBeGreaterThan(10 * changes.unsure);
  });

  test('the order of the objects does not matter', () => {
    fc.assert(
      fc.property(
        policyCases(12).chain((given) =>
          fc
            .shuffledSubarray([...given.cluster], { minLength: given.cluster.length })
            .map((shuffled): readonly [PolicyCase, KubernetesObject[]] => [given, shuffled]),
        ),
        ([{ cluster, flows }, shuffled]) => {
          expect(answersOf(reachOf(shuffled), flows)).toEqual(answersOf(reachOf(cluster), flows));
        },
      ),
      { ...SEED, numRuns: 150 },
    );
  });
});

/** Every other pod is for Windows. */
function withSystem(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Pod' || Number(object.metadata?.name?.slice('pod'.length)) % 2 === 0) return object;
  return { ...object, spec: { ...(object.spec as object), os: { name: 'windows' } } };
}
