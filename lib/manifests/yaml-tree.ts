import {
  AMPERSAND,
  APOSTROPHE,
  ASTERISK,
  BAR,
  BRACE,
  BRACE_END,
  BRACKET,
  BRACKET_END,
  COLON,
  COMMA,
  DASH,
  EXCLAMATION,
  GREATER,
  PERCENT,
  QUESTION,
  QUOTE,
  TAB,
} from './yaml-characters';
import { type Entry, type MappingNode, type SequenceNode, scalarNode, type YamlNode } from './yaml-node';
import { YamlProblem } from './yaml-problem';
import { NO_END_OF_QUOTES, TAB_INDENT, YamlScanner } from './yaml-scanner';

/** A document as it is written, with the places of all nodes, as go-yaml v2 takes it apart. Throws a `YamlProblem`. */
export function yamlTree(document: string): YamlNode {
  return new TreeReader(document).document();
}

/** Objects of Kubernetes nest a few dozen levels deep at most. */
export const DEEPEST = 250;
export const TOO_DEEP = 'it nests deeper than any object of Kubernetes: split it';

type Properties = Pick<YamlNode, 'tag' | 'anchor'>;

const NONE: Properties = {};

class TreeReader {
  private readonly scanner: YamlScanner;
  private depth = 0;
  /** Where the innermost bracket is opened. */
  private opened = 0;

  public constructor(text: string) {
    this.scanner = new YamlScanner(text);
  }

  public document(): YamlNode {
    const { scanner } = this;
    if (scanner.text.startsWith('---', scanner.at)) {
      MARK.lastIndex = scanner.at;
      if (!MARK.test(scanner.text)) {
        throw new YamlProblem('kubectl takes nothing but a comment behind ---: write it in the next line', scanner.at);
      }
      scanner.at = MARK.lastIndex;
      scanner.lineStart = MARK.lastIndex;
    }
    const start = scanner.at;
    scanner.next();
    if (scanner.code === PERCENT && scanner.column < 0) {
      throw new YamlProblem('kubectl takes no directives: delete this line', scanner.at);
    }
    const isEmpty = scanner.column < 0;
    const root = this.blockNode(false, start);
    scanner.next();
    if (scanner.column >= 0) {
      throw root.kind === 'scalar' ? new YamlProblem(VALUE_ENDS, scanner.at) : this.unexpected(root);
    }
    while (!isEmpty && scanner.column < 0 && scanner.text.startsWith('...', scanner.at)) {
      scanner.at += 3;
      scanner.next();
    }
    if (scanner.code !== 0) {
      throw new YamlProblem('kubectl reads nothing that follows here: begin a document with ---', scanner.at);
    }
    return root;
  }

  /**
   * @param takesList Whether a list may stand no further right than the key to which it belongs.
   * @param behind Where the node is when it has no content.
   */
  private blockNode(takesList: boolean, behind: number): YamlNode {
    const { scanner } = this;
    let outer = NONE;
    let own = NONE;
    let at = behind;
    let key = -1;
    let column = -1;
    for (;;) {
      if (scanner.column <= scanner.indent && !this.isContentAtMargin(takesList)) {
        return this.empty(at, this.joined(outer, own));
      }
      if (scanner.mayBeKey) {
        // what stands in lines above belongs to the collection that a key may begin here
        outer = this.joined(outer, own);
        own = NONE;
        key = scanner.at;
        ({ column } = scanner);
      }
      const property = this.property();
      if (property === undefined) break;
      own = this.joined(own, property);
      ({ at } = scanner);
      scanner.next();
    }
    const { code } = scanner;
    if (scanner.mayBeKey) {
      if (code === DASH && scanner.isMark(DASH)) return this.blockSequence(outer);
      if (code === QUESTION && scanner.isMark(QUESTION)) return this.blockMapping(column, outer);
    }
    if (code === BAR || code === GREATER) return { ...scanner.block(), ...this.joined(outer, own) };
    const node = this.keyOrContent(own, at);
    if (key >= 0 && scanner.takeColon(key)) return this.blockMapping(column, outer, node);
    return outer === NONE ? node : { ...node, ...this.joined(outer, own) };
  }

  /** Whether what stands no further right than the block around belongs to the node all the same. */
  private isContentAtMargin(takesList: boolean): boolean {
    const { scanner } = this;
    if (scanner.column < 0 || scanner.column < scanner.indent) return false;
    return (takesList && scanner.isMark(DASH)) || scanner.code === BAR || scanner.code === GREATER;
  }

  /** What can be a key: an anchor or a tag alone can, when a colon follows. */
  private keyOrContent(own: Properties, behind: number): YamlNode {
    if (own !== NONE && this.scanner.isMark(COLON)) return this.empty(behind, own);
    this.scanner.mayBeKey = false;
    return this.content(own);
  }

