import type { Nodes } from '../../../policy/kinds';
import type { MapParty } from '../map-data';
import type { MapReader } from '../map-reader';
import { MARKS, type Mark, markOf } from './marks';
import type { ViewState } from './view-state';

/** The parties and pairs that are left after all filters. */
export class Shown {
  public readonly parties: readonly MapParty[];
  /** How many pairs have a mark, whichever of them are asked for. */
  public readonly counts = new Map<Mark, number>();
  public readonly matched: number;
  private readonly index: ReadonlyMap<MapParty, number>;
  private readonly marks: Uint8Array;

  public constructor(
    public readonly reader: MapReader,
    public readonly state: ViewState,
  ) {
    const { parties } = reader;
    this.index = new Map(parties.map((party, at) => [party, at]));
    this.marks = new Uint8Array(parties.length * parties.length);
    const isFiltered = state.find !== '' || state.namespace !== '' || state.system !== '';
    const matches = parties.map((party) => !isFiltered || fits(party, state));
    const talks = new Uint8Array(parties.length);
    for (const [source, from] of parties.entries()) {
      for (const [target, to] of parties.entries()) {
        if (!matches[source] && !matches[target]) continue;
        const value = reader.valueOf(from, to);
        if (value === undefined) continue;
        const mark = markOf(reader.amount(value, state.nodes), reader.difference(value, state.nodes));
        this.counts.set(mark, (this.counts.get(mark) ?? 0) + 1);
        if (state.only !== '' && mark !== state.only) continue;
        this.marks[source * parties.length + target] = MARKS.indexOf(mark) + 1;
        if (mark !== 'none' || state.only === 'none') talks[source] = talks[target] = 1;
      }
    }
    this.parties = parties.filter((_, at) => talks[at] === 1 || (matches[at] && state.only === ''));
    this.matched = matches.filter((isMatch) => isMatch).length;
  }

  public get nodes(): Nodes {
    return this.state.nodes;
  }

  /** `undefined` for a pair that is not shown. */
  public markAt(from: MapParty, to: MapParty): Mark | undefined {
    const { index, marks } = this;
    return MARKS[marks[(index.get(from) as number) * index.size + (index.get(to) as number)] - 1];
  }
}

function fits({ name, namespace, system, workload }: MapParty, { find, namespace: wanted, system: on }: ViewState) {
  if (find !== '' && !name.toLowerCase().includes(find.toLowerCase())) return false;
  if (wanted !== '' && namespace !== wanted) return false;
  return on === '' || (workload !== undefined && (system ?? 'linux') === on);
}
