import { type BigIntStats, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemProblem } from './input-files';
import type { ReadFile } from './read-files';
import { UsageError } from './usage-error';

/** The file of `--output`. */
export class OutputFile {
  private readonly path: string;

  public constructor(
    private readonly name: string,
    folder: string,
  ) {
    this.path = resolve(folder, name);
  }

  /** Nothing that was read may be lost, by whatever name or link it is called here. */
  public refuseInput(paths: readonly string[]): void {
    const own = statsOf(this.path);
    if (own === undefined) return;
    const isOwn = (path: string) => {
      const other = statsOf(path);
      return other !== undefined && other.dev === own.dev && other.ino === own.ino;
    };
    if (paths.some(isOwn))
      throw new UsageError(`--output ${this.name}: it was read as input, and would be lost: write to another file`);
  }

  public write(text: string): void {
    try {
      writeFileSync(this.path, text);
    } catch (error) {
      throw new UsageError(
        `--output ${this.name}: it cannot be written: ${systemProblem(error as NodeJS.ErrnoException)}`,
      );
    }
  }
}

function statsOf(path: string): BigIntStats | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.isFile() ? stats : undefined;
}

/** The paths of files to keep. A report that was written into a folder of manifests may be written there again. */
export function pathsToKeep(files: readonly ReadFile[]): string[] {
  return files.flatMap(({ input: { path, found }, manifests: { objects, unreadable } }) => {
    const isReport = found && path?.endsWith('.json') === true && objects.length + unreadable.length === 0;
    return path === undefined || isReport ? [] : [path];
  });
}
