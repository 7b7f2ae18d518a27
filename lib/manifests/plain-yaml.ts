import { plainScalar } from './yaml-scalar';

/**
 * Reads a document of the YAML in which nearly all manifests are written: block style, texts on one line, short flow
 * style, literal blocks. It is several times faster than a parser of all of YAML. What is unusual or wrong is none of its
 * business: it gives up and returns `undefined`, and then the full parser decides.
 */
export function readPlainYaml(document: string): { readonly value: unknown } | undefined {
  if (UNUSUAL.test(document)) return undefined;
  try {
    return { value: new Reader(document).document() };
  } catch (error) {
    if (error !== GIVE_UP) throw error;
    return undefined;
  }
}

/** Tabs, control characters, line breaks of old, half characters, byte order marks. */
const UNUSUAL = /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|\r(?!\n)/;
const GIVE_UP = new Error('This YAML is unusual.');
const DEEPEST = 100;

const END = Number.NaN;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACKET_END = 0x5d;
const BAR = 0x7c;
const BRACE = 0x7b;
const BRACE_END = 0x7d;

/** Whether a character may begin a text without quotes here; a dash may when no space follows. */
const PLAIN_START = table(/[A-Za-z0-9_./~+(=<$^\\;]/);
/** Whether a character may be part of a key without quotes here. */
const KEY_PART = table(/[A-Za-z0-9_./$+()~^-]/);

function table(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

class Reader {
  private at = 0;
  private indent = -1;
  private depth = 0;

  public constructor(private readonly text: string) {}

  public document(): unknown {
    this.nextLine();
    if (this.indent === 0 && this.text.startsWith('---', this.at)) {
      this.at += 3;
      this.endOfLine();
    }
    if (this.indent < 0) return null;
    const value = this.block(this.indent);
    if (this.indent >= 0) throw GIVE_UP;
    return value;
  }

  /** From the end of a line to the first character of the next one that says something; an indent of -1 is the end. */
  private nextLine(): void {
    const { text } = this;
    let lineStart = this.at;
    while (lineStart < text.length) {
      let at = lineStart;
      let code = text.charCodeAt(at);
      while (code === SPACE) code = text.charCodeAt(++at);
      if (code === RETURN) code = text.charCodeAt(++at);
      if (code === HASH) {
        const end = text.indexOf('\n', at);
        lineStart = end < 0 ? text.length : end + 1;
      } else if (code === LINE_FEED || at >= text.length) {
        lineStart = at + 1;
      } else {
        this.at = at;
        this.indent = at - lineStart;
        return;
      }
    }
    this.at = text.length;
    this.indent = -1;
  }

  /** Over spaces and a comment to the next line; anything else is unusual. */
  private endOfLine(): void {
    const { text } = this;
    let code = text.charCodeAt(this.at);
    const spaced = code === SPACE;
    while (code === SPACE) code = text.charCodeAt(++this.at);
    if (code === HASH && spaced) {
      const end = text.indexOf('\n', this.at);
      this.at = end < 0 ? text.length : end;
      code = text.charCodeAt(this.at);
    }
    if (code === RETURN) code = text.charCodeAt(++this.at);
    if (code === LINE_FEED) this.at++;
    else if (this.at < text.length) throw GIVE_UP;
    this.nextLine();
  }

  private block(indent: number): unknown {
    if (++this.depth > DEEPEST) throw GIVE_UP;
    const value = this.isDash() ? this.sequence(indent) : this.mapping(indent);
    this.depth--;
    return value;
  }

  private isDash(): boolean {
    return this.text.charCodeAt(this.at) === DASH && this.isSpace(this.at + 1);
  }

  /** Whether a space, the end of a line or the end of the text stands there. */
  private isSpace(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === SPACE || code === LINE_FEED || code === RETURN || at >= this.text.length;
  }

  private mapping(indent: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    do {
      const key = this.key();
      if (key === undefined || object[key] !== undefined) throw GIVE_UP;
      object[key] = this.valueOfKey(indent);
    } while (this.indent === indent);
    if (this.indent > indent) throw GIVE_UP;
    return object;
  }

  /** The key that begins here, and on to behind its colon; without one nothing moves. */
  private key(): string | undefined {
    const { text } = this;
    const start = this.at;
    const first = text.charCodeAt(start);
    let end = start;
    if (first === QUOTE || first === APOSTROPHE) {
      end = text.indexOf(first === QUOTE ? '"' : "'", start + 1);
      if (end < 0 || text.charCodeAt(end + 1) !== COLON || !this.isSpace(end + 2)) return undefined;
      const key = text.slice(start + 1, end);
      if (key.includes('\\') || key.includes('\n')) throw GIVE_UP;
      this.at = end + 2;
      return key;
    }
    while (KEY_PART[text.charCodeAt(end)] === 1) end++;
    if (end === start || first === DASH || text.charCodeAt(end) !== COLON || !this.isSpace(end + 1)) return undefined;
    const key = text.slice(start, end);
    if (plainScalar(key) !== key) throw GIVE_UP;
    this.at = end + 1;
    return key;
  }

  private valueOfKey(indent: number): unknown {
    const { text } = this;
    while (text.charCodeAt(this.at) === SPACE) this.at++;
    const code = this.code();
    if (Number.isNaN(code) || (code === HASH && text.charCodeAt(this.at - 1) === SPACE)) {
      if (code === HASH) this.at--;
      this.endOfLine();
      if (this.indent > indent) return this.block(this.indent);
      return this.indent === indent && this.isDash() ? this.nested(() => this.sequence(indent)) : null;
    }
    return this.scalarOrFlow(code, indent);
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > DEEPEST) throw GIVE_UP;
    const value = read();
    this.depth--;
    return value;
  }

  /** The character here; `END` at the end of the line. */
  private code(): number {
    const code = this.text.charCodeAt(this.at);
    return code === LINE_FEED || code === RETURN ? END : code;
  }

  private sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    while (this.indent === indent && this.isDash()) items.push(this.item(indent));
    // a key at the same depth goes on with the mapping around
    if (this.indent > indent) throw GIVE_UP;
    return items;
  }

  private item(indent: number): unknown {
    const { text } = this;
    const dash = this.at++;
    while (text.charCodeAt(this.at) === SPACE) this.at++;
    const code = this.code();
    if (Number.isNaN(code)) {
      this.endOfLine();
      return this.indent > indent ? this.block(this.indent) : null;
    }
    const start = this.at;
    const key = code === DASH ? undefined : this.key();
    if (key === undefined) return this.scalarOrFlow(code, indent);
    this.at = start;
    this.indent = indent + start - dash;
    return this.nested(() => this.mapping(this.indent));
  }

  /** A value that begins in this line, in a mapping or list of that indent. */
  private scalarOrFlow(code: number, indent: number): unknown {
    if (code === BAR) return this.literal(indent);
    let value: unknown;
    if (code === QUOTE) value = this.doubleQuoted();
    else if (code === APOSTROPHE) value = this.singleQuoted();
    else if (code === BRACKET || code === BRACE) value = this.flow();
    else value = this.plain(code);
    this.endOfLine();
    // a text that goes on in the next line
    if (this.indent > indent) throw GIVE_UP;
    return value;
  }

  private plain(first: number): unknown {
    const { text } = this;
    const start = this.at;
    if (first === DASH ? this.isSpace(start + 1) : first < 128 && PLAIN_START[first] !== 1) throw GIVE_UP;
    let end = start;
    let at = start;
    for (let code = first; ; code = text.charCodeAt(++at)) {
      if (code === LINE_FEED || Number.isNaN(code)) break;
      if (code === COLON && this.isSpace(at + 1)) throw GIVE_UP;
      if (code === HASH && text.charCodeAt(at - 1) === SPACE) break;
      if (code !== SPACE && code !== RETURN) end = at + 1;
    }
    this.at = end;
    return plainScalar(text.slice(start, end));
  }

  private doubleQuoted(): string {
    const { text } = this;
    const start = this.at;
    let at = start + 1;
    let escaped = false;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(++at)) {
      if (code === LINE_FEED || Number.isNaN(code)) throw GIVE_UP;
      if (code === BACKSLASH) {
        escaped = true;
        at++;
      }
    }
    this.at = at + 1;
    return escaped ? unescaped(text.slice(start, this.at)) : text.slice(start + 1, at);
  }

  private singleQuoted(): string {
    const { text } = this;
    const start = this.at + 1;
    let at = start;
    let twice = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED || Number.isNaN(code)) throw GIVE_UP;
      if (code === APOSTROPHE) {
        if (text.charCodeAt(at + 1) !== APOSTROPHE) break;
        twice = true;
        at++;
      }
      at++;
    }
    this.at = at + 1;
    const value = text.slice(start, at);
    return twice ? value.replace(/''/g, "'") : value;
  }

  /** `|`, `|-` and `|+` with the indentation of their first line. */
  private literal(parent: number): string {
    const { text } = this;
    const [header, chomping] = HEADER.exec(text.slice(this.at, this.at + 5)) ?? [];
    if (header === undefined) throw GIVE_UP;
    let at = this.at + header.length;
    const lines: string[] = [];
    let indent = -1;
    let filled = 0;
    while (at < text.length) {
      let end = text.indexOf('\n', at);
      // a last line without an end has rules of its own
      if (end < 0) end = text.length;
      let column = 0;
      while (text.charCodeAt(at + column) === SPACE) column++;
      const lineEnd = text.charCodeAt(end - 1) === RETURN ? end - 1 : end;
      const blank = at + column >= lineEnd;
      if (blank && (end === text.length || (indent < 0 && column > 0))) throw GIVE_UP;
      if (!blank && indent < 0) {
        if (column <= parent) break;
        indent = column;
      }
      if (!blank && column < indent) break;
      lines.push(blank && column < indent ? '' : text.slice(Math.min(at + Math.max(indent, 0), lineEnd), lineEnd));
      if (!blank) filled = lines.length;
      else if (column > indent) filled = lines.length;
      at = end + 1;
      if (end === text.length && chomping !== '-') throw GIVE_UP;
    }
    this.at = Math.min(at, text.length);
    this.nextLine();
    if (this.indent > parent) throw GIVE_UP;
    if (chomping === '+') return lines.map((line) => `${line}\n`).join('');
    const body = lines.slice(0, filled).join('\n');
    return chomping === '-' || filled === 0 ? body : `${body}\n`;
  }

  /** `[a, 'b']` and `{ a: b, c: [d] }` on one line. */
  private flow(): unknown {
    if (++this.depth > DEEPEST) throw GIVE_UP;
    const opened = this.text.charCodeAt(this.at++);
    const value = opened === BRACKET ? this.flowSequence() : this.flowMapping();
    this.depth--;
    return value;
  }

  private flowSequence(): unknown[] {
    const items: unknown[] = [];
    if (this.flowCode() === BRACKET_END) {
      this.at++;
      return items;
    }
    for (;;) {
      items.push(this.flowValue());
      const code = this.flowCode();
      this.at++;
      if (code === BRACKET_END) return items;
      if (code !== COMMA) throw GIVE_UP;
    }
  }

  private flowMapping(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    if (this.flowCode() === BRACE_END) {
      this.at++;
      return object;
    }
    for (;;) {
      this.flowCode();
      const key = this.key();
      if (key === undefined || object[key] !== undefined) throw GIVE_UP;
      object[key] = this.flowValue();
      const code = this.flowCode();
      this.at++;
      if (code === BRACE_END) return object;
      if (code !== COMMA) throw GIVE_UP;
    }
  }

  /** The next character that is no space. */
  private flowCode(): number {
    const { text } = this;
    while (text.charCodeAt(this.at) === SPACE) this.at++;
    return text.charCodeAt(this.at);
  }

  private flowValue(): unknown {
    const code = this.flowCode();
    if (code === QUOTE) return this.doubleQuoted();
    if (code === APOSTROPHE) return this.singleQuoted();
    if (code === BRACKET || code === BRACE) return this.flow();
    FLOW_PLAIN.lastIndex = this.at;
    const [source] = FLOW_PLAIN.exec(this.text) ?? [];
    if (source === undefined) throw GIVE_UP;
    this.at = FLOW_PLAIN.lastIndex;
    return plainScalar(source);
  }
}

const HEADER = /^\|([-+]?) *\r?\n/;
/** What cannot be misread: neither `: ` nor ` #` nor a bracket. */
const FLOW_PLAIN =
  /[A-Za-z0-9_./~+(=<$^\\;](?:[^,[\]{}#:\r\n ]| +(?=[^,[\]{}#: \r\n])|:(?=[^,[\]{} \r\n]))*(?=[ ,\]}])/y;

/** JSON has the escapes that are used most, and none that means something else. */
function unescaped(quoted: string): string {
  if (!JSON_ESCAPES.test(quoted)) throw GIVE_UP;
  return JSON.parse(quoted) as string;
}

const JSON_ESCAPES = /^"(?:[^"\\]|\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}))*"$/;
