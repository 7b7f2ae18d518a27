import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Unreadable } from '../manifests/manifest-text';
import { UsageError } from './usage-error';

/** A file to read. */
export interface InputFile {
  /** How people know it: relative to the working directory, with slashes. */
  readonly name: string;
  /** Missing for the standard input. */
  readonly path?: string;
  /** The argument that brought it. */
  readonly argument: string;
  /** Whether it was found in a folder rather than named. */
  readonly found: boolean;
}

const MANIFEST = /\.(?:ya?ml|json)$/i;
/** Folders in which nobody keeps manifests of their own. */
const LEFT_OUT = /^(?:\..*|node_modules)$/;

/** The files that the arguments name, each of them once. What is not there does not hide the rest. */
export async function inputFiles(
  args: readonly string[],
  folder: string,
  nameOfInput: string,
): Promise<{ readonly files: readonly InputFile[]; readonly unreadable: readonly Unreadable[] }> {
  // it is the working directory to Node.js, and mostly a variable that is not set
  if (args.includes('')) throw new UsageError('a path is empty: write . for the working directory');
  const search = new Search(folder, nameOfInput);
  for (const argument of args) await search.add(argument);
  return { files: [...search.files.values()], unreadable: search.unreadable };
}

class Search {
  public readonly files = new Map<string, InputFile>();
  public readonly unreadable: Unreadable[] = [];

  public constructor(
    private readonly folder: string,
    private readonly nameOfInput: string,
  ) {}

  public async add(argument: string): Promise<void> {
    if (argument === '-') {
      this.files.set('-', { name: this.nameOfInput, argument, found: false });
      return;
    }
    const path = resolve(this.folder, argument);
    const stats = statsOf(path);
    if (stats instanceof Error) {
      if (!GLOB.test(argument)) this.fail(argument, systemProblem(stats));
      else await this.addGlob(argument);
    } else if (stats.isDirectory()) {
      const before = this.files.size;
      this.addFolder(path, argument, new Set());
      if (this.files.size === before && !this.isKnown(path)) {
        this.fail(argument, 'there is no *.yaml, *.yml or *.json in this folder');
      }
    } else {
      this.addFile(path, argument, false);
    }
  }

  private async addGlob(argument: string): Promise<void> {
    const { glob } = await import('tinyglobby');
    const pattern = sep === '\\' ? argument.replace(/\\/g, '/') : argument;
    const ignore = ['**/node_modules/**'];
    const paths = await glob(pattern, { cwd: this.folder, absolute: true, ignore, expandDirectories: true });
    // `k8s/**` means the manifests there
    const wanted = /\.\w+$/.test(pattern) ? paths : paths.filter((path) => MANIFEST.test(path));
    for (const path of wanted.sort()) this.addFile(resolve(path), argument, true);
    if (wanted.length === 0) this.fail(argument, 'no file matches');
  }

  /** @param around The folders above: a link can lead back to one of them. */
  private addFolder(path: string, argument: string, around: ReadonlySet<string>): void {
    let entries: Dirent[];
    let real: string;
    try {
      real = realpathSync(path);
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      this.fail(this.nameOf(path), systemProblem(error as NodeJS.ErrnoException));
      return;
    }
    if (around.has(real)) return;
    const inside = new Set([...around, real]);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const child = join(path, entry.name);
      const kind = entry.isSymbolicLink() ? statsOf(child) : entry;
      if (kind instanceof Error) {
        if (MANIFEST.test(entry.name)) this.fail(this.nameOf(child), systemProblem(kind));
      } else if (kind.isDirectory()) {
        if (!LEFT_OUT.test(entry.name)) this.addFolder(child, argument, inside);
      } else if (MANIFEST.test(entry.name)) {
        this.addFile(child, argument, true);
      }
    }
  }

  private addFile(path: string, argument: string, found: boolean): void {
    if (!this.files.has(path)) this.files.set(path, { name: this.nameOf(path), path, argument, found });
  }

  /** Whether the files of a folder were named before. */
  private isKnown(path: string): boolean {
    return [...this.files.keys()].some((file) => file.startsWith(path + sep));
  }

  private nameOf(path: string): string {
    const name = relative(this.folder, path);
    const known = isAbsolute(name) || name.startsWith(`..${sep}..${sep}..`) ? path : name || '.';
    return sep === '\\' ? known.replace(/\\/g, '/') : known;
  }

  private fail(file: string, message: string): void {
    this.unreadable.push({ file, message });
  }
}

const GLOB = /[*?[\]{}]|[!+@]\(/;

function statsOf(path: string): Stats | NodeJS.ErrnoException {
  try {
    return statSync(path);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** What a system's error means, in words. */
export function systemProblem({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EROFS') return 'its file system is read-only';
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ELOOP') return 'this link leads to itself';
  return message;
}
