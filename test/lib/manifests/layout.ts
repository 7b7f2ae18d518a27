import type * as fc from 'fast-check';
import { plainScalar } from '../../../lib/manifests/yaml-scalar';

/** Values of JSON, as manifests hold them. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Makes the choices that are left to whoever writes a file. */
export type Choose = <T>(choices: readonly T[]) => T;

/** A document in some layout of many, and where each value stands in it. */
export interface Layout {
  readonly text: string;
  /** Offset of what a person should look at, by path in the API server's notation. */
  readonly places: ReadonlyMap<string, number>;
}

/** Writes an object in a random layout: block and flow style, all kinds of quotes, comments, blank lines, line ends. */
export function laidOut(value: { [key: string]: Json }, choose: Choose): Layout {
  const writer = new Writer(choose);
  writer.document(value);
  return writer;
}

export function chooser(random: fc.GeneratorValue, index: (max: number) => fc.Arbitrary<number>): Choose {
  return (choices) => choices[random(index, choices.length - 1)];
}

class Writer implements Layout {
  public text = '';
  public readonly places = new Map<string, number>();
  private readonly lineEnd: string;
  /** Below a block of text a comment would be part of it. */
  private isBelowBlock = false;

  public constructor(private readonly choose: Choose) {
    this.lineEnd = choose(['\n', '\n', '\r\n']);
  }

  public document(value: { [key: string]: Json }): void {
    if (this.choose([true, false])) this.line('---');
    this.between();
    if (Object.keys(value).length === 0 || this.choose([false, false, false, true])) {
      this.flow(value, '');
      this.line('');
    } else {
      this.places.set('', this.text.length);
      this.mapping(value, this.choose([0, 0, 1]), '', false);
    }
  }

  private mapping(value: { [key: string]: Json }, indent: number, path: string, isBehindDash: boolean): void {
    let isFirst = isBehindDash;
    for (const [key, each] of Object.entries(value)) {
      if (!isFirst) {
        this.between();
        this.text += ' '.repeat(indent);
      }
      isFirst = false;
      const at = this.text.length;
      if (path === '' && this.places.get('') !== undefined && this.places.size === 1) this.places.set('', at);
      this.text += `${this.scalarText(key, true)}:`;
      this.valueBehind(each, indent, childPath(path, key), at, indent);
    }
  }

  private sequence(value: readonly Json[], indent: number, path: string): void {
    value.forEach((each, index) => {
      const child = `${path}[${index}]`;
      this.between();
      this.text += `${' '.repeat(indent)}-`;
      const spaces = this.choose([1, 1, 1, 3]);
      if (isMapping(each) && Object.keys(each).length > 0 && this.choose([true, true, false])) {
        this.text += ' '.repeat(spaces);
        this.places.set(child, this.text.length);
        this.mapping(each, indent + 1 + spaces, child, true);
      } else {
        this.valueBehind(each, indent, child, undefined, indent + 1);
      }
    });
  }

  /** @param key Where the key begins: there one looks for what begins in another line. */
  private valueBehind(value: Json, indent: number, path: string, key: number | undefined, least: number): void {
    const isBlock = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (isBlock && this.choose([true, true, true, false])) {
      this.endOfLine();
      if (key !== undefined) this.places.set(path, key);
      if (Array.isArray(value)) {
        const depth = this.choose([key === undefined ? least : indent, indent + 2, indent + 4]);
        if (key === undefined) this.places.set(path, -1);
        this.sequence(value, depth, path);
      } else {
        if (key === undefined) this.places.set(path, -1);
        this.mapping(value, indent + this.choose([1, 2, 4]), path, false);
      }
      return;
    }
    if (value === null && key !== undefined && this.choose([true, false])) {
      this.places.set(path, key);
      this.endOfLine();
      return;
    }
    this.text += ' '.repeat(this.choose([1, 1, 1, 2]));
    if (typeof value === 'string' && /^[a-z][a-z \n]*[a-z]\n$/.test(value) && this.choose([true, false])) {
      this.places.set(path, key ?? this.text.length);
      this.text += `|${this.lineEnd}`;
      for (const line of value.slice(0, -1).split('\n')) {
        this.text += line === '' ? this.lineEnd : `${' '.repeat(indent + 2)}${line}${this.lineEnd}`;
      }
      this.isBelowBlock = true;
      return;
    }
    this.flow(value, path);
    this.endOfLine();
  }

  private flow(value: Json, path: string): void {
    this.places.set(path, this.text.length);
    if (Array.isArray(value)) {
      this.text += `[${this.choose(['', ' '])}`;
      value.forEach((each, index) => {
        if (index > 0) this.text += ', ';
        this.flow(each, `${path}[${index}]`);
      });
      this.text += `${this.choose(['', ' '])}]`;
    } else if (isMapping(value)) {
      this.text += `{${this.choose(['', ' '])}`;
      Object.entries(value).forEach(([key, each], index) => {
        if (index > 0) this.text += ', ';
        this.text += `${this.scalarText(key, true)}: `;
        this.flow(each, childPath(path, key));
      });
      this.text += `${this.choose(['', ' '])}}`;
    } else {
      this.text += typeof value === 'string' ? this.scalarText(value, false) : `${value}`;
    }
  }

  private scalarText(text: string, isKey: boolean): string {
    const isPlain = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(text) && plainScalar(text) === text;
    const isPrintable = /^[\x20-\x7e\xa0-\u2000]*$/.test(text);
    const ways = [
      JSON.stringify(text),
      ...(isPrintable ? [`'${text.replace(/'/g, "''")}'`] : []),
      ...(isPlain ? [text, text, text] : []),
    ];
    return isKey && isPlain ? this.choose([text, text, ...ways]) : this.choose(ways);
  }

  private between(): void {
    const what = this.choose(['', '', '', '', 'blank', 'comment']);
    if (what === 'blank') this.line('');
    if (what === 'comment')
      this.line(`${' '.repeat(this.isBelowBlock ? 0 : this.choose([0, 2, 5]))}# it's a "comment": {{`);
  }

  private endOfLine(): void {
    this.isBelowBlock = false;
    this.line(this.choose(['', '', '', '', ' ', ' # why: because']));
  }

  private line(text: string): void {
    this.text += `${text}${this.lineEnd}`;
  }
}

function childPath(path: string, key: string): string {
  if (!/^[A-Za-z]\w*$/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isMapping(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
