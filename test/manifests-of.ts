import { parseAllDocuments } from 'yaml';
import type { Manifest } from './synth';

/** As kubectl reads it: YAML 1.1, in which an unquoted `yes` is true. */
export function manifestsOf(text: string): Manifest[] {
  return parseAllDocuments(text, { version: '1.1' })
    .map((document) => document.toJS())
    .filter((manifest) => manifest !== null);
}