  /** Everything that a bracket, a quote or a mark ends. */
  private content(own: Properties): YamlNode {
    const { scanner } = this;
    const { code } = scanner;
    let node: YamlNode;
    if (code === QUOTE || code === APOSTROPHE) node = scanner.quoted();
    else if (code === BRACKET) node = this.flowSequence();
    else if (code === BRACE) node = this.flowMapping();
    else if (code === ASTERISK && own === NONE) return this.alias();
    else if (scanner.isPlain()) node = scanner.plain();
    else throw this.unexpected();
    return own === NONE ? node : { ...node, ...own };
  }

  private alias(): YamlNode {
    const start = this.scanner.at;
    const name = this.scanner.name();
    return { kind: 'alias', start, end: this.scanner.at, name };
  }

  /** An anchor or a tag. */
  private property(): Properties | undefined {
    const { scanner } = this;
    const { code } = scanner;
    if (code !== AMPERSAND && code !== EXCLAMATION) return undefined;
    scanner.mayBeKey = false;
    return code === AMPERSAND ? { anchor: scanner.name() } : { tag: scanner.tag() };
  }

  private joined(one: Properties, other: Properties): Properties {
    if (one === NONE) return other;
    if (other === NONE) return one;
    const isTwice = Object.keys(one).some((name) => name in other);
    if (isTwice) throw new YamlProblem('a value has one anchor and one tag at most', this.scanner.at);
    return { ...one, ...other };
  }

  private empty(at: number, properties: Properties): YamlNode {
    const node = scalarNode('', 'empty', at, at);
    return properties === NONE ? node : { ...node, ...properties };
  }

  private deeper(): void {
    if (++this.depth > DEEPEST) {
      throw new YamlProblem(TOO_DEEP, this.scanner.at);
    }
  }

  private blockSequence(properties: Properties): SequenceNode {
    const { scanner } = this;
    this.deeper();
    const around = scanner.indent;
    const { at: start, column } = scanner;
    scanner.indent = column;
    const items: YamlNode[] = [];
    do {
      const behind = ++scanner.at;
      scanner.mayBeKey = true;
      scanner.next();
      items.push(this.blockNode(false, behind));
      scanner.next();
    } while (scanner.column === column && scanner.isMark(DASH));
    // a list at the margin of its key ends where the next key begins
    if (scanner.column > column || (scanner.column === column && around !== column)) {
      throw this.unexpected(items[items.length - 1]);
    }
    scanner.indent = around;
    this.depth--;
    const { end } = items[items.length - 1];
    return { kind: 'sequence', start, end, tag: properties.tag, anchor: properties.anchor, flow: false, items };
  }

  /** @param first The first key, when the scanner is behind its colon. */
  private blockMapping(column: number, properties: Properties, first?: YamlNode): MappingNode {
    const { scanner } = this;
    this.deeper();
    const around = scanner.indent;
    const start = first?.start ?? scanner.at;
    scanner.indent = column;
    const entries: Entry[] = [];
    let key = first;
    do {
      if (key === undefined && scanner.isMark(QUESTION)) {
        entries.push(this.explicitEntry(column));
      } else {
        key ??= this.blockKey();
        scanner.mayBeKey = false;
        entries.push({ key, value: this.valueBehindMark() });
      }
      key = undefined;
      scanner.next();
    } while (scanner.column === column);
    const last = entries[entries.length - 1].value;
    if (scanner.column > column) throw this.unexpected(last);
    scanner.indent = around;
    this.depth--;
    return {
      kind: 'mapping',
      start,
      end: last.end,
      tag: properties.tag,
      anchor: properties.anchor,
      flow: false,
      entries,
    };
  }

  /** A key and its colon. */
  private blockKey(): YamlNode {
    const { scanner } = this;
    const start = scanner.at;
    let own = NONE;
    let behind = start;
    for (let property = this.property(); property !== undefined; property = this.property()) {
      own = this.joined(own, property);
      behind = scanner.at;
      scanner.next();
    }
    const key = this.keyOrContent(own, behind);
    if (!scanner.takeColon(start)) {
      const quotes = scanner.openQuotes;
      throw quotes === undefined
        ? new YamlProblem("this line is no 'key: value', and no continuation of the line above", start)
        : new YamlProblem(NO_END_OF_QUOTES, quotes);
    }
    return key;
  }

  /** `? key` and, in a line of its own, `: value`. */
  private explicitEntry(column: number): Entry {
    const { scanner } = this;
    scanner.at++;
    scanner.mayBeKey = true;
    const key = this.valueBehindMark();
    scanner.next();
    if (scanner.column !== column || !scanner.isMark(COLON)) return { key, value: this.empty(key.end, NONE) };
    scanner.at++;
    scanner.mayBeKey = true;
    return { key, value: this.valueBehindMark() };
  }

  private valueBehindMark(): YamlNode {
    const behind = this.scanner.at;
    this.scanner.next();
    return this.blockNode(true, behind);
  }

