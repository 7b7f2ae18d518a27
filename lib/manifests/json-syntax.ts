import { endOfJsonText } from './json-text';
import { quotation } from './yaml-problem';

/**
 * Says where a text stops being JSON (RFC 8259), or repeats a key, of which JSON.parse would drop all but the last:
 * `line 3, column 5: expected ',' or '}'`. JSON.parse itself words this differently in every version of Node and often
 * names no position.
 */
export function jsonSyntaxProblem(text: string): string | undefined {
  const problem = jsonSyntaxError(text);
  if (problem === undefined) return undefined;
  const before = text.slice(0, problem.offset).split('\n');
  return `line ${before.length}, column ${before[before.length - 1].length + 1}: ${problem.message}`;
}

/** The same, for who knows the text around. */
export function jsonSyntaxError(text: string): { readonly offset: number; readonly message: string } | undefined {
  try {
    new Scanner(text).scanDocument();
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return error;
  }
}

/**
 * A key that stands in an object twice, of a text that JSON.parse takes. Counting comes first, which costs little: every key
 * has its colon.
 */
export function repeatedKey(text: string, value: unknown): ReturnType<typeof jsonSyntaxError> {
  let colons = 0;
  const pattern = /"\s*:/g;
  while (pattern.test(text)) colons++;
  return colons === keysIn(value) ? undefined : jsonSyntaxError(text);
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, each) => sum + keysIn(each), 0);
  return Array.isArray(value) ? inside : inside + Object.keys(value).length;
}

class SyntaxProblem extends Error {
  constructor(
    public readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** The escapes of JSON and, alone, what a text must not hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them.
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\\\x00-\x1f]/g;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

/** Deeper than any object of Kubernetes, and far from the end of the stack. */
const DEEPEST = 500;

class Scanner {
  private offset = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  public scanDocument(): void {
    this.scanValue();
    this.take(SPACE);
    if (this.offset < this.text.length) this.fail('expected the end of the text');
  }

  private scanValue(): void {
    if (++this.depth > DEEPEST)
      throw new SyntaxProblem(this.offset, 'it nests deeper than any object of Kubernetes: split it');
    if (this.skip('{')) this.scanObject();
    else if (this.skip('[')) this.scanArray();
    else if (this.takeText() === undefined && this.take(SCALAR) === undefined) this.fail('expected a value');
    this.depth--;
  }

  private scanObject(): void {
    if (this.skip('}')) return;
    const keys = new Set<string>();
    do {
      this.take(SPACE);
      const start = this.offset;
      const quoted = this.takeText();
      if (quoted === undefined) this.fail('expected a key in double quotes');
      const key = JSON.parse(quoted) as string;
      if (keys.has(key)) throw new SyntaxProblem(start, `the key ${quotation(key)} stands here a second time`);
      keys.add(key);
      if (!this.skip(':')) this.fail("expected ':'");
      this.scanValue();
    } while (this.goesOn('}'));
    if (!this.skip('}')) this.fail("expected ',' or '}'");
  }

  private scanArray(): void {
    if (this.skip(']')) return;
    do this.scanValue();
    while (this.goesOn(']'));
    if (!this.skip(']')) this.fail("expected ',' or ']'");
  }

  /** Whether a comma follows, behind which something has to stand. */
  private goesOn(end: string): boolean {
    if (!this.skip(',')) return false;
    const comma = this.offset - 1;
    if (this.skip(end)) throw new SyntaxProblem(comma, `no comma may stand before '${end}'`);
    return true;
  }

  /** Whether the character follows, after white space; white space before what comes next is skipped in any case. */
  private skip(character: string): boolean {
    this.take(SPACE);
    if (this.text[this.offset] !== character) return false;
    this.offset += 1;
    return true;
  }

  private takeText(): string | undefined {
    if (this.text[this.offset] !== '"') return undefined;
    const end = endOfJsonText(this.text, this.offset);
    const quoted = this.text.slice(this.offset, end);
    if (quoted.length < 2 || !quoted.endsWith('"')) return undefined;
    for (const [found] of quoted.matchAll(ESCAPE)) if (found.length === 1) return undefined;
    this.offset = end;
    return quoted;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    this.offset += found?.length ?? 0;
    return found;
  }

  private fail(expected: string): never {
    if (/^\/[/*]/.test(this.text.slice(this.offset, this.offset + 2)))
      throw new SyntaxProblem(this.offset, 'JSON has no comments');
    const found = this.offset < this.text.length ? '' : ', but the text ends';
    throw new SyntaxProblem(this.offset, `${expected}${found}`);
  }
}
