import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file anew, as a whole or not at all: beside it first, then in its place. Links stay links; owner and mode stay as
 * they are.
 */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  // renaming asks the folder only
  accessSync(target, constants.W_OK);
  const { mode, uid, gid } = statSync(target);
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(unfinished, text, { flag: 'wx' });
    if (process.getuid?.() === 0) chownSync(unfinished, uid, gid);
    chmodSync(unfinished, mode);
    renameSync(unfinished, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(unfinished, { force: true });
    throw error;
  }
}
