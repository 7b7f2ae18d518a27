import type { Bits } from '../../policy/bits';
import { bitsKey, isNone, without } from '../../policy/bits';
import type { Nodes } from '../../policy/kinds';
import type { Passage } from '../../policy/passage-table';
import { passageText } from '../../reach/passage-text';
import type { Party, Table } from '../../reach/table';
import { withoutControls } from '../what-is-wrong';
import { Interned } from './interned';
import type { Amount, Difference, End, MapPassage, MapValue } from './map-data';

/** What passes between parties, and how Windows differs. */
export class MapValues {
  public readonly values = new Interned<MapValue>();
  public readonly passages = new Interned<MapPassage>();
  /** Those of pairs where no address matters, by their index in the table. */
  private readonly certain: (number | undefined)[] = [];

  public constructor(
    private readonly table: Table,
    private readonly texts: Interned<string>,
    private readonly setNumber: (set: Bits) => number,
    private readonly marks: Readonly<Record<End, string>>,
  ) {}

  /** @param value The index of what stands in the table between the two. */
  public numberOf(value: number, from: Party, to: Party): number {
    const known = this.certain[value];
    if (known !== undefined) return known;
    const number = this.values.numberOf(this.valueOf(value, from, to));
    const { linux, windows, actual } = this.table.values[value];
    if ([linux, windows, actual].every((each) => isCertain(this.passageAt(each)))) this.certain[value] = number;
    return number;
  }

  private valueOf(value: number, from: Party, to: Party): MapValue {
    const triple = this.table.values[value];
    const on = <T>(tell: (nodes: Nodes) => T): Record<Nodes, T> => ({
      actual: tell('actual'),
      linux: tell('linux'),
      windows: tell('windows'),
    });
    const linux = this.passageAt(triple.linux);
    return {
      passages: on((nodes) => this.passageNumber(this.passageAt(triple[nodes]))),
      texts: on((nodes) => this.texts.numberOf(withoutControls(passageText(this.table, from, to, nodes, this.marks)))),
      differences: {
        actual: differenceOf(linux, this.passageAt(triple.actual)),
        windows: differenceOf(linux, this.passageAt(triple.windows)),
      },
    };
  }

  private passageAt(number: number): Passage {
    return this.table.survey.reach.passageAt(number);
  }

  private passageNumber(passage: Passage): number {
    const { sure, may } = passage;
    return this.passages.numberOf([this.setNumber(sure), this.setNumber(may), this.amountOf(passage)]);
  }

  private amountOf(passage: Passage): Amount {
    if (passage.broken !== undefined) return 'broken';
    if (!isCertain(passage)) return 'depends';
    if (isNone(passage.sure)) return 'none';
    return isNone(without(this.table.survey.network.connections.everything, passage.sure)) ? 'all' : 'some';
  }
}

function isCertain({ sure, may, broken }: Passage): boolean {
  return broken !== undefined || bitsKey(sure) === bitsKey(may);
}

function differenceOf(linux: Passage, windows: Passage): Difference {
  if (windows.broken !== undefined) return 'broken';
  const isMore = !isNone(without(windows.sure, linux.sure)) || !isNone(without(windows.may, linux.may));
  const isLess = !isNone(without(linux.sure, windows.sure)) || !isNone(without(linux.may, windows.may));
  if (isMore) return isLess ? 'other' : 'opened';
  return isLess ? 'closed' : 'alike';
}
