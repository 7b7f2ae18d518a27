import { YamlProblem } from './yaml-problem';
import { plainScalar, type Scalar, taggedScalar } from './yaml-scalar';
import type { MappingNode, ScalarNode, YamlNode } from './yaml-tree';

/** What the aliases of one document may expand to: a few lines can make billions of values. */
const MOST_VALUES = 500_000;

/** A tag that go-yaml leaves alone on a collection. */
const COLLECTION_TAGS = new Set(['map', 'seq', 'set', 'omap', 'pairs']);

const TAG_PREFIX = 'tag:yaml.org,2002:';

/** The value of a document, as go-yaml v2 and the JSON that is made of it have it. Throws a `YamlProblem`. */
export function yamlValue(root: YamlNode): unknown {
  return new Composer().value(root);
}

interface Anchor {
  readonly value: unknown;
  readonly node: YamlNode;
  /** How many values it holds, those of its aliases included. */
  readonly size: number;
}

class Composer {
  private readonly anchors = new Map<string, Anchor | undefined>();
  private size = 0;

  public value(node: YamlNode): unknown {
    if (node.kind === 'alias') return this.anchored(node.name, node.start).value;
    const before = this.size++;
    const { anchor } = node;
    // an alias inside of what it stands for has no end
    if (anchor !== undefined) this.anchors.set(anchor, undefined);
    const value = node.kind === 'scalar' ? scalarValue(node) : this.collection(node);
    if (anchor !== undefined) this.anchors.set(anchor, { value, node, size: this.size - before });
    return value;
  }

  private anchored(name: string, at: number): Anchor {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) {
      const message = this.anchors.has(name)
        ? 'this alias stands for something that holds it'
        : 'this alias (*…) names no anchor (&…) that stands before it in the same document';
      throw new YamlProblem(message, at);
    }
    this.size += anchor.size;
    if (this.size > MOST_VALUES)
      throw new YamlProblem(`its aliases expand to more than ${MOST_VALUES} values: write them out`, at);
    return anchor;
  }

  private collection(node: Exclude<YamlNode, { kind: 'scalar' | 'alias' }>): unknown {
    const { tag } = node;
    if (tag !== undefined && tag !== '!' && !COLLECTION_TAGS.has(shortTag(tag))) throw unknownTag(tag, node.start);
    return node.kind === 'sequence' ? node.items.map((item) => this.value(item)) : this.mapping(node);
  }

  private mapping(node: MappingNode): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const written = new Map<string, YamlNode>();
    for (const { key, value } of node.entries) {
      if (isMerge(key)) {
        this.merge(value, result);
        continue;
      }
      const name = this.key(key);
      if (written.has(name))
        throw new YamlProblem(`the key '${name}' stands here a second time: keep one of them`, key.start);
      written.set(name, key);
      define(result, name, this.value(value));
    }
    return result;
  }

  private key(node: YamlNode): string {
    const value = this.value(node);
    if (value === null || typeof value === 'object') {
      throw new YamlProblem('a key is a text: quote it; a template has to be rendered first', node.start);
    }
    return String(value);
  }

  /** What `<<` brings in, which overwrites what stands before it: so go-yaml does it. */
  private merge(node: YamlNode, into: Record<string, unknown>): void {
    const target = node.kind === 'alias' ? this.anchored(node.name, node.start).node : node;
    if (node.kind === 'sequence') {
      // the first one wins
      for (const item of [...node.items].reverse()) this.merge(item, into);
    } else if (target.kind === 'mapping') {
      const value = node.kind === 'alias' ? this.anchors.get(node.name)?.value : this.value(node);
      for (const [name, each] of Object.entries(value as object)) define(into, name, each);
    } else {
      throw new YamlProblem('<< takes a mapping, an alias of one, or a list of these', node.start);
    }
  }
}

export function isMerge(node: YamlNode): boolean {
  return (
    node.kind === 'scalar' && node.text === '<<' && (node.style === 'plain' || shortTag(node.tag ?? '') === 'merge')
  );
}

function scalarValue({ text, style, tag, start }: ScalarNode): Scalar {
  if (tag === undefined) return finite(style === 'plain' || style === 'empty' ? plainScalar(text) : text, start);
  if (tag === '!') return text;
  const short = shortTag(tag);
  if (!isScalarTag(short)) throw unknownTag(tag, start);
  const value = taggedScalar(short, text);
  if (value === undefined) throw new YamlProblem(`'${text}' does not fit its tag ${tag}`, start);
  return finite(value, start);
}

function finite(value: Scalar, at: number): Scalar {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new YamlProblem('this is a number that JSON, and so Kubernetes, does not have: quote it if it is a text', at);
}

function isScalarTag(tag: string): boolean {
  return ['str', 'int', 'float', 'bool', 'null', 'timestamp', 'binary'].includes(tag);
}

/** `int` for `!!int` and for the same tag in full; other tags as they are. */
function shortTag(tag: string): string {
  if (tag.startsWith('!!')) return tag.slice(2);
  if (tag.startsWith(`!<${TAG_PREFIX}`)) return tag.slice(2 + TAG_PREFIX.length, -1);
  return tag;
}

function unknownTag(tag: string, at: number): UnknownTag {
  return new UnknownTag(
    `Kubernetes knows no tag ${tag}: delete it, or let the tool that knows it write the manifest first`,
    at,
  );
}

/** A tag of some other program. */
export class UnknownTag extends YamlProblem {}

function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}
