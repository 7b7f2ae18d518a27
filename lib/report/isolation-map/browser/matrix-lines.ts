import { COMPARED } from '../../../reach/graph';
import { SYSTEM_WORDS } from '../../flow-words';
import type { MapParty } from '../map-data';
import { isOfAmount, MARK_WORDS, MARKS, type Mark } from './marks';
import { byNamespace, namespaceName, systemWord } from './party-view';
import type { Shown } from './shown';

/** A row of the matrix, and the column of the same: a namespace, or a workload in one that is open. */
export interface Line {
  readonly namespace: string;
  /** Missing for a whole namespace. */
  readonly party?: MapParty;
  readonly parties: readonly MapParty[];
  readonly isOpen: boolean;
}

/** With more lines they are not readable at once: then namespaces are closed at first. */
const READABLE = 45;

export function linesOf({ parties, state }: Shown): Line[] {
  const groups = byNamespace(parties);
  const isSmall = parties.length <= READABLE;
  const isOpen = (namespace: string) =>
    state.open?.includes(namespace) ?? (isSmall || (namespace !== '' && namespace === state.namespace));
  return groups.flatMap(([namespace, own]): Line[] => [
    { namespace, parties: own, isOpen: isOpen(namespace) },
    ...(isOpen(namespace) ? own.map((party): Line => ({ namespace, party, parties: [party], isOpen: false })) : []),
  ]);
}

/** What is drawn where two lines cross. */
export interface Crossing {
  /** `undefined` where nobody asks. */
  readonly mark?: Mark;
  readonly text: string;
}

export function crossingOf(shown: Shown, from: Line, to: Line): Crossing {
  if (from.party !== undefined && to.party !== undefined) return pairOf(shown, from.party, to.party);
  const counts = new Map<Mark, number>();
  let all = 0;
  for (const source of from.parties) {
    for (const target of to.parties) {
      const mark = shown.markAt(source, target);
      if (mark === undefined) continue;
      all++;
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
  }
  const names = `${lineName(from)} to ${lineName(to)}`;
  if (all === 0) return { text: `${names}: not shown` };
  const told = MARKS.flatMap((mark) => (counts.has(mark) ? [`${counts.get(mark)} ${MARK_WORDS[mark]}`] : []));
  return { mark: worst(counts), text: `${names}, ${all} ${all === 1 ? 'pair' : 'pairs'}: ${told.join(', ')}` };
}

/** What asks for attention, else how much passes on the whole. */
function worst(counts: ReadonlyMap<Mark, number>): Mark {
  const first = MARKS.find((mark) => counts.has(mark)) as Mark;
  return first === 'all' && counts.size > 1 ? 'some' : first;
}

function pairOf(shown: Shown, from: MapParty, to: MapParty): Crossing {
  const names = `${fullName(from)} to ${fullName(to)}`;
  const mark = shown.markAt(from, to);
  const value = shown.reader.valueOf(from, to);
  if (mark === undefined || value === undefined) return { text: `${names}: not shown` };
  const passage = passageWords(shown, from, to);
  return { mark, text: `${names}: ${passage}${isOfAmount(mark) ? '' : ` (${MARK_WORDS[mark]})`}` };
}

/** What passes, and what would on other nodes. */
export function passageWords(
  { reader, nodes }: Shown,
  from: MapParty,
  to: MapParty,
  names: { readonly from: string; readonly to: string } = { from: from.name, to: to.name },
): string {
  const value = reader.valueOf(from, to);
  if (value === undefined) return '';
  const on = (plane: typeof nodes) => {
    const text = reader.text(value, plane, names.from, names.to);
    return text === '-' ? 'nothing' : text;
  };
  const other = COMPARED[nodes];
  if (on(nodes) === on(other)) return on(nodes);
  return `${on(nodes)}; on ${SYSTEM_WORDS[other]} nodes: ${on(other)}`;
}

export function lineName(line: Line): string {
  return line.party === undefined ? `all of ${namespaceName(line.namespace)}` : fullName(line.party);
}

function fullName(party: MapParty): string {
  const system = systemWord(party);
  return `${party.name}${system === '' ? '' : ` (${system})`}`;
}
