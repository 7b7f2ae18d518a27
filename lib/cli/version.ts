import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package, which lies one, two or three folders up: as a bundle, as a source, compiled. */
export function version(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (name === 'cdk8s-windows') return found;
    } catch {
      // the next one
    }
    if (folder === dirname(folder)) return 'unknown';
  }
}
