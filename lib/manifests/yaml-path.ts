import { aliasTargets } from './yaml-alias';
import type { AliasNode, Entry, YamlNode } from './yaml-node';
import { isMerge, keyName } from './yaml-value';

/** What a path leads to in a document, as far as it goes. */
export interface Found {
  /** The value at the path or, when there is none, the nearest one around it. */
  readonly node: YamlNode;
  /** The pair of a mapping whose value it is. */
  readonly entry?: Entry;
  /** The keys and indexes that led here. */
  readonly keys: readonly (string | number)[];
  /** What of the path is not there. */
  readonly missing: string;
  /** The nodes around it, the nearest last. */
  readonly parents: readonly YamlNode[];
  /** Whether another place of the document reads the same text: by an anchor, an alias or a merge. */
  readonly shared: boolean;
}

/** Follows a path from the root of a document. */
export function follow(root: YamlNode, path: string): Found {
  return new Walk(root).follow(path);
}

class Walk {
  private aliases?: ReadonlyMap<AliasNode, YamlNode>;

  public constructor(private readonly root: YamlNode) {}

  public follow(path: string): Found {
    let found: Found = { node: this.root, keys: [], missing: path, parents: [], shared: false };
    for (;;) {
      const node = this.resolved(found.node);
      const shared = found.shared || found.node.kind === 'alias' || node.anchor !== undefined;
      if (found.missing === '') return { ...found, shared };
      const step = this.step(node, found.missing, found.parents.length === 0);
      if (step === undefined) return { ...found, shared };
      found = {
        node: step.node,
        entry: step.entry,
        keys: [...found.keys, step.key],
        missing: step.rest,
        parents: [...found.parents, node],
        shared: shared || step.merged === true,
      };
    }
  }

  private step(node: YamlNode, path: string, first: boolean): Step | undefined {
    if (node.kind === 'sequence') {
      const [text, index] = /^\[(\d+)\]/.exec(path) ?? [];
      const item = node.items[Number(index)];
      return text === undefined || item === undefined
        ? undefined
        : { node: item, key: Number(index), rest: path.slice(text.length) };
    }
    if (node.kind !== 'mapping') return undefined;
    let best: Step | undefined;
    // the last one of a name is the one that holds, as long as a name is there twice by a merge
    for (const entry of node.entries) {
      if (isMerge(entry.key)) {
        const merged = this.mergedStep(entry.value, path, first);
        if (merged !== undefined && (best === undefined || merged.rest.length <= best.rest.length)) best = merged;
        continue;
      }
      const key = this.resolved(entry.key);
      const name = key.kind === 'scalar' ? keyName(key) : undefined;
      if (name === undefined) continue;
      const length = lengthOf(name, path, first);
      if (length === undefined) continue;
      const step = { node: entry.value, entry, key: name, rest: path.slice(length) };
      if (best === undefined || step.rest.length <= best.rest.length) best = step;
    }
    return best;
  }

  private mergedStep(value: YamlNode, path: string, first: boolean): Step | undefined {
    const target = this.resolved(value);
    const sources = target.kind === 'sequence' ? target.items : [target];
    for (const source of sources) {
      const step = this.step(this.resolved(source), path, first);
      if (step !== undefined) return { ...step, merged: true };
    }
    return undefined;
  }

  /** What an alias stands for. */
  private resolved(node: YamlNode): YamlNode {
    if (node.kind !== 'alias') return node;
    this.aliases ??= aliasTargets(this.root);
    return this.aliases.get(node) ?? node;
  }
}

/** The characters that a person should look at: the value, or the key where the value is long or missing. */
export function rangeOf({ node, entry, missing }: Found): { readonly start: number; readonly end: number } {
  const short =
    missing === '' && (node.kind === 'alias' || (node.kind === 'scalar' ? isInline(node.style) : node.flow));
  if (short) return node;
  if (entry !== undefined) return entry.key;
  const [first] = node.kind === 'mapping' ? node.entries : [];
  return first === undefined ? node : first.key;
}

function isInline(style: string): boolean {
  return style !== 'block' && style !== 'empty';
}

interface Step {
  readonly node: YamlNode;
  readonly entry?: Entry;
  readonly key: string | number;
  readonly rest: string;
  readonly merged?: boolean;
}

/** How much of the path names that key: in brackets it may hold whatever it likes. */
function lengthOf(key: string, path: string, first: boolean): number | undefined {
  for (const spelling of [`[${key}]`, first ? key : `.${key}`]) {
    if (!path.startsWith(spelling)) continue;
    const next = path[spelling.length];
    if (next === undefined || next === '.' || next === '[') return spelling.length;
  }
  return undefined;
}
