import { titleOf } from '../../manifests/kubernetes-object';
import { type Bits, bitsKey } from '../../policy/bits';
import type { ConnectionCuts, Range } from '../../policy/connection-space';
import type { Nodes } from '../../policy/kinds';
import type { Survey } from '../../reach/survey';
import type { Party, Table } from '../../reach/table';
import { withoutControls } from '../what-is-wrong';
import { Interned } from './interned';
import type { End, MapAtom, MapCuts, MapData, MapParty } from './map-data';
import { MapSides } from './map-sides';
import { MapValues } from './map-values';
import { packedRow } from './packed-row';

/** All that the page shows: who can talk to whom, on nodes of each system, and why. */
export function mapOf(table: Table, nodes: Nodes, isAsked: (party: Party) => boolean): MapData {
  const { survey } = table;
  const parties = shownParties(table, isAsked);
  const atoms = distinctAtoms(parties, isAsked);
  const numbers = new Map(atoms.map(({ party: { atom } }, index) => [atom, index]));
  const marks = marksFor(survey);
  const texts = new Interned<string>((text) => text);
  const sets = new Interned<Bits>(bitsKey);
  const setNumber = (set: Bits) => sets.numberOf(set);
  const values = new MapValues(table, texts, setNumber, marks);
  const sides = new MapSides(survey, texts, setNumber, marks);
  const rows = new Interned<string>((row) => row);
  const packedAtoms = atoms.map((own): MapAtom => {
    const row = (numberOf: (other: DistinctAtom) => number | undefined) => {
      const numbersOfAll = atoms.map((other) => (own.isAsked || other.isAsked ? (numberOf(other) ?? -1) + 1 : 0));
      return rows.numberOf(packedRow(numbersOfAll));
    };
    const near = table.atomOf(own.party);
    return {
      values: row(({ party }) => {
        const value = table.valueAt(own.party, party);
        return value < 0 ? undefined : values.numberOf(value, own.party, party);
      }),
      egress: row(({ party }) =>
        table.valueAt(own.party, party) < 0 ? undefined : sides.numberOf(near, table.atomOf(party), 'egress'),
      ),
      ingress: row(({ party }) =>
        table.valueAt(party, own.party) < 0 ? undefined : sides.numberOf(near, table.atomOf(party), 'ingress'),
      ),
      plane: near.planeOn('actual'),
    };
  });
  return {
    nodes,
    marks,
    cuts: cutsOf(survey.network.connections.cuts),
    parties: parties.map((party) => mapParty(party, numbers.get(party.atom) as number, table, isAsked)),
    atoms: packedAtoms,
    rows: rows.values,
    values: values.values.values,
    passages: values.passages.values,
    sides: sides.sides.values,
    decisions: sides.decisions.values,
    places: sides.placeTexts(),
    sets: sets.values.map(packedRow),
    texts: texts.values,
  };
}

/** Those who are asked about, and those with whom they can talk. */
function shownParties(table: Table, isAsked: (party: Party) => boolean): readonly Party[] {
  const asked = table.parties.filter(isAsked);
  if (asked.length === table.parties.length) return asked;
  const isOpen = (from: Party, to: Party) => {
    const value = table.valueAt(from, to);
    return value >= 0 && table.isOpenAnywhere(value);
  };
  return table.parties.filter(
    (party) => isAsked(party) || asked.some((other) => isOpen(party, other) || isOpen(other, party)),
  );
}

interface DistinctAtom {
  /** Of all that are alike, one whose connections are told. */
  readonly party: Party;
  readonly isAsked: boolean;
}

function distinctAtoms(parties: readonly Party[], isAsked: (party: Party) => boolean): DistinctAtom[] {
  const byAtom = new Map<number, DistinctAtom>();
  for (const party of parties) {
    const known = byAtom.get(party.atom);
    byAtom.set(party.atom, {
      party: known === undefined || known.party.isStandIn ? party : known.party,
      isAsked: known?.isAsked === true || isAsked(party),
    });
  }
  return [...byAtom.values()];
}

function mapParty(party: Party, atom: number, table: Table, isAsked: (party: Party) => boolean): MapParty {
  const { name, namespace, workload, outside, isStandIn, system = null } = party;
  const { ingress = false, egress = false } = workload === undefined ? {} : table.survey.isolationOf(workload);
  return {
    name: withoutControls(name),
    namespace: withoutControls(namespace),
    ...(workload === undefined
      ? {}
      : {
          workload: {
            kind: withoutControls(workload.kind),
            isOnHostNetwork: workload.isOnHostNetwork,
            closed: [...(ingress ? ['in'] : []), ...(egress ? ['out'] : [])].join(' and '),
            differsOnWindows: system === 'windows' && table.differsOnWindows(party),
          },
        }),
    ...(outside === undefined ? {} : { networks: outside.networks }),
    isStandIn,
    system,
    atom,
    isAsked: isAsked(party),
  };
}

/** Characters that stand for names until the page knows which; nothing else in a text may hold them. */
function marksFor({ network, enforcement }: Survey): Record<End, string> {
  const titles = [...network.policies()].map(({ object, tier }) => `${titleOf(object)} ${tier}`);
  const taken = new Set([...titles, enforcement.sentence].join(''));
  const free: string[] = [];
  for (let code = 0xe000; free.length < 2; code++) {
    const character = String.fromCharCode(code);
    if (!taken.has(character)) free.push(character);
  }
  return { from: free[0], to: free[1] };
}

function cutsOf({ protocols, ports, sourcePorts, icmpTypes, icmpCodes }: ConnectionCuts): MapCuts {
  const distinct = (ranges: ReadonlyMap<number, readonly Range[]>) =>
    [...ranges].map(([protocol, own]) => {
      const byText = new Map(own.map((range) => [range.join(), range]));
      return [protocol, [...byText.values()]] as const;
    });
  return {
    protocols: [...protocols],
    ports: distinct(ports),
    sourcePorts: distinct(sourcePorts),
    icmpTypes: [...icmpTypes],
    icmpCodes: [...icmpCodes],
  };
}
