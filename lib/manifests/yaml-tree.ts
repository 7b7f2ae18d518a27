import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import { problemOf, YamlProblem } from './yaml-problem';

/** Objects of Kubernetes nest a few dozen levels deep at most. */
const DEEPEST = 250;

interface Properties {
  /** Where the node begins, without its tag and anchor, and behind its last character. */
  readonly start: number;
  readonly end: number;
  /** As it is written: `!!int`. */
  readonly tag?: string;
  readonly anchor?: string;
}

export interface ScalarNode extends Properties {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'single' | 'double' | 'block' | 'empty';
}

export interface SequenceNode extends Properties {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface MappingNode extends Properties {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface AliasNode extends Properties {
  readonly kind: 'alias';
  readonly name: string;
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** The documents of a text as they are written, with the places of all nodes. Throws a `YamlProblem`. */
export function yamlTrees(text: string): YamlNode[] {
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: DEEPEST });
  } catch (error) {
    throw problemOf(error);
  }
  return new TreeBuilder(text, events).documents();
}

class TreeBuilder {
  private next = 0;
  /** Where the node before ended: an empty node has no place of its own. */
  private reached = 0;

  public constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {}

  public documents(): YamlNode[] {
    const documents: YamlNode[] = [];
    while (this.next < this.events.length) {
      this.next++;
      documents.push(this.node());
      this.next++;
    }
    return documents;
  }

  private node(): YamlNode {
    const event = this.events[this.next++];
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalar(event);
      case EVENT_ID.ALIAS: {
        this.reached = event.anchorEnd;
        const name = this.text.slice(event.anchorStart, event.anchorEnd);
        return { kind: 'alias', name, start: event.anchorStart - 1, end: event.anchorEnd };
      }
      case EVENT_ID.SEQUENCE: {
        const flow = event.style === COLLECTION_STYLE.FLOW;
        this.reached = event.start;
        const items: YamlNode[] = [];
        while (!this.atPop()) items.push(this.node());
        const end = this.endOf(flow, event.start, items);
        return { kind: 'sequence', flow, items, start: event.start, end, ...this.properties(event) };
      }
      case EVENT_ID.MAPPING: {
        const flow = event.style === COLLECTION_STYLE.FLOW;
        this.reached = event.start;
        const entries: Entry[] = [];
        while (!this.atPop()) entries.push({ key: this.node(), value: this.node() });
        const last = entries[entries.length - 1];
        const end = this.endOf(flow, event.start, last === undefined ? [] : [last.value]);
        return { kind: 'mapping', flow, entries, start: event.start, end, ...this.properties(event) };
      }
      default:
        throw new YamlProblem('it is no YAML', this.reached);
    }
  }

  private atPop(): boolean {
    if (this.events[this.next].type !== EVENT_ID.POP) return false;
    this.next++;
    return true;
  }

  private scalar(event: ScalarEvent): ScalarNode {
    const { valueStart, valueEnd } = event;
    const properties = this.properties(event);
    if (valueStart < 0) {
      const at = Math.max(this.reached, event.tagEnd, event.anchorEnd);
      this.reached = at;
      return { kind: 'scalar', text: '', style: 'empty', start: at, end: at, ...properties };
    }
    const text = getScalarValue(this.text, event);
    const style = STYLES[event.style];
    const quote = style === 'single' || style === 'double' ? 1 : 0;
    const start = style === 'block' ? blockHeader(this.text, valueStart) : valueStart - quote;
    this.reached = valueEnd + quote;
    return { kind: 'scalar', text, style, start, end: valueEnd + quote, ...properties };
  }

  private properties({
    tagStart,
    tagEnd,
    anchorStart,
    anchorEnd,
  }: Exclude<NodeEvent, { type: typeof EVENT_ID.ALIAS }>) {
    return {
      ...(tagStart < 0 ? {} : { tag: this.text.slice(tagStart, tagEnd) }),
      ...(anchorStart < 0 ? {} : { anchor: this.text.slice(anchorStart, anchorEnd) }),
    };
  }

  /** Events do not say where a collection ends: in flow style it is behind its bracket. */
  private endOf(flow: boolean, start: number, children: readonly YamlNode[]): number {
    const last = children[children.length - 1];
    let end = last === undefined ? start + 1 : Math.max(last.end, start);
    if (flow && isBracket(this.text, start)) {
      SPACE_AND_COMMENTS.lastIndex = end;
      SPACE_AND_COMMENTS.exec(this.text);
      end = SPACE_AND_COMMENTS.lastIndex + 1;
    }
    this.reached = end;
    return end;
  }
}

type NodeEvent = Extract<Event, { readonly anchorStart: number; readonly tagStart: number }>;

const STYLES = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'block',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'block',
} as const;

const SPACE_AND_COMMENTS = /(?:[\s,]+|(?<=\s)#[^\r\n]*)*/y;

/** A pair in a list, `[a: b]`, is a mapping without brackets. */
function isBracket(text: string, at: number): boolean {
  return text[at] === '{' || text[at] === '[';
}

/** Where the `|` or `>` stands whose text begins at that offset. */
function blockHeader(text: string, valueStart: number): number {
  const lineEnd = text.lastIndexOf('\n', valueStart - 1);
  const lineStart = text.lastIndexOf('\n', lineEnd - 1) + 1;
  const header = /[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?\r?$/.exec(text.slice(lineStart, lineEnd));
  return header === null ? valueStart : lineStart + header.index;
}
