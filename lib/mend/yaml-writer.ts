import type { YamlNode } from '../manifests/yaml-node';
import type { Found } from '../manifests/yaml-path';
import { plainScalar } from '../manifests/yaml-scalar';
import type { Edit } from './edit';

/** Values and fields, written as the rest of the document is. */
export class YamlWriter {
  private readonly isJson: boolean;

  public constructor(
    private readonly text: string,
    root: YamlNode,
  ) {
    const [first] = root.kind === 'mapping' && root.flow ? root.entries : [];
    this.isJson = first?.key.kind === 'scalar' && first.key.style === 'double';
  }

  /** A value in the place of another. */
  public replacement({ node, entry }: Found, value: string | number | boolean): Edit | undefined {
    if (node.kind !== 'scalar' || node.tag !== undefined || node.style === 'block') return undefined;
    if (node.style !== 'empty') return { start: node.start, end: node.end, text: this.written(value, node.style) };
    if (entry === undefined) return undefined;
    const at = colonEnd(this.text, entry.key);
    return { start: at, end: at, text: ` ${this.written(value)}` };
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
    const end = lineEnd(this.text);
    if (node.flow) {
      const behind = isFirstInLine ? `${end}${before}` : ' ';
      return { start: at, end: at, text: `${this.inline(names, value)},${behind}` };
    }
    if (before.includes('?')) return undefined;
    const indent = ' '.repeat(at - lineStart);
    const lines = names.map((name, depth) => {
      const last = depth === names.length - 1 ? ` ${this.written(value)}` : '';
      return `${'  '.repeat(depth)}${this.writtenKey(name)}:${last}`;
    });
    return { start: at, end: at, text: lines.map((line) => `${line}${end}${indent}`).join('') };
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
}

const PLAIN = /^[A-Za-z0-9_./][A-Za-z0-9_./\\:-]*(?<!:)$/;
const PRINTABLE = /^[\x20-\x7e\xa0-\ud7ff]*$/;

/** Behind the colon of a key. */
export function colonEnd(text: string, key: YamlNode): number {
  const colon = text.indexOf(':', key.end);
  return colon < 0 ? key.end : colon + 1;
}

/** How the lines of a text end. */
export function lineEnd(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
