import { readFile } from 'node:fs';
import { dirname, resolve as resolvePath } from 'node:path';
import { fileText } from '../manifests/file-text';
import { type ManifestText, readManifests, type Unreadable } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import { type InputFile, systemProblem } from './input-files';
import type { Progress } from './progress';
import type { Terminal } from './terminal';

/** A file and what it holds. */
export interface ReadFile {
  readonly input: InputFile;
  /** Missing when the file is no text. */
  readonly source?: SourceFile;
  readonly manifests: ManifestText;
}

/** While one file is parsed, the system reads the next ones. */
const AT_ONCE = 16;
/** Node.js has no longer texts. */
const LARGEST = 256 * 1024 * 1024;

export async function readFiles(
  inputs: readonly InputFile[],
  terminal: Terminal,
  progress: Progress,
): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < inputs.length) {
      const index = next++;
      files[index] = await read(inputs[index], terminal);
      done++;
      progress.say(() => `Read ${done} of ${inputs.length} files …`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, inputs.length) }, work));
  return withoutPatches(files);
}

async function read(input: InputFile, terminal: Terminal): Promise<ReadFile> {
  const { name, path } = input;
  let bytes: Buffer;
  try {
    bytes = path === undefined ? await terminal.input() : await bytesOf(path);
  } catch (error) {
    return failed(input, systemProblem(error as NodeJS.ErrnoException));
  }
  if (bytes.length > LARGEST) return failed(input, 'it is larger than 256 MiB: split it');
  const source = fileText(name, bytes);
  if (!(source instanceof SourceFile)) return failed(input, source.message, source.line);
  return { input, source, manifests: spokenOf(input, readManifests(source)) };
}

/** Who names a file hears of it, also when nothing at all stands in it. */
function spokenOf({ name, path, found }: InputFile, manifests: ManifestText): ManifestText {
  const { objects, unreadable, skipped } = manifests;
  if (found || path === undefined || objects.length + unreadable.length + skipped.length > 0) return manifests;
  return { ...manifests, skipped: [{ file: name, line: 1, reason: 'it is empty' }] };
}

/** The promises of Node.js cost more than most files. */
function bytesOf(path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    readFile(path, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}

function failed(input: InputFile, message: string, line?: number): ReadFile {
  const unreadable = [{ file: input.name, line, message }];
  return { input, manifests: { objects: [], skipped: [], patches: [], unreadable } };
}

/** What a kustomization lays over other manifests is a part of an object, and means nothing alone. */
function withoutPatches(files: readonly ReadFile[]): ReadFile[] {
  const patches = new Set(
    files.flatMap(({ input: { path }, manifests }) =>
      path === undefined ? [] : manifests.patches.map((patch) => resolvePath(dirname(path), patch)),
    ),
  );
  if (patches.size === 0) return [...files];
  return files.map((file) => {
    if (file.input.path === undefined || !patches.has(file.input.path)) return file;
    const reason = 'it is a patch of a kustomization: lint what `kustomize build` writes';
    const skipped = [{ file: file.input.name, line: 1, reason }];
    return { ...file, manifests: { objects: [], unreadable: [], patches: [], skipped } };
  });
}

/**
 * A folder, a pattern or an input in which nothing is looked at must not seem to be in order. A file that is named may be
 * something else, as long as there is a manifest among all that is given.
 */
export function withoutManifests(args: readonly string[], files: readonly ReadFile[]): Unreadable[] {
  const isEmpty = ({ manifests: { objects, unreadable } }: ReadFile) => objects.length + unreadable.length === 0;
  const isNothing = files.every(isEmpty);
  return [...new Set(args)].flatMap((argument) => {
    const own = files.filter(
      ({ input }) => input.argument === argument && (isNothing || input.found || input.path === undefined),
    );
    if (own.length === 0 || !own.every(isEmpty)) return [];
    return [{ file: argument === '-' ? own[0].input.name : argument, message: 'there is no manifest in it' }];
  });
}
