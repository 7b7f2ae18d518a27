import type { Comparison, Selector } from '../calico/selector';
import { allBits, type Bits, bitsKey, both, either, isWithin, noBits, setBit, without } from './bits';

/** Something that has labels and that a selector can pick. */
export interface Labelled {
  /** The value of a label, `undefined` where it is missing. */
  label(key: string): string | undefined;
}

/** Answers whom a selector picks, for all at once: the values of a label are looked up a single time for everybody. */
export class SelectorIndex {
  private readonly everybody: Bits;
  private readonly nobody: Bits;
  private readonly values = new Map<string, ReadonlyMap<string, Bits>>();
  private readonly answers = new Map<Selector, Bits>();
  /** Who has a value of a label that is not one value in full. */
  private readonly byForm = new Map<string, Bits>();
  private readonly sets = new Map<string, Bits>();
  /** The sets of which each stands for all that are equal. */
  private readonly first = new Set<Bits>();

  public constructor(private readonly members: readonly Labelled[]) {
    this.everybody = this.different(allBits(members.length));
    this.nobody = this.different(noBits(members.length));
  }

  /** One and the same set for all selectors that pick the same. */
  public pickedBy(selector: Selector): Bits {
    // to look it up is quicker than to remember it
    if (isOneValue(selector)) return this.find(selector);
    let answer = this.answers.get(selector);
    if (answer === undefined) {
      answer = this.different(this.find(selector));
      this.answers.set(selector, answer);
    }
    return answer;
  }

  private different(found: Bits): Bits {
    if (this.first.has(found)) return found;
    const key = bitsKey(found);
    const known = this.sets.get(key);
    if (known !== undefined) return known;
    this.sets.set(key, found);
    this.first.add(found);
    return found;
  }

  private find(selector: Selector): Bits {
    switch (selector.kind) {
      case 'all':
      case 'global':
        return this.everybody;
      case 'has':
        return this.where(selector.label, 'has', '');
      case 'compare':
        return this.compare(selector.label, selector.operator, selector.value);
      case 'set': {
        if (isOneValue(selector)) return this.with(selector.label, selector.values[0]);
        const inside = selector.values.map((value) => this.with(selector.label, value)).reduce(united, this.nobody);
        return selector.operator === 'in' ? inside : this.not(inside);
      }
      case 'not':
        return this.not(this.pickedBy(selector.operand));
      case 'and':
        return selector.operands.map((operand) => this.pickedBy(operand)).reduce(common);
      case 'or':
        return selector.operands.map((operand) => this.pickedBy(operand)).reduce(united);
    }
  }

  private compare(label: string, operator: Comparison, wanted: string): Bits {
    switch (operator) {
      case '==':
        return this.with(label, wanted);
      case '!=':
        return this.not(this.with(label, wanted));
      default:
        return this.where(label, operator, wanted);
    }
  }

  private not(bits: Bits): Bits {
    return without(this.everybody, bits);
  }

  private with(label: string, value: string): Bits {
    return this.valuesOf(label).get(value) ?? this.nobody;
  }

  private where(label: string, form: Form, wanted: string): Bits {
    const key = JSON.stringify([label, form, wanted]);
    let bits = this.byForm.get(key);
    if (bits === undefined) {
      bits = noBits(this.members.length);
      for (const [value, holders] of this.valuesOf(label))
        if (FORMS[form](value, wanted)) for (let word = 0; word < bits.length; word++) bits[word] |= holders[word];
      this.byForm.set(key, bits);
    }
    return bits;
  }

  /** Who has which value of a label. */
  private valuesOf(label: string): ReadonlyMap<string, Bits> {
    const known = this.values.get(label);
    if (known !== undefined) return known;
    const values = new Map<string, Bits>();
    this.members.forEach((member, index) => {
      const value = member.label(label);
      if (value === undefined) return;
      let holders = values.get(value);
      if (holders === undefined) {
        holders = noBits(this.members.length);
        values.set(value, holders);
      }
      setBit(holders, index);
    });
    for (const [value, holders] of values) values.set(value, this.different(holders));
    this.values.set(label, values);
    return values;
  }
}

/** Whether it asks for one value of a label, and for nothing else. */
function isOneValue(selector: Selector): boolean {
  if (selector.kind === 'compare') return selector.operator === '==';
  return selector.kind === 'set' && selector.operator === 'in' && selector.values.length === 1;
}

type Form = 'has' | Exclude<Comparison, '==' | '!='>;

const FORMS: Readonly<Record<Form, (value: string, wanted: string) => boolean>> = {
  has: () => true,
  contains: (value, wanted) => value.includes(wanted),
  'starts with': (value, wanted) => value.startsWith(wanted),
  'ends with': (value, wanted) => value.endsWith(wanted),
};

/** Mostly one of the two is a part of the other: few pods of a namespace, by a label that only they have. */
function common(a: Bits, b: Bits): Bits {
  if (isWithin(a, b)) return a;
  return isWithin(b, a) ? b : both(a, b);
}

function united(a: Bits, b: Bits): Bits {
  if (isWithin(a, b)) return b;
  return isWithin(b, a) ? a : either(a, b);
}
