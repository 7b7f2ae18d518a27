import { type Bits, either, hasBit, noBits, setBit, without } from '../policy/bits';
import { type ConnectionCuts, ConnectionSpace } from '../policy/connection-space';
import type { Nodes } from '../policy/kinds';
import type { Passage } from '../policy/passage-table';
import type { Reach } from '../policy/reach';
import { networksOf, outsideRangesOf, speaksOfIpv6 } from './outside';
import { connectionsText } from './passage-text';
import type { Survey } from './survey';
import { type Atom, outsideAtom, type Party, shortList, type Table } from './table';
import { isTold } from './told';

/** What passes now and did not before, and the other way round. */
export interface Change {
  readonly opened: string;
  readonly closed: string;
}

/** Two versions of one cluster. */
export class Difference {
  /** Workloads that are there now, and addresses outside. */
  public readonly parties: readonly Party[];
  public readonly added: readonly string[];
  public readonly removed: readonly string[];
  public readonly space: ConnectionSpace;
  private readonly pairs: readonly Pair[];
  private readonly changes = new Map<string, Change>();
  private readonly projected: Record<'before' | 'now', Map<Bits, Bits>> = { before: new Map(), now: new Map() };

  public constructor(
    private readonly before: Table,
    private readonly now: Table,
    public readonly nodes: Nodes,
  ) {
    this.space = new ConnectionSpace(
      joined(before.survey.network.connections.cuts, now.survey.network.connections.cuts),
    );
    const known = new Map(before.parties.filter(isInside).map((party) => [keyOf(party), party]));
    const inside = now.parties.filter(isInside);
    const here = new Set(inside.map(keyOf));
    this.added = inside.filter((party) => !known.has(keyOf(party)) && !party.isStandIn).map(({ name }) => name);
    this.removed = [...known.values()]
      .filter((party) => !here.has(keyOf(party)) && !party.isStandIn)
      .map(({ name }) => name);
    const workloads = inside.map((party) => {
      const earlier = known.get(keyOf(party));
      return { party, pair: { before: earlier && before.atomOf(earlier), now: now.atomOf(party) } };
    });
    const numbers = new Map<string, number>();
    const pairs: Pair[] = [];
    const numbered = ({ party, pair }: { readonly party: Party; readonly pair: Pair }): Party => {
      const key = `${textOf(pair.before)} ${textOf(pair.now)}`;
      const atom = numbers.get(key) ?? pairs.length;
      if (atom === pairs.length) pairs.push(pair);
      numbers.set(key, atom);
      return { ...party, atom };
    };
    this.pairs = pairs;
    const told = workloads.map(numbered);
    this.parties = [...told, ...this.alike(outsiders(before.survey, now.survey).map(numbered), told)];
  }

  /** Addresses for which the same has changed as one party. */
  private alike(outside: readonly Party[], workloads: readonly Party[]): Party[] {
    const groups = new Map<string, Party[]>();
    for (const party of outside) {
      const changes = workloads.flatMap((workload) => [this.changeAt(party, workload), this.changeAt(workload, party)]);
      const key = JSON.stringify(changes.map((change) => change ?? null));
      groups.set(key, [...(groups.get(key) ?? []), party]);
    }
    return [...groups.values()].map((parties) => {
      const internet = parties.find((party) => party.outside?.isInternet);
      if (internet !== undefined) return internet;
      return { ...parties[0], name: shortList(parties.flatMap((party) => party.outside?.networks ?? [])) };
    });
  }

  /** `undefined` for a pair between which nothing has changed. */
  public changeAt(from: Party, to: Party): Change | undefined {
    if (!isTold(from, to)) return undefined;
    const [source, destination] = [this.pairs[from.atom], this.pairs[to.atom]];
    const numberIn = (version: 'before' | 'now') => {
      const [a, b] = [source[version], destination[version]];
      if (a === undefined || b === undefined) return undefined;
      const planes = { from: a.planeOn(this.nodes), to: b.planeOn(this.nodes) };
      return this[version].survey.reach.passageNumber(a.located, b.located, planes);
    };
    const [was, is] = [numberIn('before'), numberIn('now')];
    const key = `${was} ${is}`;
    let change = this.changes.get(key);
    if (change === undefined) {
      change = this.compared(passageOf(this.before.survey.reach, was), passageOf(this.now.survey.reach, is));
      this.changes.set(key, change);
    }
    return change.opened === '-' && change.closed === '-' ? undefined : change;
  }

