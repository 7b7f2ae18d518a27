import type { YamlNode } from '../manifests/yaml-node';
import { type Found, follow } from '../manifests/yaml-path';
import type { Mend } from '../rules/rule';
import type { Edit } from './edit';
import { type Collection, removalEdits } from './yaml-removal';
import { YamlWriter } from './yaml-writer';

/** What the value of a document is to be after a change. */
export interface Change {
  readonly keys: readonly (string | number)[];
  readonly mend: Mend;
}

/** Fields that mean nothing when they hold nothing: they go with the last thing in them. */
const NOTHING_WHEN_EMPTY = new Set([
  'annotations',
  'capabilities',
  'dnsConfig',
  'metadata',
  'nodeSelector',
  'scheduling',
  'securityContext',
  'tolerations',
  'windowsOptions',
]);

/** Whether a change can be written into a document at all. */
export function canBeMended(text: string, root: YamlNode, path: string, mend: Mend): boolean {
  const plan = new MendPlan(text, root);
  return plan.take(path, mend) && plan.edits() !== undefined;
}

/**
 * Changes of one document that are made together. Those are left out that cannot be made without touching more: in what
 * several places share, in block texts, beside comments that would be lost.
 */
export class MendPlan {
  private readonly writer: YamlWriter;
  private readonly written: Edit[] = [];
  private readonly removed = new Map<Collection, { readonly around: Found; readonly indexes: Set<number> }>();
  private readonly wished: { readonly change: Change; readonly at: number }[] = [];

  public constructor(
    private readonly text: string,
    private readonly root: YamlNode,
  ) {
    this.writer = new YamlWriter(text, root);
  }

  /** Whether the change is among those that are made. */
  public take(path: string, mend: Mend): boolean {
    const found = follow(this.root, path);
    if (path === '' || found.shared) return false;
    if ('remove' in mend) return found.missing === '' && !isAnchored(found.node) && this.remove(found);
    const names = found.missing === '' ? [] : namesIn(found.missing, found.parents.length === 0);
    const edit =
      found.missing === ''
        ? this.writer.replacement(found, mend.set)
        : names && this.writer.addition(found.node, names, mend.set);
    if (edit === undefined || names === undefined) return false;
    this.written.push(edit);
    this.wished.push({ change: { keys: [...found.keys, ...names], mend }, at: edit.start });
    return true;
  }

  /** How to write the changes; `undefined` when one of them cannot be written. */
  public edits(): Edit[] | undefined {
    const edits = [...this.written];
    for (const [from, { around, indexes }] of this.removed) {
      const holder = around.parents[around.parents.length - 2];
      const here = removalEdits(this.text, { from, holder, indexes });
      if (here === undefined) return undefined;
      edits.push(...here);
    }
    return edits;
  }

  /** The changes, the last of the document first: so that none moves the entries of a list that another one names. */
  public changes(): Change[] {
    return [...this.wished].sort((one, other) => other.at - one.at).map(({ change }) => change);
  }

  private remove(found: Found): boolean {
    const { keys, parents } = found;
    const from = parents[parents.length - 1];
    if (from?.kind !== 'mapping' && from?.kind !== 'sequence') return false;
    const index =
      from.kind === 'mapping'
        ? from.entries.findIndex(({ value }) => value === found.node)
        : from.items.indexOf(found.node);
    const { indexes } = this.removed.get(from) ?? { indexes: new Set<number>() };
    this.removed.set(from, { around: found, indexes: indexes.add(index) });
    this.wished.push({ change: { keys, mend: { remove: true } }, at: found.node.start });
    const name = keys[keys.length - 2];
    const isEmpty = indexes.size === (from.kind === 'mapping' ? from.entries : from.items).length;
    if (!isEmpty || typeof name !== 'string' || !NOTHING_WHEN_EMPTY.has(name)) return true;
    this.removed.delete(from);
    return this.remove({ ...found, node: from, keys: keys.slice(0, -1), parents: parents.slice(0, -1) });
  }
}

/** Whether another place may read what stands here. */
function isAnchored(node: YamlNode): boolean {
  if (node.kind === 'alias') return false;
  if (node.anchor !== undefined) return true;
  if (node.kind === 'sequence') return node.items.some(isAnchored);
  return node.kind === 'mapping' && node.entries.some(({ key, value }) => isAnchored(key) || isAnchored(value));
}

/** The fields that a path names; `undefined` when it asks for an entry of a list. */
function namesIn(path: string, first: boolean): string[] | undefined {
  const names: string[] = [];
  NAME.lastIndex = 0;
  const whole = first && !path.startsWith('[') ? `.${path}` : path;
  while (NAME.lastIndex < whole.length) {
    const [, field, key] = NAME.exec(whole) ?? [];
    const name = field ?? key;
    if (name === undefined || (key !== undefined && /^\d+$/.test(key))) return undefined;
    names.push(name);
  }
  return names;
}

const NAME = /\.([^.[\]]+)|\[([^\]]+)\]/y;
