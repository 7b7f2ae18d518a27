import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { runKept } from './kept-program';

/**
 * A bundle beside the library that is loaded when it is first asked for. Where the library has become a part of somebody's own
 * bundle, so has it.
 *
 * @param digest What tells it from those of other versions.
 */
export function lateBundle(folder: string, name: string, digest: string, required: () => unknown): () => unknown {
  let loaded: unknown;
  return () => {
    loaded ??= stillStandsIn(folder) && isInMainContext() ? runKept(join(folder, name), digest) : required();
    return loaded;
  };
}

/** Beside the folder of the bundles stands the jsii assembly of the package; in another bundle's folder nothing of ours does. */
function stillStandsIn(folder: string): boolean {
  return existsSync(join(dirname(folder), '.jsii'));
}

/** Test runners may load modules into contexts of their own, with another `Object` each. */
function isInMainContext(): boolean {
  return runInThisContext('Object') === Object;
}
