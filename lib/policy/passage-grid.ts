import type { Direction } from '../calico/policy';
import type { Answer, Asked } from './asked';
import type { Dataplane, Located, Reach } from './reach';

/** What one end lets through, by whom it does not tell apart. */
interface Line {
  /** The group of each place at the far end, by its index. */
  readonly groups: Int32Array;
  readonly answers: readonly Answer[];
}

/** Passages from each of some places to each, for who asks about all: every end is asked once for all that it takes for one. */
export class PassageGrid {
  private readonly lines: Readonly<Record<Dataplane, Readonly<Record<Direction, (Line | undefined)[]>>>>;
  private readonly broken: Readonly<Record<Dataplane, readonly (number | undefined)[]>>;
  private readonly groupings = new Map<Asked, Pick<Line, 'groups'> & { readonly members: readonly Located[] }>();
  private readonly known = new Map<Asked, Map<number, Line>>();

  public constructor(
    private readonly reach: Reach,
    private readonly places: readonly Located[],
  ) {
    const linesOf = (plane: Dataplane) => ({
      ingress: places.map((near) => this.lineOf(near, 'ingress', plane)),
      egress: places.map((near) => this.lineOf(near, 'egress', plane)),
    });
    this.lines = { linux: linesOf('linux'), windows: linesOf('windows') };
    const brokenOn = (plane: Dataplane) => places.map(({ classNumber }) => reach.brokenPassage(classNumber, plane));
    this.broken = { linux: brokenOn('linux'), windows: brokenOn('windows') };
  }

  /** What `Reach.passageNumber` says of two of them, by their indices. */
  public number(from: number, to: number, source: Dataplane, destination: Dataplane): number {
    const broken = this.broken[source][from] ?? this.broken[destination][to];
    if (broken !== undefined) return broken;
    const { passages } = this.reach;
    const egress = this.lines[source].egress[from];
    const ingress = this.lines[destination].ingress[to];
    const into = ingress?.answers[ingress.groups[from]];
    if (egress === undefined) return into?.passage ?? passages.everything;
    const out = egress.answers[egress.groups[to]];
    if (into === undefined) return out.passage;
    if ((out.hangsOnNear && into.hangsOnFar) || (out.hangsOnFar && into.hangsOnNear))
      return this.reach.passageNumber(this.places[from], this.places[to], { from: source, to: destination });
    return passages.joined(out.passage, into.passage);
  }

  /** Whether anything is let through by one of them on Windows nodes and not on Linux nodes, or the other way round. */
  public differsOnWindows(index: number): boolean {
    const { linux, windows } = this.lines;
    return this.places.some(
      (_, other) =>
        (this.differ(linux.egress[index], windows.egress[index], other, index) &&
          this.number(index, other, 'windows', 'linux') !== this.number(index, other, 'linux', 'linux')) ||
        (this.differ(linux.ingress[index], windows.ingress[index], other, index) &&
          this.number(other, index, 'linux', 'windows') !== this.number(other, index, 'linux', 'linux')),
    );
  }

  /** Whether two lines may say something else of a place. */
  private differ(one: Line | undefined, another: Line | undefined, place: number, near: number): boolean {
    if (one === undefined || another === undefined || this.broken.windows[near] !== undefined) return true;
    const [a, b] = [one.answers[one.groups[place]], another.answers[another.groups[place]]];
    return a.passage !== b.passage || a.hangsOnNear || b.hangsOnNear || a.hangsOnFar || b.hangsOnFar;
  }

  private lineOf(near: Located, direction: Direction, plane: Dataplane): Line | undefined {
    const asked = this.reach.askedAt(near.classNumber, direction, plane);
    if (asked === undefined) return undefined;
    const lines = this.known.get(asked) ?? new Map<number, Line>();
    this.known.set(asked, lines);
    const key = asked.nearKey(near);
    let line = lines.get(key);
    if (line === undefined) {
      const { groups, members } = this.grouping(asked);
      line = { groups, answers: members.map((far) => asked.answer(near, far)) };
      lines.set(key, line);
    }
    return line;
  }

  private grouping(asked: Asked) {
    let grouping = this.groupings.get(asked);
    if (grouping === undefined) {
      const numbers = new Map<number, number>();
      const members: Located[] = [];
      const groups = Int32Array.from(this.places, (place) => {
        const key = asked.farKey(place);
        let number = numbers.get(key);
        if (number === undefined) {
          number = members.push(place) - 1;
          numbers.set(key, number);
        }
        return number;
      });
      grouping = { groups, members };
      this.groupings.set(asked, grouping);
    }
    return grouping;
  }
}
