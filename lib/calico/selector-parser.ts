import type { Comparison, Selector } from './selector';
import { nextToken, type Token } from './selector-tokens';

/** Why a text is no selector, and where: the index of the character at which reading stopped. */
export interface SelectorProblem {
  readonly problem: string;
  readonly at: number;
}

/** Deeper than anybody writes; without a bound a hostile text would exhaust the stack. */
const DEEPEST = 500;

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['==', '!=', 'contains', 'starts with', 'ends with']);

/** What nearly all selectors are: one label that must have one value. */
const PLAIN = /^[ \t]*([A-Za-z0-9_./-]{1,512})[ \t]*==[ \t]*"([^"]*)"[ \t]*$/;

/** Texts that were read lately: who refuses, converts and matches a policy, and those who are let in to it, read the same. */
const LATELY = new Map<string, Selector | SelectorProblem>();
const MOST_TEXTS = 10_000;

/** Reads a selector; the empty one selects everything. The selector belongs to all who have read the same text. */
export function parseSelector(text: string): Selector | SelectorProblem {
  let parsed = LATELY.get(text);
  if (parsed === undefined) {
    const [, label, value] = PLAIN.exec(text) ?? [];
    parsed = label === undefined ? read(text) : { kind: 'compare', label, operator: '==', value };
    if (LATELY.size >= MOST_TEXTS) LATELY.clear();
    LATELY.set(text, parsed);
  }
  return parsed;
}

function read(text: string): Selector | SelectorProblem {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    const token = nextToken(text, at, tokens.at(-1));
    if ('problem' in token) return token;
    tokens.push(token);
    if (token.kind === 'end') break;
    at = token.end;
  }
  try {
    return tokens.length === 1 ? { kind: 'all' } : new Parser(tokens).whole();
  } catch (error) {
    if (error instanceof Unexpected) return { problem: error.message, at: error.at };
    throw error;
  }
}

export function isSelector(parsed: Selector | SelectorProblem): parsed is Selector {
  return 'kind' in parsed;
}

class Unexpected extends Error {
  constructor(
    problem: string,
    readonly at: number,
  ) {
    super(problem);
  }
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Selector {
    const selector = this.disjunction();
    if (this.token.kind !== 'end') this.fail('the selector should end or go on with && or || here');
    return selector;
  }

  private get token(): Token {
    return this.tokens[this.position];
  }

  private fail(problem: string): never {
    throw new Unexpected(this.token.kind === 'end' ? `${problem}, not at the end` : problem, this.token.start);
  }

  private disjunction(): Selector {
    const operands = this.separated('||', () => this.conjunction());
    return operands.length === 1 ? operands[0] : { kind: 'or', operands };
  }

  private conjunction(): Selector {
    const operands = this.separated('&&', () => this.operation());
    return operands.length === 1 ? operands[0] : { kind: 'and', operands };
  }

  private separated(separator: Token['kind'], read: () => Selector): Selector[] {
    const operands = [read()];
    while (this.take(separator)) operands.push(read());
    return operands;
  }

  private operation(): Selector {
    let negated = false;
    for (; this.token.kind === '!'; this.position += 1) negated = !negated;
    const operand = this.primary();
    return negated ? { kind: 'not', operand } : operand;
  }

  private primary(): Selector {
    const { kind, value } = this.token;
    if (kind === 'label') return this.condition();
    if (kind === '(') return this.group();
    if (kind !== 'all' && kind !== 'global' && kind !== 'has') this.fail('a condition on a label belongs here');
    this.position += 1;
    return kind === 'has' ? { kind, label: value } : { kind };
  }

  private group(): Selector {
    this.depth += 1;
    if (this.depth > DEEPEST) this.fail(`brackets are ${DEEPEST} deep`);
    this.position += 1;
    const inner = this.disjunction();
    this.skip(')', 'a closing bracket belongs here');
    this.depth -= 1;
    return inner;
  }

  private condition(): Selector {
    const label = this.token.value;
    this.position += 1;
    const operator = this.token.kind;
    if (operator === 'in' || operator === 'not in') {
      this.position += 1;
      return { kind: 'set', label, operator, values: this.values() };
    }
    if (!COMPARISONS.has(operator)) this.fail(`an operator belongs after the label ${label}`);
    this.position += 1;
    const { value } = this.token;
    this.skip('string', 'a value in quotes belongs here');
    return { kind: 'compare', label, operator: operator as Comparison, value };
  }

  private values(): string[] {
    this.skip('{', 'a set of values in braces belongs here');
    const values = new Set<string>();
    for (let next = this.token; next.kind === 'string'; next = this.token) {
      values.add(next.value);
      this.position += 1;
      if (!this.take(',')) break;
    }
    this.skip('}', 'a value in quotes, or the closing brace, belongs here');
    return [...values].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  private take(kind: Token['kind']): boolean {
    const isThere = this.token.kind === kind;
    if (isThere) this.position += 1;
    return isThere;
  }

  private skip(kind: Token['kind'], problem: string): void {
    if (!this.take(kind)) this.fail(problem);
  }
}
