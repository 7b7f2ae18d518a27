import { jsonSyntaxError } from './json-syntax';
import { endOfJsonText } from './json-text';
import { isKubernetesObject, type KubernetesObject } from './kubernetes-object';
import { unfolded } from './list-items';
import { patchFiles, skipReason, unnamedKindIn } from './skip-reason';
import type { SourceFile } from './source-file';
import { isBrokenByTemplate, isTemplate, TEMPLATE_REASON } from './template-text';
import type { UnnamedKind } from './unnamed-kind';
import { type DocumentText, documentsOf } from './yaml-documents';
import { YamlProblem } from './yaml-problem';
import { yamlTree } from './yaml-tree';
import { yamlValue } from './yaml-value';

/** Where an object was read. */
export interface Origin {
  readonly file: SourceFile;
  readonly document: DocumentText;
  /** Its path in the document, when that is a List: `items[3].`. */
  readonly prefix: string;
}

/** An object as it was given, and where. */
export interface ManifestObject {
  readonly object: KubernetesObject;
  readonly origin: Origin;
}

/** A part of a file that is something else than a manifest. */
export interface Skipped {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** What should be a manifest and cannot be read. */
export interface Unreadable {
  readonly file: string;
  /** Missing when it is not about a place in the file. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

export interface ManifestText {
  readonly objects: readonly ManifestObject[];
  readonly skipped: readonly Skipped[];
  readonly unreadable: readonly Unreadable[];
  /** Files that a kustomization in this one names as patches, relative to it. */
  readonly patches: readonly string[];
}

/** The objects of a file, document by document. A broken document hides no other. */
export function readManifests(file: SourceFile): ManifestText {
  const reader = new Reader(file);
  for (const document of documentsOf(file.text)) reader.read(document);
  return reader;
}

class Reader implements ManifestText {
  public readonly objects: ManifestObject[] = [];
  public readonly skipped: Skipped[] = [];
  public readonly unreadable: Unreadable[] = [];
  public readonly patches: string[] = [];

  public constructor(private readonly file: SourceFile) {}

  public read(document: DocumentText): void {
    try {
      this.take(readDocument(document), { file: this.file, document, prefix: '' });
    } catch (error) {
      if (!(error instanceof YamlProblem)) throw error;
      this.failed(error, document);
    }
  }

  private take(value: unknown, origin: Origin): void {
    // nothing but comments
    if (value === null) return;
    const { document } = origin;
    const reason =
      skipReason(value, this.file.name) ?? (isTemplate(document.text, value) ? TEMPLATE_REASON : undefined);
    if (reason === undefined) {
      this.unfold(value as KubernetesObject, origin);
    } else {
      this.patches.push(...patchFiles(value));
      const unnamed = isTemplate(document.text, value) ? undefined : unnamedKindIn(value, this.file.name);
      if (unnamed === undefined) this.skip(document, 0, reason);
      else this.forgot(unnamed, document, '');
    }
  }

  private unfold(object: KubernetesObject, origin: Origin): void {
    for (const { value, prefix } of unfolded(object)) {
      if (isKubernetesObject(value)) this.objects.push({ object: value, origin: { ...origin, prefix } });
      else this.leaveOut(value, origin.document, prefix.slice(0, -1));
    }
  }

  private leaveOut(item: unknown, document: DocumentText, path: string): void {
    const unnamed = unnamedKindIn(item, '');
    if (unnamed === undefined) this.skip(document, 0, `${path}: ${skipReason(item, '')}`);
    else this.forgot(unnamed, document, `${path}: `);
  }

  private forgot({ key, message }: UnnamedKind, document: DocumentText, place: string): void {
    const written = key === undefined ? -1 : offsetOfKey(document.text, key);
    const start = document.start + (written < 0 ? startOfContent(document.text) : written);
    this.unreadable.push({ file: this.file.name, ...this.file.placeAt(start), message: `${place}${message}` });
  }

  private failed(problem: YamlProblem, document: DocumentText): void {
    const { line, column } = this.file.placeAt(document.start + problem.offset);
    if (isBrokenByTemplate(document.text, this.file.line(line))) {
      this.skip(document, 0, TEMPLATE_REASON);
    } else if (!this.file.text.includes('apiVersion')) {
      this.skip(document, problem.offset, 'it names no apiVersion and cannot be read');
    } else {
      this.unreadable.push({ file: this.file.name, line, column, message: problem.message });
    }
  }

  private skip(document: DocumentText, offset: number, reason: string): void {
    const start = document.start + (offset || startOfContent(document.text));
    this.skipped.push({ file: this.file.name, line: this.file.placeAt(start).line, reason });
  }
}

/** Behind the mark of the document, blank lines and comments. */
function startOfContent(text: string): number {
  const [before] = /^(?:---(?=\s))?(?:\s+|(?<=\s|^)#[^\n]*)*/.exec(text) ?? [''];
  return before.length;
}

/** The first line that begins with the key. */
function offsetOfKey(text: string, key: string): number {
  let start = 0;
  for (const line of text.split('\n')) {
    const column = line.search(/[^\s{,"'-]/);
    if (column >= 0 && line.startsWith(key, column)) return start + column;
    start += line.length + 1;
  }
  return -1;
}

/** Bigger ones take more memory than many machines have. */
const LONGEST = 64 * 1024 * 1024;

export function readDocument({ text, start, isJson }: DocumentText): unknown {
  const found = isJson ? readJson(text) : undefined;
  if (found !== undefined) return found.value;
  if (start === 0 && text.startsWith('---#')) throw new YamlProblem('a space is missing behind ---', 3);
  if (text.length > LONGEST) throw new YamlProblem('this document is longer than 64 MiB: split it', 0);
  try {
    return yamlValue(yamlTree(text));
  } catch (error) {
    const better = error instanceof YamlProblem && /^\s*\{\s*"/.test(text) ? jsonSyntaxError(text) : undefined;
    if (better === undefined) throw error;
    throw new YamlProblem(better.message.replace(/^expected/, 'this is no JSON: expected'), better.offset);
  }
}

/** A document in JSON, when its keys are there once and it nests no deeper than objects do. */
function readJson(text: string): { readonly value: unknown } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const keys = countKeys(value, 0);
  return keys === undefined || keys !== countWrittenKeys(text) ? undefined : { value };
}

const DEEPEST_JSON = 200;

function countKeys(value: unknown, depth: number): number | undefined {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST_JSON) return undefined;
  const children = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : children.length;
  for (const child of children) {
    const below = countKeys(child, depth + 1);
    if (below === undefined) return undefined;
    count += below;
  }
  return count;
}

function countWrittenKeys(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = endOfJsonText(text, at);
    while (isJsonSpace(text.charCodeAt(at))) at++;
    if (text[at] === ':') count++;
  }
  return count;
}

function isJsonSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}
