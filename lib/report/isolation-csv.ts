import { passageText } from '../reach/passage-text';
import type { Party, Table } from '../reach/table';

const HEAD = ['from', 'from_system', 'to', 'to_system', 'connections', 'if_linux', 'if_windows'];

/** Every pair that can talk, or could on other nodes, in a line of its own. */
export function isolationCsv(table: Table, isAsked: (party: Party) => boolean): string {
  const { parties } = table;
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

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join()}\r\n`;
}

/** Source: RFC 4180. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
