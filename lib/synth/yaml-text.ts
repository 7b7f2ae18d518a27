import { blockText, inlineText, isSurelyPlain } from './yaml-scalar';

/** Writes any value as a document; asked for what manifests hardly ever hold. */
export type Stock = (value: unknown) => string;

const STEP = 2;
/** Strings that are met again and again, by how they are written. */
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 64;
const known = new Map<string, string | undefined>();

/** How lines begin at some depth. */
interface Line {
  readonly margin: string;
  /** The beginnings of lines with these keys. */
  readonly keys: Map<string, string>;
}

const lines: Line[] = [];

function lineAt(indent: number): Line {
  lines[indent] ??= { margin: `\n${' '.repeat(indent)}`, keys: new Map() };
  return lines[indent];
}

/**
 * The text of a manifest, byte for byte as cdk8s writes it (`yaml` 2.9 with YAML 1.1 and no limit on lines), for what JSON
 * can hold. Only what is unusual is left to the stock writer: odd white space and control characters, or an object that
 * stands in two places, for which there are anchors.
 *
 * @param stock Writes a whole document.
 */
export function yamlText(document: unknown, stock: Stock): string {
  if (!isCollection(document) || Array.isArray(document) || isEmpty(document)) return stock(document);
  const writer = new Writer(stock);
  try {
    writer.collection(document, 0, '');
    const text = `${writer.text.slice(1)}\n`;
    // whoever reads a character has it put together, and the pieces are gone before they are copied around
    text.charCodeAt(0);
    return text;
  } catch (error) {
    if (error === SHARED) return stock(document);
    throw error;
  }
}

const SHARED = Symbol('an object that stands in two places');

class Writer {
  public text = '';
  private readonly seen = new Set<object>();

  public constructor(private readonly stock: Stock) {}

  /** Every item on a line of its own; the first goes where the caller stands when a prefix leads to it. */
  public collection(value: object, indent: number, lead: string): void {
    if (this.seen.has(value)) throw SHARED;
    this.seen.add(value);
    const line = lineAt(indent);
    let start = lead === '' ? line.margin : lead;
    if (Array.isArray(value)) {
      for (const item of value) {
        this.text += `${start}-`;
        this.value(item, indent + STEP, ' ');
        start = line.margin;
      }
      return;
    }
    const keys = Object.keys(value);
    const fields = Object.values(value);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index];
      // the first stands behind a dash
      if (index === 0 && lead !== '') this.text += `${lead}${this.key(key, indent)}:`;
      else this.text += line.keys.get(key) ?? this.lineOf(key, indent, line);
      this.value(fields[index], indent + STEP, '');
    }
  }

  private lineOf(key: string, indent: number, { margin, keys }: Line): string {
    const text = `${margin}${this.key(key, indent)}:`;
    if (keys.size < MOST_KNOWN && key.length <= LONGEST_KNOWN) keys.set(key, text);
    return text;
  }

  private value(value: unknown, indent: number, lead: string): void {
    if (typeof value === 'string') this.text += ` ${this.string(value, indent)}`;
    else if (typeof value === 'number') this.text += ` ${numberText(value)}`;
    else if (typeof value === 'boolean') this.text += value ? ' true' : ' false';
    else if (value === null || value === undefined) this.text += ' null';
    else if (!isCollection(value)) throw SHARED;
    else if (isEmpty(value)) this.empty(value);
    else this.collection(value, indent, lead);
  }

  private empty(value: object): void {
    if (this.seen.has(value)) throw SHARED;
    this.seen.add(value);
    this.text += Array.isArray(value) ? ' []' : ' {}';
  }

  private key(key: string, indent: number): string {
    const text = inlineKnown(key);
    // longer keys are written in two parts
    if (text === undefined || text.length > 1024) throw SHARED;
    // at the start of a line these would begin or end a document
    if (indent === 0 && /^(?:%|---|\.\.\.)/m.test(text)) throw SHARED;
    return text;
  }

  private string(value: string, indent: number): string {
    return inlineKnown(value) ?? blockText(value, indent) ?? this.odd(value, indent);
  }

  /** As the stock writer has it at the same depth. */
  private odd(value: string, indent: number): string {
    let document: unknown = value;
    for (let depth = 0; depth < indent; depth += STEP) document = { k: document };
    const text = this.stock(document);
    // the keys that lead there, each on a line, and the one before the text
    const before =
      (indent / STEP - 1) * 'k:\n'.length + ((indent / STEP) * (indent / STEP - 1) * STEP) / 2 + 'k: '.length;
    return text.slice(before, -1);
  }
}

function isCollection(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
}

function inlineKnown(value: string): string | undefined {
  if (isSurelyPlain(value)) return value;
  if (value.length > LONGEST_KNOWN) return inlineText(value);
  const text = known.get(value);
  if (text !== undefined) return text;
  const fresh = inlineText(value);
  if (known.size < MOST_KNOWN) known.set(value, fresh);
  return fresh;
}
