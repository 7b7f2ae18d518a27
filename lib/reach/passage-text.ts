import { type Bits, bitsKey, isNone, without } from '../policy/bits';
import type { ConnectionSpace } from '../policy/connection-space';
import type { Nodes } from '../policy/kinds';
import type { Passage } from '../policy/passage-table';
import type { Located, Planes, Reach } from '../policy/reach';
import type { Party, Table } from './table';

/** A set of connections in words: `all`, `-`, `TCP 80, 443; UDP 53`, `all but TCP 25`. */
export function connectionsText(bits: Bits, space: ConnectionSpace): string {
  if (isNone(bits)) return '-';
  const rest = without(space.everything, bits);
  if (isNone(rest)) return 'all';
  const text = space.textsOf(bits).join('; ');
  const butText = `all but ${space.textsOf(rest).join('; ')}`;
  return butText.length < text.length ? butText : text;
}

/**
 * What passes between two parties, and on what it depends where nobody knows an address.
 *
 * @param names How the two are called.
 */
export function passageText(
  table: Table,
  from: Party,
  to: Party,
  nodes: Nodes,
  names: { readonly from: string; readonly to: string } = { from: from.name, to: to.name },
): string {
  const { reach, network } = table.survey;
  const passage = reach.passageAt(table.values[table.valueAt(from, to)][nodes]);
  const { sure, may, broken } = passage;
  if (broken !== undefined) return `unknown: Felix cannot put the policies into force (${broken})`;
  if (isSure(passage)) return connectionsText(sure, network.connections);
  const varying = varyingEnds(reach, table.locatedOf(from), table.locatedOf(to), table.planesOf(from, to, nodes));
  const whose = varying.map((end) => names[end]).join(' and of ');
  const depends = `depends on the address of ${whose}: ${connectionsText(without(may, sure), network.connections)}`;
  return isNone(sure) ? depends : `${connectionsText(sure, network.connections)}; ${depends}`;
}

/** Whether no address makes a difference. */
export function isSure({ sure, may }: Passage): boolean {
  return bitsKey(sure) === bitsKey(may);
}

/** The ends whose address makes the difference. */
export function varyingEnds(reach: Reach, from: Located, to: Located, planes: Planes): ('from' | 'to')[] {
  const at = ({ classNumber }: Located, piece: number): Located => ({ classNumber, pieces: [piece] });
  const differs = (numbers: readonly number[]) => new Set(numbers).size > 1;
  const byFrom = to.pieces.some((piece) =>
    differs(from.pieces.map((own) => reach.passageNumber(at(from, own), at(to, piece), planes))),
  );
  const byTo = from.pieces.some((piece) =>
    differs(to.pieces.map((own) => reach.passageNumber(at(from, piece), at(to, own), planes))),
  );
  return [...(byFrom ? (['from'] as const) : []), ...(byTo ? (['to'] as const) : [])];
}
