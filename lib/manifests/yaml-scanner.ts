import {
  APOSTROPHE,
  BACKSLASH,
  behindBreak,
  breakText,
  COLON,
  DASH,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isFlowIndicator,
  PERCENT,
  QUESTION,
  SPACE,
  TAB,
} from './yaml-characters';
import { type ScalarNode, scalarNode } from './yaml-node';
import { YamlProblem } from './yaml-problem';

/** Characters that go-yaml does not take, wherever they stand. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;
/** How far the colon may be from the beginning of its key, in characters. */
const LONGEST_KEY = 1024;

/** The words of a document, as go-yaml v2 tells them apart: what it takes and refuses counts, not what YAML says. */
export class YamlScanner {
  /** It ends with a line break, as for kubectl, and a zero. */
  public readonly text: string;
  public at = 0;
  /** Where that is in its line; -1 at the end of the document. */
  public column = 0;
  /** The column of the nearest block around that has one of its own. */
  public indent = -1;
  /** How many brackets are open. */
  public flowLevel = 0;
  /** Whether a key without a question mark may begin here. */
  public mayBeKey = true;
  public lineStart = 0;
  /** Where the last text in quotes over several lines stands. */
  private longQuotes?: ScalarNode;

  public constructor(text: string) {
    const control = text.search(CONTROL);
    if (control >= 0)
      throw new YamlProblem(
        'a control character stands here: delete it, or write it as an escape in double quotes',
        control,
      );
    this.text = text.endsWith('\n') ? `${text}\0` : `${text}\n\0`;
    if (text.startsWith('\ufeff')) this.at = this.lineStart = 1;
  }

  public get code(): number {
    return this.text.charCodeAt(this.at);
  }

  /** Whether the mark stands here and is one: a space has to follow. */
  public isMark(mark: number): boolean {
    return this.code === mark && isBlankOrEnd(this.text.charCodeAt(this.at + 1));
  }

  /** Over spaces, comments and line breaks to whatever comes next. */
  public next(): void {
    const { text } = this;
    let { at } = this;
    let code: number;
    for (;;) {
      code = text.charCodeAt(at);
      while (code === SPACE || (code === TAB && (this.flowLevel > 0 || !this.mayBeKey))) code = text.charCodeAt(++at);
      if (code === HASH) {
        at = this.endOfLine(at);
        code = text.charCodeAt(at);
      }
      if (!isBreak(code)) break;
      at = behindBreak(text, at);
      this.lineStart = at;
      if (this.flowLevel === 0) this.mayBeKey = true;
    }
    this.at = at;
    const isEnd = code === 0 || (at === this.lineStart && (code === PERCENT || this.isDocumentMark(at)));
    this.column = isEnd ? -1 : at - this.lineStart;
  }

  /** Over the colon of a key that began at that offset, if there is one and it can be one. */
  public takeColon(key: number): boolean {
    const { text } = this;
    if (key < this.lineStart) return false;
    let { at } = this;
    let code = text.charCodeAt(at);
    while (isBlank(code)) code = text.charCodeAt(++at);
    if (code !== COLON || (this.flowLevel === 0 && !isBlankOrEnd(text.charCodeAt(at + 1)))) return false;
    if (at - key > LONGEST_KEY && [...text.slice(key, at)].length > LONGEST_KEY) {
      throw new YamlProblem(`a key has ${LONGEST_KEY} characters at most, or a question mark before it`, key);
    }
    this.at = at + 1;
    return true;
  }

  /** What stands behind an `&` or a `*`. */
  public name(): string {
    const { text } = this;
    NAME.lastIndex = this.at + 1;
    const [name] = NAME.exec(text) ?? [];
    const behind = this.at + 1 + (name?.length ?? 0);
    if (name === undefined || !(isBlankOrEnd(text.charCodeAt(behind)) || NAME_END.test(text[behind]))) {
      throw new YamlProblem(
        'the name of an anchor or alias is missing or has other than letters, digits, _ and -: quote a text that begins with & or *',
        this.at,
      );
    }
    this.at = behind;
    return name;
  }

  /** A tag in full. */
  public tag(): string {
    TAG.lastIndex = this.at;
    const [whole, verbatim, common, own] = TAG.exec(this.text) ?? [];
    const behind = this.at + (whole?.length ?? 0);
    const tag = unescapedUri(verbatim ?? (common === undefined ? `!${own}` : TAG_PREFIX + common));
    if (whole === undefined || tag === undefined || !isBlankOrEnd(this.text.charCodeAt(behind))) {
      throw new YamlProblem('this is no tag: quote a text that begins with an exclamation mark', this.at);
    }
    this.at = behind;
    return tag;
  }

