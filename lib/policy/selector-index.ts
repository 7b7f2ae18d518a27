import { type Comparison, type Selector, selectorText } from '../calico/selector';
import { allBits, type Bits, bitsKey, both, either, noBits, setBit, without } from './bits';

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
  private readonly byText = new Map<string, Bits>();
  private readonly sets = new Map<string, Bits>();

  public constructor(private readonly members: readonly Labelled[]) {
    this.everybody = allBits(members.length);
    this.nobody = noBits(members.length);
  }

  /** One and the same set for all selectors that pick the same. */
  public pickedBy(selector: Selector): Bits {
    let answer = this.answers.get(selector);
    if (answer === undefined) {
      const text = selectorText(selector);
      answer = this.byText.get(text) ?? this.different(this.find(selector));
      this.byText.set(text, answer);
      this.answers.set(selector, answer);
    }
    return answer;
  }

  private different(found: Bits): Bits {
    const key = bitsKey(found);
    const known = this.sets.get(key) ?? found;
    this.sets.set(key, known);
    return known;
  }

  private find(selector: Selector): Bits {
    switch (selector.kind) {
      case 'all':
      case 'global':
        return this.everybody;
      case 'has':
        return this.where(selector.label, () => true);
      case 'compare':
        return this.compare(selector.label, selector.operator, selector.value);
      case 'set': {
        const inside = selector.values.map((value) => this.with(selector.label, value)).reduce(either, this.nobody);
        return selector.operator === 'in' ? inside : this.not(inside);
      }
      case 'not':
        return this.not(this.find(selector.operand));
      case 'and':
        return selector.operands.map((operand) => this.find(operand)).reduce(both);
      case 'or':
        return selector.operands.map((operand) => this.find(operand)).reduce(either);
    }
  }

  private compare(label: string, operator: Comparison, wanted: string): Bits {
    switch (operator) {
      case '==':
        return this.with(label, wanted);
      case '!=':
        return this.not(this.with(label, wanted));
      case 'contains':
        return this.where(label, (value) => value.includes(wanted));
      case 'starts with':
        return this.where(label, (value) => value.startsWith(wanted));
      case 'ends with':
        return this.where(label, (value) => value.endsWith(wanted));
    }
  }

  private not(bits: Bits): Bits {
    return without(this.everybody, bits);
  }

  private with(label: string, value: string): Bits {
    return this.valuesOf(label).get(value) ?? this.nobody;
  }

  private where(label: string, isWanted: (value: string) => boolean): Bits {
    const bits = noBits(this.members.length);
    for (const [value, holders] of this.valuesOf(label))
      if (isWanted(value)) for (let word = 0; word < bits.length; word++) bits[word] |= holders[word];
    return bits;
  }

  /** Who has which value of a label. */
  private valuesOf(label: string): ReadonlyMap<string, Bits> {
    const known = this.values.get(label);
    if (known !== undefined) return known;
    const values = new Map<string, Bits>();
    for (const [index, member] of this.members.entries()) {
      const value = member.label(label);
      if (value === undefined) continue;
      const holders = values.get(value) ?? noBits(this.members.length);
      values.set(value, holders);
      setBit(holders, index);
    }
    this.values.set(label, values);
    return values;
  }
}
