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
  if (isDigit(first) || first === PLUS || first === MINUS || first === DOT) return number(text) ?? text;
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

function number(text: string): Scalar | undefined {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const plain = withoutUnderscores(text);
  const whole = integer(plain);
  if (whole !== undefined) return Number(whole);
  const value = FLOAT.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** They may stand anywhere but, where a dot comes first, between digits only. */
function withoutUnderscores(text: string): string {
  if (!text.includes('_')) return text;
  return text.replace(text.startsWith('.') ? /(?<=[0-9])_(?=[0-9])/g : /_/g, '');
}

/** Every one of so many digits is exact. */
const EXACT_DIGITS = 15;
const SMALLEST = -(BigInt(2) ** BigInt(63));
const LARGEST_SIGNED = -SMALLEST - BigInt(1);
const LARGEST = BigInt(2) ** BigInt(64) - BigInt(1);

/** Zero in front makes an octal number. What 64 bits cannot hold is no integer, and with a plus only 63 bits hold it. */
function integer(plain: string): number | bigint | undefined {
  if (!INTEGER.test(plain)) return undefined;
  const sign = /^[-+]/.test(plain) ? plain[0] : '';
  const digits = plain.slice(sign.length).replace(/^0(?=[0-7])/, '0o');
  if (digits.length <= EXACT_DIGITS) {
    const value = Number(digits);
    return sign === '-' && value !== 0 ? -value : value;
  }
  const value = sign === '-' ? -BigInt(digits) : BigInt(digits);
  return value >= SMALLEST && value <= (sign === '' ? LARGEST : LARGEST_SIGNED) ? value : undefined;
}

/** The text that a key becomes in JSON; `undefined` where it becomes none. */
export function keyText(text: string, value: Scalar): string | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'number') return String(value);
  const whole = integer(withoutUnderscores(text));
  if (whole === undefined) return singlePrecision(value);
  return whole > LARGEST_SIGNED ? undefined : String(whole);
}

/** As few digits as tell a number of 32 bits from its neighbours, and an exponent beyond six of them: so Go writes it. */
function singlePrecision(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let digits = 0;
  while (Math.fround(Number(single.toExponential(digits))) !== single) digits++;
  const shortest = single.toExponential(digits);
  const [mantissa, exponent] = shortest.split('e');
  const power = Math.abs(Number(exponent));
  if (Number(exponent) >= -4 && Number(exponent) < 6) return String(Number(shortest));
  return `${mantissa}e${exponent.startsWith('-') ? '-' : '+'}${power < 10 ? '0' : ''}${power}`;
}

/** The tags that go-yaml looks into, beside those of texts. */
const TYPED: ReadonlyMap<string, (value: Scalar, text: string) => boolean> = new Map<
  string,
  (value: Scalar, text: string) => boolean
>([
  ['int', (value, text) => typeof value === 'number' && isInteger(text)],
  ['float', (value, text) => typeof value === 'number' && !(isInteger(text) && value > Number(LARGEST_SIGNED))],
  ['bool', (value) => typeof value === 'boolean'],
  ['null', (value) => value === null],
  ['timestamp', (_, text) => TIMESTAMP.test(text)],
]);

function isInteger(text: string): boolean {
  return integer(withoutUnderscores(text)) !== undefined;
}

/** A scalar with a tag of YAML itself, such as `str` or `int`; `undefined` where the text does not fit the tag. */
export function taggedScalar(tag: string, text: string): Scalar | undefined {
  if (tag === 'binary') return decoded(text.replace(/[\r\n]/g, ''));
  const fits = TYPED.get(tag);
  if (fits === undefined) return text;
  const value = plainScalar(text);
  if (!fits(value, text)) return undefined;
  return tag === 'timestamp' ? text : value;
}

const CLOCK = String.raw`(?:[01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(?:[.,]\d+)?`;
const TIMESTAMP = new RegExp(
  String.raw`^\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:[Tt]${CLOCK}(?:Z|[-+]\d\d:\d\d)| ${CLOCK})?$`,
);

function decoded(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64').toString('utf8');
}
