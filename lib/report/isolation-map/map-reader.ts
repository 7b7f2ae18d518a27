import type { Direction } from '../../calico/policy';
import { type Bits, both, hasBit, isNone, noBits, setBit } from '../../policy/bits';
import { ConnectionSpace } from '../../policy/connection-space';
import type { Nodes } from '../../policy/kinds';
import type { Dataplane, Verdict } from '../../policy/reach';
import { connectionsText } from '../../reach/passage-text';
import { isTold } from '../../reach/told';
import type { ExplainedSide } from '../explained-side';
import type { Amount, Difference, MapData, MapParty, MapValue, SideCase } from './map-data';
import { unpackedRow } from './packed-row';

/** Connections between two parties about which the same is decided for the same reasons. */
export interface PairCase {
  /** In words: `TCP 443`. */
  readonly connections: string;
  readonly verdicts: Readonly<Record<Nodes, Verdict>>;
  readonly sides: Readonly<Record<Direction, Readonly<Record<Nodes, ExplainedSide>>>>;
  /** Whether Windows nodes do the same as Linux nodes, for the same reasons. */
  readonly isSameOnWindows: boolean;
  readonly cells: Bits;
}

const ALL_NODES: readonly Nodes[] = ['linux', 'windows', 'actual'];

/** Looks up in the data of the page. */
export class MapReader {
  public readonly parties: readonly MapParty[];
  public readonly space: ConnectionSpace;
  private readonly rows: (readonly number[] | undefined)[] = [];
  private readonly sets: readonly Bits[];
  private readonly marks: RegExp;

  public constructor(private readonly data: MapData) {
    this.parties = data.parties;
    this.marks = new RegExp(`[${data.marks.from}${data.marks.to}]`, 'g');
    const { protocols, ports, sourcePorts, icmpTypes, icmpCodes } = data.cuts;
    this.space = new ConnectionSpace({
      protocols: new Set(protocols),
      ports: new Map(ports),
      sourcePorts: new Map(sourcePorts),
      icmpTypes: new Set(icmpTypes),
      icmpCodes: new Set(icmpCodes),
    });
    this.sets = data.sets.map((set) => Uint32Array.from(unpackedRow(set)));
  }

  /** `undefined` for a pair that nobody asks about. */
  public valueOf(from: MapParty, to: MapParty): MapValue | undefined {
    if (!isTold(from, to) || !(from.isAsked || to.isAsked)) return undefined;
    return this.data.values[this.row(this.data.atoms[from.atom].values)[to.atom] - 1];
  }

  /** What passes, in words. */
  public text({ texts }: MapValue, nodes: Nodes, from: string, to: string): string {
    return this.named(texts[nodes], from, to);
  }

  public amount({ passages }: MapValue, nodes: Nodes): Amount {
    return this.data.passages[passages[nodes]][2];
  }

  /** How Windows nodes differ from Linux nodes; as the pods stand, where they really do. */
  public difference({ differences }: MapValue, nodes: Nodes): Difference {
    return differences[nodes === 'actual' ? 'actual' : 'windows'];
  }

  /** Whether anything passes on these nodes, or would on those with which they are compared. */
  public isOpen(value: MapValue, nodes: Nodes): boolean {
    return this.amount(value, nodes) !== 'none' || this.difference(value, nodes) !== 'alike';
  }

  /** Why something passes between two parties or does not. */
  public explained(from: MapParty, to: MapParty): PairCase[] {
    const value = this.valueOf(from, to);
    if (value === undefined) return [];
    const { atoms, sides } = this.data;
    const out = sides[this.row(atoms[from.atom].egress)[to.atom] - 1];
    const into = sides[this.row(atoms[to.atom].ingress)[from.atom] - 1];
    return out.flatMap((egress) =>
      into.flatMap((ingress) => {
        const common = both(this.sets[egress[0]], this.sets[ingress[0]]);
        return this.byVerdict(common, value).map(({ cells, verdicts }): PairCase => {
          const side = (own: SideCase, direction: Direction) => this.sides(own, direction, from, to);
          return {
            connections: connectionsText(cells, this.space),
            cells,
            verdicts,
            sides: { egress: side(egress, 'egress'), ingress: side(ingress, 'ingress') },
            isSameOnWindows: egress[3] === 1 && ingress[3] === 1,
          };
        });
      }),
    );
  }

  private byVerdict(cells: Bits, value: MapValue) {
    const found = new Map<string, { readonly cells: Bits; readonly verdicts: Record<Nodes, Verdict> }>();
    if (isNone(cells)) return [];
    for (let cell = 0; cell < this.space.size; cell++) {
      if (!hasBit(cells, cell)) continue;
      const [linux, windows, actual] = ALL_NODES.map((nodes) => this.verdictAt(cell, value, nodes));
      const key = [linux, windows, actual].join();
      const entry = found.get(key) ?? { cells: noBits(this.space.size), verdicts: { linux, windows, actual } };
      found.set(key, entry);
      setBit(entry.cells, cell);
    }
    return [...found.values()];
  }

  private verdictAt(cell: number, { passages }: MapValue, nodes: Nodes): Verdict {
    const [sure, may, amount] = this.data.passages[passages[nodes]];
    if (amount === 'broken') return 'broken';
    if (hasBit(this.sets[sure], cell)) return 'allow';
    return hasBit(this.sets[may], cell) ? 'depends' : 'deny';
  }

  private sides(
    [, linux, windows, , reasons]: SideCase,
    direction: Direction,
    from: MapParty,
    to: MapParty,
  ): Record<Nodes, ExplainedSide> {
    const on = (plane: Dataplane): ExplainedSide => {
      const [verdict, sentence, place] = this.data.decisions[plane === 'linux' ? linux : windows];
      const [where = '', excerpt = ''] = this.data.places[place] ?? [];
      return {
        verdict,
        sentence: this.named(sentence, from.name, to.name),
        ...(where === '' ? {} : { place: { place: where, excerpt: excerpt === '' ? [] : excerpt.split('\n') } }),
        reasons: plane === 'linux' ? [] : reasons.map((reason) => this.named(reason, from.name, to.name)),
      };
    };
    const { plane } = this.data.atoms[(direction === 'egress' ? from : to).atom];
    const own = { linux: on('linux'), windows: on('windows') };
    return { ...own, actual: own[plane] };
  }

  private named(text: number, from: string, to: string): string {
    const { marks, texts } = this.data;
    return texts[text].replace(this.marks, (mark) => (mark === marks.from ? from : to));
  }

  private row(index: number): readonly number[] {
    this.rows[index] ??= unpackedRow(this.data.rows[index]);
    return this.rows[index] as readonly number[];
  }
}
