import { type Bits, both, either, hasBit, isNone, noBits, without } from '../policy/bits';
import type { Rule } from '../policy/policy';
import type { Planes } from '../policy/reach';
import type { Survey } from '../reach/survey';
import { closingSides, decidersText, flowText } from './breach-text';
import type { FlowEnd } from './flow';
import type { BrokenPromise, Expectation } from './promise';
import { outsideOf, type PromiseParty, podsPicked } from './promise-parties';
import { podsOf, rulesOfFlow } from './promised-rules';

/** Rules that stand for expectations, so that a network can be made for them. */
export function rulesOfExpectations(expectations: readonly Expectation[]): Rule[] {
  return expectations.flatMap((expectation) => rulesOfFlow(expectation));
}

/** What is wrong with an expectation: of several flows that are not as it says, the first. */
export function brokenExpectation(expectation: Expectation, survey: Survey): BrokenPromise | undefined {
  const { path, isAllowed, stack } = expectation;
  const said = { paths: [path], stack, field: isAllowed ? 'expectAllowed' : 'expectDenied' };
  const ends = { from: partiesOf(expectation.from, survey), to: partiesOf(expectation.to, survey) };
  for (const end of ['from', 'to'] as const) {
    if (ends[end].length > 0) continue;
    const { from, to } = expectation;
    const problem = `no pod of the app is ${expectation[end].name}, so nothing can be said of it`;
    return { ...said, flow: `${from.name} → ${to.name}`, problem, fix: 'Name pods of the app, or others by labels.' };
  }
  const asked = connectionsOf(expectation, survey);
  for (const from of ends.from) {
    for (const to of ends.to) {
      for (const planes of planesOfPair(from, to)) {
        const wrong = wrongConnections(from, to, planes, asked, isAllowed, survey);
        if (isNone(wrong)) continue;
        const flow = { from: from.named, to: to.named, planes, connections: wrong };
        const sides = isAllowed ? closingSides(flow, survey) : (['egress', 'ingress'] as const);
        const problem = `it is expected to be ${isAllowed ? 'allowed' : 'denied'} and is not: ${decidersText(flow, sides, survey)}`;
        const fix = `Change the policy that decides, or ${isAllowed ? 'allow it in the isolation' : 'take the permission away'}; or take the expectation away.`;
        return { ...said, flow: flowText(flow, survey), problem, fix };
      }
    }
  }
  return undefined;
}

function wrongConnections(
  from: PromiseParty,
  to: PromiseParty,
  planes: Planes,
  asked: Bits,
  isAllowed: boolean,
  { reach }: Survey,
): Bits {
  const { sure, may } = reach.passageAt(reach.passageNumber(from.located, to.located, planes));
  return isAllowed ? without(asked, sure) : both(asked, may);
}

function planesOfPair(from: PromiseParty, to: PromiseParty): Planes[] {
  return from.planes.flatMap((own) => to.planes.map((other) => ({ from: own, to: other })));
}

function connectionsOf(expectation: Expectation, { network: { connections }, reach }: Survey): Bits {
  if (expectation.ports.length === 0) return connections.everything;
  const place = { classNumber: 0, piece: 0 };
  return rulesOfFlow({ ...expectation, from: ANYBODY, to: ANYBODY })
    .map((rule) => reach.matchOf(rule).connections(place, place))
    .reduce(either, noBits(connections.size));
}

const ANYBODY: FlowEnd = { kind: 'nets', name: '', nets: [] };

function partiesOf(end: FlowEnd, survey: Survey): PromiseParty[] {
  if (end.kind === 'pods') return podsPicked(podsOf(end), survey);
  const [rule] = rulesOfFlow({ from: ANYBODY, to: end, ports: [] });
  const [test] = survey.reach.matchOf(rule).destination;
  return outsideOf(survey).filter(({ located: { pieces } }) => hasBit(test.set.pieces, pieces[0]));
}