  /** Whether a text without quotes may begin here. */
  public isPlain(): boolean {
    const { code } = this;
    if (isBlankOrEnd(code)) return false;
    if (code === DASH || ((code === COLON || code === QUESTION) && this.flowLevel === 0)) {
      return !isBlankOrEnd(this.text.charCodeAt(this.at + 1));
    }
    return !NO_PLAIN.includes(this.text[this.at]);
  }

  /** A text without quotes; the scanner may be some lines below when it ends. */
  public plain(): ScalarNode {
    const { text } = this;
    const isFlow = this.flowLevel > 0;
    const start = this.at;
    let at = start;
    let from = start;
    let end = start;
    let before = '';
    let fold: string | undefined;
    for (;;) {
      let code = text.charCodeAt(at);
      if (code === HASH || (fold !== undefined && at === this.lineStart && this.isDocumentMark(at))) break;
      const word = at;
      while (!isBlankOrEnd(code)) {
        if (code === COLON ? isBlankOrEnd(text.charCodeAt(at + 1)) : isFlow && isFlowIndicator(code)) break;
        code = text.charCodeAt(++at);
      }
      if (at > word) {
        if (fold !== undefined) {
          before += text.slice(from, end) + fold;
          from = word;
          fold = undefined;
        }
        end = at;
      }
      const wordEnd = at;
      while (isBlank(code)) code = text.charCodeAt(++at);
      if (isBreak(code)) {
        fold = folded(this.breaks(at, this.indent));
        ({ at } = this);
        if (!isFlow && at - this.lineStart <= this.indent) break;
      } else if (at === wordEnd) {
        break;
      }
    }
    this.at = at;
    if (fold !== undefined) this.mayBeKey = true;
    return scalarNode(before + text.slice(from, end), 'plain', start, end);
  }

  /** A text in quotes. */
  public quoted(): ScalarNode {
    const { text, lineStart } = this;
    const start = this.at;
    const quote = text.charCodeAt(start);
    const isSingle = quote === APOSTROPHE;
    let at = start + 1;
    let from = at;
    let before = '';
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        if (!isSingle || text.charCodeAt(at + 1) !== quote) break;
        before += text.slice(from, at + 1);
        at += 2;
        from = at;
      } else if (code === BACKSLASH && !isSingle) {
        before += text.slice(from, at) + this.escape(at + 1);
        ({ at } = this);
        from = at;
      } else if (isBreak(code)) {
        let end = at;
        while (end > from && isBlank(text.charCodeAt(end - 1))) end--;
        before += text.slice(from, end) + folded(this.breaks(at));
        ({ at } = this);
        from = at;
      } else if (code === 0) {
        throw new YamlProblem(NO_END_OF_QUOTES, start);
      } else {
        at++;
        continue;
      }
      if (at === this.lineStart && this.isDocumentMark(at)) throw new YamlProblem(NO_END_OF_QUOTES, start);
    }
    this.at = at + 1;
    const found = scalarNode(before + text.slice(from, at), isSingle ? 'single' : 'double', start, at + 1);
    if (this.lineStart !== lineStart) this.longQuotes = found;
    return found;
  }

  /** Whether what stands here may be the rest of a text whose quotes are closed too late. */
  public get openQuotes(): number | undefined {
    const quotes = this.longQuotes;
    return quotes !== undefined && this.lineStart <= quotes.end ? quotes.start : undefined;
  }

  /** What stands behind a backslash in double quotes. */
  private escape(at: number): string {
    const { text } = this;
    if (isBreak(text.charCodeAt(at))) return this.breaks(at).slice(1);
    const short = ESCAPES.get(text[at]);
    this.at = at + 1;
    if (short !== undefined) return short;
    const length = HEXADECIMAL.get(text[at]) ?? 0;
    const digits = text.slice(at + 1, at + 1 + length);
    const code = /^[0-9a-fA-F]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : Number.NaN;
    if (!(code < 0xd800 || (code > 0xdfff && code <= 0x10ffff))) {
      const message = 'no such escape in double quotes: write every backslash twice, or use single quotes';
      throw new YamlProblem(message, at - 1);
    }
    this.at += length;
    return String.fromCodePoint(code);
  }

  /** A text below a `|` or a `>`. */
  public block(): ScalarNode {
    const { text } = this;
    const start = this.at;
    HEADER.lastIndex = start;
    const [header = '', indicator, before, digitBehind, digitBefore, behind] = HEADER.exec(text) ?? [];
    const chomping = before ?? behind;
    const digit = digitBehind ?? digitBefore;
    let at = start + header.length;
    if (text.charCodeAt(at) === HASH) at = this.endOfLine(at);
    if (digit === '0' || !(isBreak(text.charCodeAt(at)) || text.charCodeAt(at) === 0)) {
      throw new YamlProblem(`behind the ${indicator} stands nothing but - or +, a digit and a comment`, at);
    }
    let lineStart = behindBreak(text, at);
    let indent = digit === undefined ? 0 : Math.max(this.indent, 0) + Number(digit);
    let value = '';
    let end = lineStart;
    let lineBreak = '';
    let wasIndented = false;
    for (;;) {
      const blank = this.blankLines(lineStart, indent);
      ({ at } = this);
      ({ lineStart } = this);
      if (indent === 0) indent = Math.max(blank.widest, this.indent + 1, 1);
      const code = text.charCodeAt(at);
      if (at - lineStart !== indent || code === 0) {
        if (chomping !== '-') value += lineBreak;
        if (chomping === '+') {
          value += blank.breaks;
          end = lineStart;
        }
        break;
      }
      const isIndented = isBlank(code);
      if (indicator === '|' || wasIndented || isIndented || lineBreak !== '\n') value += lineBreak;
      else if (blank.breaks === '') value += ' ';
      at = this.endOfLine(at);
      value += blank.breaks + text.slice(lineStart + indent, at);
      wasIndented = isIndented;
      lineBreak = breakText(text, at);
      end = lineStart = behindBreak(text, at);
    }
    this.mayBeKey = true;
    return scalarNode(value, 'block', start, end);
  }

  /** Over lines without a text, and over the indentation of the next one with a text; 0 is one that is not known yet. */
  private blankLines(from: number, indent: number): { readonly breaks: string; readonly widest: number } {
    const { text } = this;
    let lineStart = from;
    let at = from;
    let breaks = '';
    let widest = 0;
    for (;;) {
      let code = text.charCodeAt(at);
      while (code === SPACE && (indent === 0 || at - lineStart < indent)) code = text.charCodeAt(++at);
      widest = Math.max(widest, at - lineStart);
      if (code === TAB && (indent === 0 || at - lineStart < indent)) throw new YamlProblem(TAB_INDENT, at);
      if (!isBreak(code)) break;
      breaks += breakText(text, at);
      at = lineStart = behindBreak(text, at);
    }
    this.at = at;
    this.lineStart = lineStart;
    return { breaks, widest };
  }

  /** Over a line break and all blanks and line breaks behind it, which are returned. */
  private breaks(from: number, margin = -1): string {
    const { text } = this;
    let found = '';
    let at = from;
    for (let code = text.charCodeAt(at); ; code = text.charCodeAt(at)) {
      if (isBreak(code)) {
        found += breakText(text, at);
        at = behindBreak(text, at);
        this.lineStart = at;
      } else if (isBlank(code)) {
        if (code === TAB && at - this.lineStart <= margin) throw new YamlProblem(TAB_INDENT, at);
        at++;
      } else {
        this.at = at;
        return found;
      }
    }
  }

  /** The first character of the line that is no blank. */
  public get margin(): number {
    let at = this.lineStart;
    while (isBlank(this.text.charCodeAt(at))) at++;
    return at;
  }

  private endOfLine(from: number): number {
    let at = from;
    for (let code = this.text.charCodeAt(at); code !== 0 && !isBreak(code); code = this.text.charCodeAt(at)) at++;
    return at;
  }

  private isDocumentMark(at: number): boolean {
    const { text } = this;
    return (text.startsWith('---', at) || text.startsWith('...', at)) && isBlankOrEnd(text.charCodeAt(at + 3));
  }
}

