import { passageText } from '../reach/passage-text';
import type { Party, Table } from '../reach/table';

const HEAD = ['from', 'from_system', 'to', 'to_system', 'connections', 'if_linux', 'if_windows'];

/** What a spreadsheet takes below the head. */
const MOST_PAIRS = 1_048_575;

/** More pairs than a table of lines can hold. */
export class TooManyPairs extends Error {}

/** Every pair that can talk, or could on other nodes, in a line of its own. */
export function isolationCsv(table: Table, isAsked: (party: Party) => boolean): string {
  const { parties } = table;
  const pairs = pairsIn(table, isAsked);
  if (pairs > MOST_PAIRS) throw new TooManyPairs(`${pairs.toLocaleString('en')} pairs can talk, a line for each`);
  const lines = [line(HEAD)];
  for (const from of parties) {
    for (const to of parties) {
      const value = table.valueAt(from, to);
      if (value < 0 || !(isAsked(from) || isAsked(to)) || !table.isOpenAnywhere(value)) continue;
      const passages = (['actual', 'linux', 'windows'] as const).map((nodes) => passageText(table, from, to, nodes));
      lines.push(line([from.name, from.system ?? '', to.name, to.system ?? '', ...passages]));
    }
  }
  return lines.join('');
}

/** How many there are, without a look at each. */
function pairsIn(table: Table, isAsked: (party: Party) => boolean): number {
  const classes = new Map<number, { readonly party: Party; all: number; unasked: number }>();
  for (const party of table.parties) {
    const known = classes.get(party.atom) ?? { party, all: 0, unasked: 0 };
    known.all++;
    if (!isAsked(party)) known.unasked++;
    classes.set(party.atom, known);
  }
  let pairs = 0;
  for (const from of classes.values()) {
    for (const to of classes.values()) {
      const value = table.valueAt(from.party, to.party);
      if (value >= 0 && table.isOpenAnywhere(value)) pairs += from.all * to.all - from.unasked * to.unasked;
    }
  }
  return pairs;
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join()}\r\n`;
}

/** Source: RFC 4180. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
