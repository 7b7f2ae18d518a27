/** What was found, as clauses. */
interface Wrong {
  readonly got?: unknown;
  /** Whether nothing is there; it is so when there is no value and nothing else is said. */
  readonly isMissing?: boolean;
  readonly allowed?: string;
  readonly problem?: string;
}

/** `containers[0].image is 'app': it names no build (allowed: …)`. */
export function whatIsWrong(field: string, { got, isMissing = got === undefined, allowed, problem }: Wrong): string {
  const value = isMissing ? ' is missing' : got === undefined ? '' : ` is ${quote(got)}`;
  return `${field}${value}${problem ? `: ${problem}` : ''}${allowed ? ` (allowed: ${allowed})` : ''}`;
}

const LONGEST_VALUE = 200;

function quote(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : visible(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function visible(value: unknown): string {
  return typeof value === 'string' ? `'${withoutControls(value)}'` : String(value);
}

/** Control characters, and those that turn the direction of writing, would garble a terminal or not be seen at all. */
export function withoutControls(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}
