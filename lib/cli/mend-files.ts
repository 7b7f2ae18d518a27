import { writeFileSync } from 'node:fs';
import type { PlacedFinding } from '../lint/placed-finding';
import { type Origin, readManifests, type Unreadable } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import type { DocumentText } from '../manifests/yaml-documents';
import { mendedDocument, type Wish } from '../mend/mended-document';
import { unifiedDiff } from '../mend/unified-diff';
import type { Paint } from '../report/paint';
import { systemProblem } from './input-files';
import type { ReadFile } from './read-files';

/** One change can make another one possible. */
const MOST_ROUNDS = 5;

/** Files after all that could be mended in them. */
export interface Outcome {
  readonly files: ReadFile[];
  /** Writes the files that have changed, and says which of them it cannot. */
  write(): Unreadable[];
  diff(paint: Paint): string;
  summary(mending: 'write' | 'show'): string;
}

/** @param judge What is found in files. */
export function mended(
  before: readonly ReadFile[],
  found: readonly PlacedFinding[],
  judge: (files: readonly ReadFile[]) => PlacedFinding[],
): Outcome {
  let files = [...before];
  let findings = [...found];
  let done = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const origins = new Map(
      files.flatMap(({ manifests }) => manifests.objects).map((each) => [each.object, each.origin]),
    );
    let changed = 0;
    files = files.map((file) => {
      const { file: next, done: here } = mendedFile(file, findings, origins);
      changed += here;
      return next;
    });
    if (changed === 0) break;
    done += changed;
    findings = judge(files);
  }
  const changed = files.filter((file, index) => file.source !== before[index].source);
  return {
    files,
    write: () =>
      changed.flatMap(({ input: { name, path }, source }) => {
        if (path === undefined) return [];
        try {
          writeFileSync(path, bytesOf(source));
          return [];
        } catch (error) {
          return [{ file: name, message: `it cannot be written: ${systemProblem(error as NodeJS.ErrnoException)}` }];
        }
      }),
    diff: (paint) =>
      files
        .map(({ input, source }, index) =>
          unifiedDiff(input.name, bytesOf(before[index].source), bytesOf(source), paint),
        )
        .join(''),
    summary: (mending) => {
      const [what, where] = [
        `${done} ${done === 1 ? 'finding' : 'findings'}`,
        `${changed.length} ${changed.length === 1 ? 'file' : 'files'}`,
      ];
      return mending === 'write' ? `Mended ${what} in ${where}.` : `--fix would mend ${what} in ${where}.`;
    },
  };
}

function mendedFile(
  file: ReadFile,
  findings: readonly PlacedFinding[],
  origins: ReadonlyMap<unknown, Origin>,
): { readonly file: ReadFile; readonly done: number } {
  const wishes = new Map<DocumentText, Wish[]>();
  for (const { object, path, mend, file: source } of findings) {
    const origin = origins.get(object);
    if (mend === undefined || origin === undefined || source !== file.source) continue;
    const same = wishes.get(origin.document) ?? [];
    // two rules may wish for one change
    if (!same.some((wish) => wish.path === path && wish.part === origin.part))
      same.push({ part: origin.part, path, mend });
    wishes.set(origin.document, same);
  }
  const { source } = file;
  if (wishes.size === 0 || source === undefined) return { file, done: 0 };
  let text = '';
  let at = 0;
  let done = 0;
  for (const [document, mine] of [...wishes].sort(([a], [b]) => a.start - b.start)) {
    const result = mendedDocument(document.text, mine);
    text += source.text.slice(at, document.start) + result.text;
    at = document.start + document.text.length;
    done += result.done;
  }
  if (done === 0) return { file, done };
  const next = new SourceFile(source.name, text + source.text.slice(at), source.marked);
  return { file: { ...file, source: next, manifests: readManifests(next) }, done };
}

/** The text as it stands in the file, with its byte order mark. */
function bytesOf(source: SourceFile | undefined): string {
  return source === undefined ? '' : `${source.marked ? '\ufeff' : ''}${source.text}`;
}