  private compared(was: Passage | undefined, is: Passage | undefined): Change {
    if (is?.broken !== undefined || was?.broken !== undefined) {
      const isSame = is?.broken !== undefined && was?.broken !== undefined;
      return {
        opened: isSame || is?.broken === undefined ? '-' : `unknown: Felix fails (${is.broken})`,
        closed: isSame || was?.broken === undefined ? '-' : `was unknown: Felix failed (${was.broken})`,
      };
    }
    const nothing = noBits(this.space.size);
    const on = (version: 'before' | 'now', bits: Bits | undefined) =>
      bits === undefined ? nothing : this.inJointSpace(version, bits);
    const [sureBefore, mayBefore] = [on('before', was?.sure), on('before', was?.may)];
    const [sureNow, mayNow] = [on('now', is?.sure), on('now', is?.may)];
    return {
      opened: connectionsText(either(without(sureNow, sureBefore), without(mayNow, mayBefore)), this.space),
      closed: connectionsText(either(without(sureBefore, sureNow), without(mayBefore, mayNow)), this.space),
    };
  }

  private inJointSpace(version: 'before' | 'now', bits: Bits): Bits {
    let projected = this.projected[version].get(bits);
    if (projected === undefined) {
      const own = this[version].survey.network.connections;
      projected = noBits(this.space.size);
      for (let cell = 0; cell < this.space.size; cell++) {
        const packet = this.space.packetOf(cell);
        if (hasBit(bits, packet === undefined ? own.size - 1 : own.cellOf(packet))) setBit(projected, cell);
      }
      this.projected[version].set(bits, projected);
    }
    return projected;
  }
}

/** The same party in both versions, as far as it is there. */
interface Pair {
  readonly before?: Atom;
  readonly now?: Atom;
}

function isInside({ workload }: Party): boolean {
  return workload !== undefined;
}

function keyOf({ name, workload }: Party): string {
  return `${workload?.kind} ${name}`;
}

function textOf(atom: Atom | undefined): string {
  return atom === undefined
    ? ''
    : `${atom.located.classNumber}/${atom.located.pieces.join()}/${atom.planeOn('actual')}`;
}

function passageOf(reach: Reach, number: number | undefined): Passage | undefined {
  return number === undefined ? undefined : reach.passageAt(number);
}

/** All addresses outside, cut wherever one of the versions cuts them. */
function outsiders(before: Survey, now: Survey): { readonly party: Party; readonly pair: Pair }[] {
  const [was, is] = [before.network.addresses.stretches(), now.network.addresses.stretches()];
  const hasIpv6 = speaksOfIpv6(before.network) || speaksOfIpv6(now.network);
  const internet = outsideRangesOf(now.network)[0].piece;
  const found = new Map<string, { readonly pieces: readonly [number, number]; readonly networks: string[] }>();
  for (let a = 0, b = 0; a < was.length && b < is.length; ) {
    const from = was[a].from > is[b].from ? was[a].from : is[b].from;
    const to = was[a].to < is[b].to ? was[a].to : is[b].to;
    const pieces = [was[a].piece, is[b].piece] as const;
    if (!is[b].isIpv6 || hasIpv6) {
      const entry = found.get(pieces.join()) ?? { pieces, networks: [] };
      found.set(pieces.join(), entry);
      entry.networks.push(...networksOf({ from, to, isIpv6: is[b].isIpv6 }));
    }
    if (was[a].to === to) a++;
    if (is[b].to === to) b++;
  }
  const main = [...found.values()].find(({ pieces: [, piece] }) => piece === internet);
  return [...found.values()].map((entry) => {
    const { pieces, networks } = entry;
    const isInternet = entry === main;
    return {
      party: {
        name: isInternet ? 'the Internet' : shortList(networks),
        namespace: '',
        outside: { piece: pieces[1], networks, isInternet },
        isDns: false,
        isStandIn: false,
        system: undefined,
        atom: 0,
      },
      pair: {
        before: outsideAtom(before.network.outside, pieces[0]),
        now: outsideAtom(now.network.outside, pieces[1]),
      },
    };
  });
}

/** Cuts wherever one of two spaces has one. */
function joined(a: ConnectionCuts, b: ConnectionCuts): ConnectionCuts {
  const union = <T>(first: ReadonlySet<T>, second: ReadonlySet<T>) => new Set([...first, ...second]);
  const both = (field: 'ports' | 'sourcePorts') =>
    new Map(
      [...a[field].keys(), ...b[field].keys()].map((key) => [
        key,
        [...(a[field].get(key) ?? []), ...(b[field].get(key) ?? [])],
      ]),
    );
  return {
    protocols: union(a.protocols, b.protocols),
    ports: both('ports'),
    sourcePorts: both('sourcePorts'),
    icmpTypes: union(a.icmpTypes, b.icmpTypes),
    icmpCodes: union(a.icmpCodes, b.icmpCodes),
  };
}
