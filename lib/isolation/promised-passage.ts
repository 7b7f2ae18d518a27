import type { Direction } from '../calico/policy';
import { type AddressTest, noAddresses, passes } from '../policy/address-set';
import { type Bits, both, eachBit, either, hasBit, noBits, without } from '../policy/bits';
import { FarIndex } from '../policy/far-index';
import type { Passage } from '../policy/passage-table';
import type { Rule } from '../policy/policy';
import type { Dataplane, Located } from '../policy/reach';
import type { RuleMatch } from '../policy/rule-match';
import type { Survey } from '../reach/survey';
import type { Flow } from './flow';
import type { IsolationPromise } from './promise';
import type { PromiseParty } from './promise-parties';
import { rulesForAll, rulesOfDenied, rulesOfFlow } from './promised-rules';

/** The rules of a promise, as far as they are about one end. */
interface PromisedRule {
  readonly match: RuleMatch;
  readonly near: readonly AddressTest[];
  readonly far: readonly AddressTest[];
}

/** All rules that stand for what is promised; each is made once, so that a network can be made for them. */
export class PromiseRules {
  public readonly all: readonly Rule[];
  public readonly ofFlows: Readonly<Record<Direction, readonly Rule[]>>;
  public readonly forAll: ReadonlyMap<IsolationPromise, readonly Rule[]>;
  public readonly denied: ReadonlyMap<IsolationPromise, readonly Rule[]>;

  public constructor(promises: readonly IsolationPromise[], flows: readonly Flow[]) {
    const ofFlows: Record<Direction, Rule[]> = { egress: [], ingress: [] };
    for (const flow of flows) {
      const rules = rulesOfFlow(flow);
      if (flow.from.kind === 'pods') ofFlows.egress.push(...rules);
      if (flow.to.kind === 'pods') ofFlows.ingress.push(...rules);
    }
    this.ofFlows = ofFlows;
    this.forAll = new Map(promises.map((promise) => [promise, promise.forAll.flatMap(rulesForAll)]));
    this.denied = new Map(promises.map((promise) => [promise, promise.denied.flatMap(rulesOfDenied)]));
    const lists = [this.ofFlows.egress, this.ofFlows.ingress, ...this.forAll.values(), ...this.denied.values()];
    // between pods one and the same rule is kept at both ends
    this.all = [...new Set(lists.flat())];
  }
}

/** What is promised of connections: those that must pass (`sure`), and those that may. */
export class PromisedPassages {
  private readonly byClass: Record<Direction, Map<number, PromisedRule[]>> = {
    egress: new Map(),
    ingress: new Map(),
  };
  private readonly forAll: Record<Direction, Map<IsolationPromise, readonly PromisedRule[]>> = {
    egress: new Map(),
    ingress: new Map(),
  };
  private readonly known: Record<Direction, Map<number, RulesOfEnd>> = { egress: new Map(), ingress: new Map() };
  private readonly everything: Passage;
  private readonly nothing: Bits;

  public constructor(
    private readonly survey: Survey,
    private readonly rules: PromiseRules,
  ) {
    const { connections } = survey.network;
    this.nothing = noBits(connections.size);
    this.everything = { sure: connections.everything, may: connections.everything };
    for (const direction of ['egress', 'ingress'] as const) {
      for (const [promise, own] of rules.forAll) {
        const ofDirection = own.filter((rule) => rule.direction === direction);
        this.forAll[direction].set(
          promise,
          ofDirection.map((rule) => this.placed(rule, direction)),
        );
      }
      for (const rule of rules.ofFlows[direction]) {
        const placed = this.placed(rule, direction);
        const own = this.byClass[direction];
        // of the pods of a permission only those that a policy can be about
        for (const { set } of placed.near)
          eachBit(set.classes, (classNumber) => {
            const same = own.get(classNumber);
            if (same === undefined) own.set(classNumber, [placed]);
            else same.push(placed);
          });
      }
    }
  }

  /** What is promised of one end: everything where nobody isolates it. */
  public ofSide(near: PromiseParty, far: Located, direction: Direction, plane: Dataplane): Passage {
    const promise = promiseOn(near, plane);
    if (promise === undefined) return this.everything;
    let { sure, may } = { sure: this.nothing, may: this.nothing };
    for (const { match, far: tests } of this.ofEnd(near, direction).byFar.about(far.classNumber)) {
      const share = shareOf(tests, far);
      if (share === 'none') continue;
      const { source, destination } = endsOf(near.located, far, direction);
      const connections = match.connections(source, destination);
      may = either(may, connections);
      if (share === 'all') sure = either(sure, connections);
    }
    if (direction === 'ingress') return { sure, may };
    for (const rule of this.rules.denied.get(promise) ?? []) {
      const match = this.survey.reach.matchOf(rule);
      const share = shareOf(match.destination, far);
      if (share === 'none') continue;
      const { source, destination } = endsOf(near.located, far, direction);
      const connections = match.connections(source, destination);
      sure = promise.cutsDenied ? this.nothing : without(sure, connections);
      if (share === 'all') may = without(may, connections);
    }
    return { sure, may };
  }

