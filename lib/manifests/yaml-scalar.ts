/** What a YAML scalar means to go-yaml v2, through which kubectl and most other tools of Kubernetes read manifests. */
export type Scalar = string | number | boolean | null;

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => [text, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((text) => [text, false] as const),
  ...['~', 'null', 'Null', 'NULL'].map((text) => [text, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, Number.NaN] as const),
  ...['', '+'].flatMap((sign) =>
    ['.inf', '.Inf', '.INF'].map((text) => [sign + text, Number.POSITIVE_INFINITY] as const),
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, Number.NEGATIVE_INFINITY] as const),
]);

const LONGEST_WORD = 5;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** A scalar without quotes and tag. Numbers in base 60 and dates stay texts. */
export function plainScalar(text: string): Scalar {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  if (isLetter(first) || first === TILDE) {
    if (text.length > LONGEST_WORD) return text;
    const word = WORDS.get(text);
    return word === undefined ? text : word;
  }
  if (isDigit(first) || first === PLUS || first === MINUS || first === DOT) return number(text, first) ?? text;
  return text;
}

const TILDE = 0x7e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function number(text: string, first: number): Scalar | undefined {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const plain = first !== DOT && text.includes('_') ? text.replace(/_/g, '') : text;
  if (INTEGER.test(plain)) return integer(plain);
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

const LARGEST = 2 ** 64;

/** Zero in front makes an octal number. Beyond 64 bits only a decimal number is one. */
function integer(text: string): number | undefined {
  const negative = text.startsWith('-');
  const digits = /^[-+]/.test(text) ? text.slice(1) : text;
  const value = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  if (value >= LARGEST && digits.startsWith('0')) return undefined;
  return negative && value !== 0 ? -value : value;
}

/** The tags of scalars that the YAML of Kubernetes knows, beside `str`. */
const TYPED: ReadonlyMap<string, (value: Scalar) => boolean> = new Map<string, (value: Scalar) => boolean>([
  ['int', (value) => Number.isInteger(value)],
  ['float', (value) => typeof value === 'number'],
  ['bool', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
]);

/** A scalar with a tag of YAML itself, such as `str` or `int`; `undefined` where the text does not fit the tag. */
export function taggedScalar(tag: string, text: string): Scalar | undefined {
  if (tag === 'str' || tag === 'timestamp') return text;
  if (tag === 'binary') return BASE64.test(text) ? Buffer.from(text, 'base64').toString('utf8') : undefined;
  const value = plainScalar(text);
  return TYPED.get(tag)?.(value) ? value : undefined;
}

const BASE64 = /^(?:[A-Za-z0-9+/\s]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*$/;
