import { hasField } from './workload';
import { aliasTargets } from './yaml-alias';
import type { AliasNode, MappingNode, ScalarNode, YamlNode } from './yaml-node';
import { quotation, YamlProblem } from './yaml-problem';
import { keyText, plainScalar, type Scalar, taggedScalar } from './yaml-scalar';
import { TAG_PREFIX } from './yaml-scanner';
import { DEEPEST, NO_KEY, TOO_DEEP } from './yaml-tree';

/** The value of a document, as go-yaml v2 and the JSON that is made of it have it. Throws a `YamlProblem`. */
export function yamlValue(root: YamlNode): unknown {
  return new Composer(root).value(root);
}

class Composer {
  private aliases?: ReadonlyMap<AliasNode, YamlNode>;
  /** The aliases that are being written out. */
  private readonly open = new Set<AliasNode>();
  private depth = 0;
  /** How many values were read, the document being one, and how many of them for aliases. */
  private read = 1;
  private readForAliases = 0;

  public constructor(private readonly root: YamlNode) {}

  public value(node: YamlNode): unknown {
    this.count(node);
    if (node.kind === 'scalar') return finite(scalarValue(node), node.start);
    if (node.kind === 'alias') return this.expanded(node, (target) => this.value(target));
    if (++this.depth > DEEPEST) throw new YamlProblem(TOO_DEEP, node.start);
    const value = node.kind === 'sequence' ? node.items.map((item) => this.value(item)) : this.mapping(node, {});
    this.depth--;
    return value;
  }

  /** A few lines with aliases can make billions of values: go-yaml has this limit. */
  private count({ start }: YamlNode): void {
    this.read++;
    if (this.open.size === 0) return;
    this.readForAliases++;
    if (this.readForAliases <= 100 || this.read <= 1000) return;
    if (this.readForAliases / this.read > sharedAtMost(this.read)) {
      throw new YamlProblem('nearly all of this document comes from its aliases: write them out', start);
    }
  }

  private target(node: AliasNode): YamlNode {
    this.aliases ??= aliasTargets(this.root);
    const target = this.aliases.get(node);
    if (target === undefined) {
      const message = 'this alias (*…) names no anchor (&…) that stands before it in the same document';
      throw new YamlProblem(message, node.start);
    }
    return target;
  }

  private expanded<T>(node: AliasNode, read: (target: YamlNode) => T): T {
    const target = this.target(node);
    if (this.open.has(node)) throw new YamlProblem('this alias stands for something that holds it', node.start);
    this.open.add(node);
    const value = read(target);
    this.open.delete(node);
    return value;
  }

  private mapping(node: MappingNode, into: Record<string, unknown>): Record<string, unknown> {
    const written = node.entries.some(({ key }) => isMerge(key)) ? new Set<string>() : undefined;
    for (const { key, value } of node.entries) {
      if (isMerge(key)) {
        this.merge(value, into);
        continue;
      }
      const name = this.key(key);
      const isThere = written === undefined ? into[name] !== undefined && hasField(into, name) : written.has(name);
      if (isThere) {
        throw new YamlProblem(`the key ${quotation(name)} stands here a second time: keep one of them`, key.start);
      }
      written?.add(name);
      define(into, name, this.value(value));
    }
    return into;
  }

  private key(node: YamlNode): string {
    this.count(node);
    if (node.kind === 'alias') return this.expanded(node, (target) => this.key(target));
    const name = node.kind === 'scalar' ? keyName(node) : undefined;
    if (name === undefined) throw new YamlProblem(NO_KEY, node.start);
    return name;
  }

  /** What `<<` brings in, which overwrites what stands before it: so go-yaml does it. */
  private merge(node: YamlNode, into: Record<string, unknown>): void {
    // the first one wins
    if (node.kind === 'sequence') for (const item of [...node.items].reverse()) this.mergeOne(item, into);
    else this.mergeOne(node, into);
  }

  private mergeOne(node: YamlNode, into: Record<string, unknown>): void {
    const target = node.kind === 'alias' ? this.target(node) : node;
    if (target.kind !== 'mapping') {
      throw new YamlProblem('<< takes a mapping, an alias of one, or a list of these', node.start);
    }
    for (const [name, each] of Object.entries(this.value(node) as object)) define(into, name, each);
  }
}

const FEW = 400_000;
const MANY = 4_000_000;

/** How much of a document may come from aliases, by how many values were read. */
function sharedAtMost(read: number): number {
  return 0.99 - 0.89 * Math.min(1, Math.max(0, (read - FEW) / (MANY - FEW)));
}

export function isMerge(node: YamlNode): boolean {
  if (node.kind !== 'scalar' || node.text !== '<<') return false;
  return node.tag === undefined ? node.style === 'plain' : node.tag === '!' || node.tag === `${TAG_PREFIX}merge`;
}

/** What a scalar is called as a key; `undefined` where it cannot be one. */
export function keyName(node: ScalarNode): string | undefined {
  return keyText(node.text, scalarValue(node));
}

function scalarValue({ text, style, tag, start }: ScalarNode): Scalar {
  if (tag === undefined) return style === 'plain' || style === 'empty' ? plainScalar(text) : text;
  if (!tag.startsWith(TAG_PREFIX)) return text;
  const value = taggedScalar(tag.slice(TAG_PREFIX.length), text);
  if (value === undefined) {
    throw new YamlProblem(`${quotation(text)} does not fit its tag !!${tag.slice(TAG_PREFIX.length)}`, start);
  }
  return value;
}

function finite(value: Scalar, at: number): Scalar {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new YamlProblem('this is a number that JSON, and so Kubernetes, does not have: quote it if it is a text', at);
}

function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}