  /** The connections to an address that an isolation denies, whatever is permitted. */
  public deniedTo(from: PromiseParty, far: Located, plane: Dataplane): Bits {
    const promise = promiseOn(from, plane);
    let denied = this.nothing;
    for (const rule of promise === undefined ? [] : (this.rules.denied.get(promise) ?? [])) {
      const match = this.survey.reach.matchOf(rule);
      if (shareOf(match.destination, far) !== 'all') continue;
      const { source, destination } = endsOf(from.located, far, 'egress');
      denied = either(denied, match.connections(source, destination));
    }
    return denied;
  }

  public of(
    from: PromiseParty,
    to: PromiseParty,
    planes: { readonly from: Dataplane; readonly to: Dataplane },
  ): Passage {
    const out = this.ofSide(from, to.located, 'egress', planes.from);
    const into = this.ofSide(to, from.located, 'ingress', planes.to);
    return { sure: both(out.sure, into.sure), may: both(out.may, into.may) };
  }

  /** Equal for those whose permissions are about the same others. */
  public peersKey(near: PromiseParty, direction: Direction): string {
    let key = '';
    for (const { far } of this.rulesOf(near, direction)) {
      key += ' to';
      for (const { set } of far) key += ` ${this.survey.reach.numberOf(set)}`;
    }
    return key;
  }

  /** Whom the permissions of one end are about. */
  public namedBy(near: PromiseParty, direction: Direction): Named {
    const named = noAddresses(this.survey.network.classCount, this.survey.network.addresses.size);
    const rules = this.rulesOf(near, direction);
    for (const { far } of rules)
      for (const { set } of far) {
        for (let word = 0; word < named.classes.length; word++) named.classes[word] |= set.classes[word];
        for (let word = 0; word < named.pieces.length; word++) named.pieces[word] |= set.pieces[word];
      }
    const isAnybody = rules.some(({ far }) => far.length === 0);
    return { ...named, isEverywhere: (pieces) => isAnybody || pieces.every((piece) => hasBit(named.pieces, piece)) };
  }

  private rulesOf(near: PromiseParty, direction: Direction): readonly PromisedRule[] {
    return this.ofEnd(near, direction).all;
  }

  private ofEnd({ located: { classNumber }, promise }: PromiseParty, direction: Direction): RulesOfEnd {
    let known = this.known[direction].get(classNumber);
    if (known === undefined) {
      const own = this.byClass[direction].get(classNumber) ?? [];
      const forAll = promise === undefined ? undefined : this.forAll[direction].get(promise);
      const all = forAll === undefined ? own : [...own, ...forAll];
      known = { all, byFar: new FarIndex(all) };
      this.known[direction].set(classNumber, known);
    }
    return known;
  }

  private placed(rule: Rule, direction: Direction): PromisedRule {
    const match = this.survey.reach.matchOf(rule);
    const [near, far] = direction === 'egress' ? [match.source, match.destination] : [match.destination, match.source];
    return { match, near, far };
  }
}

/** The rules about the pods of one class. */
interface RulesOfEnd {
  readonly all: readonly PromisedRule[];
  readonly byFar: FarIndex<PromisedRule>;
}

interface Named {
  readonly classes: Bits;
  /** Whether a permission holds for all these addresses, whoever has them. */
  isEverywhere(pieces: readonly number[]): boolean;
}

/** Who isolates a party on nodes of a system. */
export function promiseOn({ promise }: PromiseParty, plane: Dataplane): IsolationPromise | undefined {
  return plane === 'windows' && promise?.isForWindows === false ? undefined : promise;
}

/** At how many of the addresses that somebody may have the tests pass. */
function shareOf(tests: readonly AddressTest[], { classNumber, pieces }: Located): 'all' | 'some' | 'none' {
  if (tests.length === 0 || isOfClass(tests, classNumber)) return 'all';
  let count = 0;
  for (let index = 0; index < pieces.length; index++) if (passes(tests, classNumber, pieces[index])) count++;
  return count === 0 ? 'none' : count === pieces.length ? 'all' : 'some';
}

function isOfClass(tests: readonly AddressTest[], classNumber: number): boolean {
  for (let index = 0; index < tests.length; index++)
    if (tests[index].isNegated || !hasBit(tests[index].set.classes, classNumber)) return false;
  return true;
}

function endsOf(near: Located, far: Located, direction: Direction) {
  const own = { classNumber: near.classNumber, piece: near.pieces[0] };
  const other = { classNumber: far.classNumber, piece: far.pieces[0] };
  return direction === 'egress' ? { source: own, destination: other } : { source: other, destination: own };
}
