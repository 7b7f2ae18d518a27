import { type Found, follow } from '../manifests/yaml-path';
import { plainScalar } from '../manifests/yaml-scalar';
import type { MappingNode, SequenceNode, YamlNode } from '../manifests/yaml-tree';
import type { Mend } from '../rules/rule';
import type { Edit } from './edit';

/** What the value of the document is to be after a change. */
export interface Change {
  readonly edits: readonly Edit[];
  readonly keys: readonly (string | number)[];
  readonly mend: Mend;
}

/**
 * How to write a change into a document, or nothing where it cannot be done without touching more: in what several places
 * share, in block texts, beside comments that would lose their place.
 */
export function changeOf(text: string, root: YamlNode, path: string, mend: Mend): Change | undefined {
  const found = follow(root, path);
  if (path === '' || found.shared) return undefined;
  const editor = new Editor(text, root);
  if ('remove' in mend) {
    const edits = found.missing === '' ? editor.removal(found) : undefined;
    return edits && { edits, keys: found.keys, mend };
  }
  if (found.missing === '') {
    const edits = editor.replacement(found, mend.set);
    return edits && { edits, keys: found.keys, mend };
  }
  const names = namesIn(found.missing, found.parents.length === 0);
  const edit = names && editor.addition(found.node, names, mend.set);
  return edit && { edits: [edit], keys: [...found.keys, ...names], mend };
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
const SPACES_AND_COMMENT = /[ \t]*(?:(?<=[ \t])#[^\r\n]*)?(?:\r?\n|$)/y;

class Editor {
  private readonly lineEnd: string;
  private readonly isJson: boolean;

  public constructor(
    private readonly text: string,
    root: YamlNode,
  ) {
    this.lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const [first] = root.kind === 'mapping' && root.flow ? root.entries : [];
    this.isJson = first?.key.kind === 'scalar' && first.key.style === 'double';
  }

  public removal({ node, entry, parents }: Found): Edit[] | undefined {
    const around = parents[parents.length - 1];
    if (around.kind === 'mapping' && entry !== undefined) {
      const pieces = around.entries.map(({ key, value }) => ({
        start: key.start,
        end: Math.max(value.end, this.colonEnd(key)),
      }));
      return this.withoutPiece(around, pieces, around.entries.indexOf(entry), parents);
    }
    if (around.kind !== 'sequence') return undefined;
    return this.withoutPiece(around, around.items, around.items.indexOf(node), parents);
  }

  private withoutPiece(
    around: MappingNode | SequenceNode,
    pieces: readonly { readonly start: number; readonly end: number }[],
    index: number,
    parents: readonly YamlNode[],
  ): Edit[] | undefined {
    const empty = around.kind === 'mapping' ? '{}' : '[]';
    if (around.flow) return this.flowRemoval(around, pieces, index, empty);
    const lines = this.linesOf(around, pieces[index]);
    if (pieces.length > 1)
      return lines === undefined ? this.firstRemoval(around, pieces, index) : [{ ...lines, text: '' }];
    // the only entry: the field stays, and holds nothing
    const [holder] = parents.slice(-2);
    if (holder === around || lines === undefined) return [{ start: around.start, end: around.end, text: empty }];
    const own = holder.kind === 'mapping' ? holder.entries.find(({ value }) => value === around) : undefined;
    if (own === undefined) return undefined;
    const at = this.colonEnd(own.key);
    return [
      { start: at, end: at, text: ` ${empty}` },
      { ...lines, text: '' },
    ];
  }

  /** The whole lines of an entry, when it begins its first one. */
  private linesOf(
    around: YamlNode,
    piece: { readonly start: number; readonly end: number },
  ): Omit<Edit, 'text'> | undefined {
    let start = piece.start;
    if (around.kind === 'sequence') {
      start = this.text.lastIndexOf('-', start - 1);
      if (this.text.slice(start + 1, piece.start).trim() !== '') return undefined;
    }
    const lineStart = this.text.lastIndexOf('\n', start - 1) + 1;
    if (!/^ *$/.test(this.text.slice(lineStart, start))) return undefined;
    return { start: lineStart, end: this.lineAfter(piece.end) ?? piece.end };
  }

  /** Where the next line begins; `undefined` when something else follows in the same one. */
  private lineAfter(end: number): number | undefined {
    if (this.text[end - 1] === '\n') return end;
    SPACES_AND_COMMENT.lastIndex = end;
    return SPACES_AND_COMMENT.test(this.text) ? SPACES_AND_COMMENT.lastIndex : undefined;
  }

  /** The first key behind a dash: the second takes its place. */
  private firstRemoval(
    around: YamlNode,
    pieces: readonly { readonly start: number; readonly end: number }[],
    index: number,
  ) {
    if (around.kind !== 'mapping' || index !== 0) return undefined;
    const [{ start, end }, next] = pieces;
    const between = this.text.slice(this.lineAfter(end) ?? end, next.start);
    return between.trim() === '' ? [{ start, end: next.start, text: '' }] : undefined;
  }

  private flowRemoval(
    around: YamlNode,
    pieces: readonly { readonly start: number; readonly end: number }[],
    index: number,
    empty: string,
  ): Edit[] | undefined {
    if (pieces.length === 1) return [{ start: around.start, end: around.end, text: empty }];
    const start = index === 0 ? pieces[0].start : pieces[index - 1].end;
    const end = index === 0 ? pieces[1].start : pieces[index].end;
    const hasComment = /(?:^|\s)#/.test(this.text.slice(start, end).replace(/"[^"]*"|'[^']*'/g, ''));
    return hasComment ? undefined : [{ start, end, text: '' }];
  }

  public replacement({ node, entry }: Found, value: string | number | boolean): Edit[] | undefined {
    if (node.kind !== 'scalar' || node.tag !== undefined || node.style === 'block') return undefined;
    if (node.style !== 'empty') return [{ start: node.start, end: node.end, text: this.written(value, node.style) }];
    if (entry === undefined) return undefined;
    const at = this.colonEnd(entry.key);
    return [{ start: at, end: at, text: ` ${this.written(value)}` }];
  }

  /** A new field before the others. */
  public addition(node: YamlNode, names: readonly string[], value: string | number | boolean): Edit | undefined {
    if (node.kind !== 'mapping') return undefined;
    const [first] = node.entries;
    if (first === undefined) return { start: node.start, end: node.end, text: `{ ${this.inline(names, value)} }` };
    const at = first.key.start;
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1;
    const before = this.text.slice(lineStart, at);
    const isFirstInLine = before.trim() === '';
    if (node.flow) {
      const behind = isFirstInLine ? `${this.lineEnd}${before}` : ' ';
      return { start: at, end: at, text: `${this.inline(names, value)},${behind}` };
    }
    if (before.includes('?')) return undefined;
    const indent = ' '.repeat(at - lineStart);
    const lines = names.map((name, depth) => {
      const last = depth === names.length - 1 ? ` ${this.written(value)}` : '';
      return `${'  '.repeat(depth)}${this.writtenKey(name)}:${last}`;
    });
    return { start: at, end: at, text: lines.map((line) => `${line}${this.lineEnd}${indent}`).join('') };
  }

  private inline(names: readonly string[], value: string | number | boolean): string {
    const last = names.length - 1;
    return names.reduceRight(
      (inner, name, depth) => `${this.writtenKey(name)}: ${depth === last ? inner : `{ ${inner} }`}`,
      this.written(value),
    );
  }

  private writtenKey(name: string): string {
    return this.isJson ? JSON.stringify(name) : this.written(name);
  }

  private written(value: string | number | boolean, style = ''): string {
    if (typeof value !== 'string') return String(value);
    if (this.isJson || style === 'double') return JSON.stringify(value);
    const isPlain = style !== 'single' && PLAIN.test(value) && plainScalar(value) === value;
    if (isPlain) return value;
    return PRINTABLE.test(value) ? `'${value.replace(/'/g, "''")}'` : JSON.stringify(value);
  }

  /** Behind the colon of a key. */
  private colonEnd(key: YamlNode): number {
    const colon = this.text.indexOf(':', key.end);
    return colon < 0 ? key.end : colon + 1;
  }
}

const PLAIN = /^[A-Za-z0-9_./][A-Za-z0-9_./\\:-]*(?<!:)$/;
const PRINTABLE = /^[\x20-\x7e\xa0-\ud7ff]*$/;