export const NO_END_OF_QUOTES = 'these quotes have no end: close them';
export const TAB_INDENT = 'a tab indents this line, and YAML takes spaces only: write spaces';

const NAME = /[0-9A-Za-z_-]+/y;
const NAME_END = /[?:,\]}%@`]/;

/** `!<…>`, `!!int`, `!own` and a lone `!`; `!e!own` needs a directive, which kubectl never reads. */
const TAG = tagPattern("[-\\w;/?:@&=+$,.!~*'()[\\]%]");

function tagPattern(uri: string): RegExp {
  return new RegExp(`!(?:<(${uri}+)>|!(${uri}+)|(?![-\\w]*!)(${uri}*))`, 'y');
}

export const TAG_PREFIX = 'tag:yaml.org,2002:';

function unescapedUri(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

/** What no text without quotes begins with. */
const NO_PLAIN = '?:,[]{}#&*!|>\'"%@`';

const HEADER = /([|>])(?:([-+])([0-9])?|([0-9])([-+])?)?[ \t]*/y;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ...Object.entries({ 0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r' }),
  ...Object.entries({ e: '\x1b', ' ': ' ', '"': '"', "'": "'", '\\': '\\', N: '\x85', _: '\xa0' }),
  ...Object.entries({ L: '\u2028', P: '\u2029' }),
]);
/** How many digits follow. */
const HEXADECIMAL: ReadonlyMap<string, number> = new Map(Object.entries({ x: 2, u: 4, U: 8 }));

/** What line breaks stand for between the lines of one text: one is a space, of several all but the first remain. */
function folded(breaks: string): string {
  if (!breaks.startsWith('\n')) return breaks;
  return breaks.length === 1 ? ' ' : breaks.slice(1);
}
