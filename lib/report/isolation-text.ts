import type { Nodes } from '../policy/kinds';
import { COMPARED } from '../reach/graph';
import { cut, PartyText } from '../reach/party-text';
import { isSure, passageText } from '../reach/passage-text';
import { type Row, rowsFrom, sortedRowsOf } from '../reach/rows';
import { isolationSummary } from '../reach/summary';
import type { Party, Table } from '../reach/table';
import { ADDRESS_SOURCES, SYSTEM_WORDS, TABLE_HEADS } from './flow-words';
import type { Paint } from './paint';
import { withoutControls } from './what-is-wrong';

export interface IsolationTextOptions {
  readonly nodes: Nodes;
  readonly paint: Paint;
  /** Whether a party is asked about; one end of a row is, at least. */
  readonly isAsked: (party: Party) => boolean;
}

/** With more workloads, pairs that cannot talk are not told, and namespaces that are alike are told once. */
const FEW = 15;

/** Who can talk to whom, for people. */
export function isolationText(table: Table, options: IsolationTextOptions): string {
  const few = table.parties.length <= FEW;
  const report = new TextReport(table, options, new PartyText(table.parties, !few));
  const lines = [...report.head(), ...(few ? report.all() : report.brief()), ...report.end()];
  return lines.map((line) => `${line}\n`).join('');
}

class TextReport {
  private readonly keys: readonly string[];

  public constructor(
    private readonly table: Table,
    private readonly options: IsolationTextOptions,
    private readonly names: PartyText,
  ) {
    const { nodes } = options;
    const other = COMPARED[nodes];
    this.keys = table.values.map((value) =>
      value[nodes] === value[other] ? `${value[nodes]}` : `${value[nodes]} ${value[other]}`,
    );
  }

  public head(): string[] {
    return [this.options.paint('strong', TABLE_HEADS[this.options.nodes]), this.table.survey.enforcement.sentence, ''];
  }

  /** Every pair. */
  public all(): string[] {
    const { parties } = this.table;
    const rows = parties.flatMap((from) => rowsFrom(from, parties, (source, to) => this.keyAt(source, to)));
    return this.blocks(rows, (own) => this.names.of(own));
  }

  /** What can be, namespace by namespace. */
  public brief(): string[] {
    const { inside, across } = sortedRowsOf(this.table.parties, (from, to) => {
      const key = this.keyAt(from, to);
      return key === undefined || this.isNothing(from, to) ? undefined : key;
    });
    const { paint } = this.options;
    const alike = new Map<string, string[]>();
    for (const [namespace, rows] of inside) {
      const text = this.blocks(rows, (parties) => this.names.within(parties, namespace)).join('\n');
      alike.set(text, [...(alike.get(text) ?? []), namespace]);
    }
    return [
      ...[...alike].flatMap(([text, namespaces]) => [
        paint(
          'strong',
          `Inside ${namespaces.length > 1 ? `each of ${namespaces.length} namespaces, ` : ''}${cut(namespaces, 'more')}:`,
        ),
        ...text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
      ]),
      ...(across.length === 0
        ? []
        : [
            paint('strong', inside.size === 0 ? 'What can talk:' : 'Between namespaces, and with what is outside:'),
            ...this.blocks(across, (parties) => this.names.of(parties)).map((line) => (line === '' ? '' : `  ${line}`)),
          ]),
      paint('quiet', 'Whatever is not named here cannot talk.'),
      '',
    ];
  }

  public end(): string[] {
    const { table } = this;
    const { nodes } = this.options;
    const isKnown = table.values.every((value) => isSure(table.survey.reach.passageAt(value[nodes])));
    return [...isolationSummary(table), ...(isKnown ? [] : [ADDRESS_SOURCES])];
  }

  private keyAt(from: Party, to: Party): string | undefined {
    const value = this.table.valueAt(from, to);
    const { isAsked } = this.options;
    if (value < 0 || !(isAsked(from) || isAsked(to))) return undefined;
    return this.keys[value];
  }

  /** Whether nothing passes, neither on these nodes nor on those of the other system. */
  private isNothing(from: Party, to: Party): boolean {
    const { nodes } = this.options;
    const value = this.table.valueAt(from, to);
    return !this.table.isOpen(value, nodes) && !this.table.isOpen(value, COMPARED[nodes]);
  }

  private blocks(rows: readonly Row[], nameOf: (parties: readonly Party[]) => string): string[] {
    const bySource = new Map<string, { readonly from: readonly Party[]; readonly rows: Row[] }>();
    for (const row of rows) {
      const name = nameOf(row.from);
      const block = bySource.get(name);
      if (block === undefined) bySource.set(name, { from: row.from, rows: [row] });
      else block.rows.push(row);
    }
    return [...bySource].flatMap(([name, { from, rows: own }]) => [
      `${this.options.paint('strong', withoutControls(name))}${systemText(from)}`,
      ...this.aligned(own.map((row) => [nameOf(row.to), row])),
      '',
    ]);
  }

  /** What passes first, then in one line to whom nothing does. */
  private aligned(rows: readonly (readonly [string, Row])[]): string[] {
    const { paint } = this.options;
    const isOpen = ([, { from, to }]: readonly [string, Row]) => !this.isNothing(from[0], to[0]);
    const open = rows.filter(isOpen);
    const width = Math.max(0, ...open.map(([name]) => name.length).filter((length) => length <= WIDEST));
    return [
      ...open.flatMap(([name, { from, to }]) => {
        const label = `  → ${withoutControls(name).padEnd(width)}`;
        const text = this.passage(from, to);
        return name.length <= width ? [`${label}  ${text}`] : [label, `      ${text}`];
      }),
      ...rows.filter((row) => !isOpen(row)).map(([name]) => paint('quiet', `  - ${withoutControls(name)}`)),
    ];
  }

  private passage(from: readonly Party[], to: readonly Party[]): string {
    const { nodes, paint } = this.options;
    const names = {
      from: from.length > 1 ? 'whoever connects' : from[0].name,
      to: to.length > 1 ? 'whoever is connected to' : to[0].name,
    };
    const on = (plane: Nodes) => withoutControls(passageText(this.table, from[0], to[0], plane, names));
    const [text, otherwise] = [on(nodes), on(COMPARED[nodes])];
    if (text === otherwise) return text;
    return `${text}  ${paint('warning', `! on ${SYSTEM_WORDS[COMPARED[nodes]]} nodes: ${otherwise}`)}`;
  }
}

/** How wide names are before the connections stand below them. */
const WIDEST = 50;

function systemText(parties: readonly Party[]): string {
  const pods = parties.filter(({ workload }) => workload !== undefined);
  if (pods.length === 0) return '';
  const [{ system }] = pods;
  if (!pods.every((party) => party.system === system)) return '';
  return system === undefined ? '' : ` (${SYSTEM_WORDS[system]})`;
}
