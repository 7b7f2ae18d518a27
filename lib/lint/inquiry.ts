import type { Found, Rule } from '../rules/rule';

/** A rule beside what it asks: entries of one make are found much faster than the members of rules, each of which has its own. */
export interface Asked<Check> {
  readonly rule: Rule;
  readonly check: Check;
}

/** Hears what a rule has found before the next one is asked. */
export type Tell = (rule: Rule, found: readonly Found[]) => void;

/** What came of a rule that was watched. */
export interface Watched {
  readonly found: readonly Found[];
  /** At which sorts of peculiar texts it has looked. */
  readonly looked: number;
  /** Whether it has looked at other objects, among which one may be meant and its likes not. */
  readonly looksAround: boolean;
}

interface Entry<Check> extends Asked<Check> {
  /** What it finds in all that differ from the first in nothing at which it looks. */
  known?: readonly Found[];
  looked: number;
}

/** To find out what nobody has to ask costs as much as asking a few everything. */
export const ASKED_BEFORE = 8;

/**
 * Rules for those that are alike. What a rule has found in the first, and what it has looked at, is kept: as rules go by what
 * they are given and by nothing else, it finds the same in all that have the same there.
 */
export class Inquiry<Check> {
  private count = 0;
  private entries: readonly Entry<Check>[];

  /** @param watch Asks a rule about the first, and watches it; `undefined` for one that has to be asked each time. */
  public constructor(
    asked: readonly Asked<Check>[],
    private readonly watch: (check: Check) => Watched | undefined,
  ) {
    this.entries = asked.map(({ rule, check }) => ({ rule, check, looked: 0 }));
  }

  /** Tells what the rules find in one that differs from the first in these sorts of texts. */
  public tell(differences: number, ask: (check: Check) => readonly Found[], tell: Tell): void {
    this.count++;
    if (this.count === ASKED_BEFORE) this.entries = this.entries.flatMap((entry) => this.watched(entry));
    for (const { rule, check, known, looked } of this.entries) {
      const found = known !== undefined && (looked & differences) === 0 ? known : ask(check);
      if (found.length > 0) tell(rule, found);
    }
  }

  /** Nothing for a rule that finds nothing in any of them. */
  private watched({ rule, check }: Entry<Check>): Entry<Check>[] {
    const watched = this.watch(check);
    if (watched === undefined) return [{ rule, check, looked: 0 }];
    const { found, looked, looksAround } = watched;
    if (found.length === 0) return looked === 0 ? [] : [{ rule, check, looked, known: found }];
    // a part of the first would bring what is peculiar to it
    const isCommon = !looksAround && found.every(({ got }) => typeof got !== 'object');
    return [{ rule, check, looked, known: isCommon ? found : undefined }];
  }
}