  private flowSequence(): SequenceNode {
    const start = this.scanner.at;
    const items: YamlNode[] = [];
    const end = this.flowCollection(BRACKET_END, () => {
      const { key, value } = this.flowEntry(BRACKET_END);
      if (value === undefined) items.push(key);
      else items.push({ kind: 'mapping', start: key.start, end: value.end, flow: true, entries: [{ key, value }] });
    });
    return { kind: 'sequence', start, end, tag: undefined, anchor: undefined, flow: true, items };
  }

  private flowMapping(): MappingNode {
    const start = this.scanner.at;
    const entries: Entry[] = [];
    const end = this.flowCollection(BRACE_END, () => {
      const { code, at } = this.scanner;
      // nearly always a template, of which nothing further on makes sense
      if (code === BRACE || code === BRACKET) throw new YamlProblem(NO_KEY, at);
      const { key, value } = this.flowEntry(BRACE_END);
      entries.push({ key, value: value ?? this.empty(key.end, NONE) });
    });
    return { kind: 'mapping', start, end, tag: undefined, anchor: undefined, flow: true, entries };
  }

  /** From one bracket to the other, behind which it ends. */
  private flowCollection(close: number, takeEntry: () => void): number {
    const { scanner, opened } = this;
    this.deeper();
    this.opened = scanner.at;
    scanner.flowLevel++;
    do {
      scanner.at++;
      scanner.mayBeKey = true;
      scanner.next();
      if (scanner.code === close) break;
      takeEntry();
      scanner.next();
    } while (scanner.code === COMMA);
    if (scanner.code !== close) throw this.unclosed();
    scanner.at++;
    scanner.flowLevel--;
    scanner.mayBeKey = false;
    this.opened = opened;
    this.depth--;
    return scanner.at;
  }

  /** A key with its value, or something else alone. */
  private flowEntry(close: number): { readonly key: YamlNode; readonly value?: YamlNode } {
    const { scanner } = this;
    const start = scanner.at;
    const isExplicit = scanner.code === QUESTION;
    if (isExplicit) {
      scanner.at++;
      scanner.mayBeKey = false;
      scanner.next();
    }
    const key = this.flowNode();
    if (isExplicit) {
      scanner.next();
      if (!this.takeFlowColon()) return { key, value: this.empty(key.end, NONE) };
    } else if (!scanner.takeColon(start)) {
      return { key };
    }
    scanner.mayBeKey = false;
    const behind = scanner.at;
    scanner.next();
    const { code } = scanner;
    return { key, value: code === COMMA || code === close ? this.empty(behind, NONE) : this.flowNode() };
  }

  private takeFlowColon(): boolean {
    const { scanner } = this;
    const isThere = scanner.code === COLON;
    if (isThere) scanner.at++;
    return isThere;
  }

  private flowNode(): YamlNode {
    const { scanner } = this;
    let own = NONE;
    let behind = scanner.at;
    for (let property = this.property(); property !== undefined; property = this.property()) {
      own = this.joined(own, property);
      behind = scanner.at;
      scanner.next();
    }
    if (scanner.column < 0) throw this.unclosed();
    if (own !== NONE && FLOW_ENDS.includes(scanner.code)) return this.empty(behind, own);
    scanner.mayBeKey = false;
    return this.content(own);
  }

  /** What is left open is noticed where something else begins, often many lines below. */
  private unclosed(): YamlProblem {
    const { scanner, opened } = this;
    const quotes = scanner.openQuotes;
    if (quotes !== undefined) return new YamlProblem(NO_END_OF_QUOTES, quotes);
    const isBelow = opened < scanner.lineStart && scanner.margin - scanner.lineStart <= Math.max(scanner.indent, 0);
    return isBelow || scanner.column < 0
      ? new YamlProblem('this bracket is not closed: close it', opened)
      : new YamlProblem('a comma is missing between the entries of {…} or […]', scanner.at);
  }

  /** @param before What stands before that which does not belong here. */
  private unexpected(before?: YamlNode): YamlProblem {
    const { scanner } = this;
    const { at, margin, openQuotes: quotes } = scanner;
    if (quotes !== undefined) return new YamlProblem(NO_END_OF_QUOTES, quotes);
    if (scanner.code === TAB) return new YamlProblem(TAB_INDENT, at);
    if (before !== undefined && (margin === at || before.start < scanner.lineStart)) {
      return new YamlProblem('this line does not line up with those above', margin);
    }
    if (scanner.flowLevel > 0 && scanner.code === 0) return this.unclosed();
    if (scanner.isMark(COLON)) return new YamlProblem("a text that holds ': ' needs quotes", at);
    if (before !== undefined) return new YamlProblem(VALUE_ENDS, at);
    return new YamlProblem(`a value cannot begin with ${scanner.text[at]}: quote the text`, at);
  }
}

/** With the byte order mark of a file that was put behind another one. */
const MARK = /---(?:[^\S\n]|\x85)*(?:#[^\n]*)?\n\ufeff?/y;
const FLOW_ENDS: readonly number[] = [COLON, COMMA, BRACKET_END, BRACE_END];

const VALUE_ENDS = 'here the value has ended: quote a text as a whole';
export const NO_KEY = 'a key is a text: quote it; a template has to be rendered first';
