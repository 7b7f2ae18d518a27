import type { PlacedAcceptance, PlacedFinding } from '../lint/placed-finding';
import { readManifests, type Unreadable } from '../manifests/manifest-text';
import { SourceFile } from '../manifests/source-file';
import type { DocumentText } from '../manifests/yaml-documents';
import { mendedDocument, type Wish } from '../mend/mended-document';
import { unifiedDiff } from '../mend/unified-diff';
import type { Paint } from '../report/paint';
import type { Rule } from '../rules/rule';
import { systemProblem } from './input-files';
import type { ReadFile } from './read-files';
import { replaceFile } from './replace-file';

/** Files, and what is found in them. */
export interface Judged {
  readonly files: readonly ReadFile[];
  readonly findings: readonly PlacedFinding[];
  /** What the authors have accepted. */
  readonly accepted: readonly PlacedAcceptance[];
}

/** A change to an object, by its place among all objects: it has the same before and after. */
interface ObjectWish {
  readonly object: number;
  readonly path: string;
  readonly mend: Wish['mend'];
}

/**
 * Files after the changes that the findings shown ask for, as far as they can be made and nothing else is found by them. What
 * fails together is tried by halves.
 *
 * @param shown The findings that are to be mended.
 * @param judge What is found in files.
 */
export function mended(
  before: Judged,
  shown: readonly PlacedFinding[],
  judge: (files: readonly ReadFile[]) => Judged,
): Judged {
  const indexes = indexesOf(before.files);
  const wishes = new Map<string, ObjectWish>();
  for (const { object: of, path, mend } of shown) {
    const object = indexes.get(of) as number;
    const key = `${object} ${path}`;
    // two rules may wish for one change
    if (mend !== undefined && !wishes.has(key)) wishes.set(key, { object, path, mend });
  }
  return settled(before, [...wishes.values()], judge);
}

function settled(before: Judged, wishes: readonly ObjectWish[], judge: Parameters<typeof mended>[2]): Judged {
  if (wishes.length === 0) return before;
  const files = changed(before.files, wishes);
  if (files.every((file, index) => file === before.files[index])) return before;
  const after = judge(files);
  const worse = worseObjects(before, after);
  if (worse.size === 0 && after.findings.length < before.findings.length) return after;
  if (wishes.length === 1) return before;
  // the changes to an object are the first to be suspected of what is new in it
  const suspected = wishes.filter(({ object }) => worse.has(object));
  const others = wishes.filter(({ object }) => !worse.has(object));
  if (suspected.length > 0 && others.length > 0) return settled(settled(before, others, judge), suspected, judge);
  const half = Math.ceil(wishes.length / 2);
  return settled(settled(before, wishes.slice(half), judge), wishes.slice(0, half), judge);
}

/** The objects in which more is found of a rule. */
function worseObjects(before: Judged, after: Judged): ReadonlySet<number> {
  const left = countsOf(before);
  const worse = new Set<number>();
  for (const [rule, counts] of countsOf(after)) {
    for (const [object, count] of counts) if (count > (left.get(rule)?.get(object) ?? 0)) worse.add(object);
  }
  return worse;
}

/** How often each rule is broken in each object. */
function countsOf({ files, findings }: Judged): Map<Rule, Map<number, number>> {
  const indexes = indexesOf(files);
  const counts = new Map<Rule, Map<number, number>>();
  for (const { rule, object } of findings) {
    const ofRule = counts.get(rule) ?? new Map<number, number>();
    const index = indexes.get(object) as number;
    counts.set(rule, ofRule.set(index, (ofRule.get(index) ?? 0) + 1));
  }
  return counts;
}

function objectsOf(files: readonly ReadFile[]) {
  return files.flatMap(({ manifests }) => manifests.objects);
}

function indexesOf(files: readonly ReadFile[]): Map<unknown, number> {
  return new Map(objectsOf(files).map(({ object }, index) => [object, index]));
}

function changed(files: readonly ReadFile[], wishes: readonly ObjectWish[]): ReadFile[] {
  const objects = objectsOf(files);
  const byDocument = new Map<SourceFile, Map<DocumentText, Wish[]>>();
  for (const { object, path, mend } of wishes) {
    const { file, document } = objects[object].origin;
    const ofFile = byDocument.get(file) ?? new Map<DocumentText, Wish[]>();
    byDocument.set(file, ofFile);
    ofFile.set(document, [...(ofFile.get(document) ?? []), { path, mend }]);
  }
  return files.map((file) => {
    const documents = file.source && byDocument.get(file.source);
    return documents === undefined ? file : mendedFile(file, documents);
  });
}

function mendedFile(file: ReadFile, documents: ReadonlyMap<DocumentText, readonly Wish[]>): ReadFile {
  const source = file.source as SourceFile;
  let text = '';
  let at = 0;
  for (const [document, wishes] of [...documents].sort(([a], [b]) => a.start - b.start)) {
    text += source.text.slice(at, document.start) + mendedDocument(document.text, wishes);
    at = document.start + document.text.length;
  }
  text += source.text.slice(at);
  if (text === source.text) return file;
  const next = new SourceFile(source.name, text, source.marked);
  return { ...file, source: next, manifests: readManifests(next) };
}

/** Writes the files that have changed. Those that cannot be written stay as they were, and are named. */
export function written(
  before: readonly ReadFile[],
  after: readonly ReadFile[],
): { readonly files: readonly ReadFile[]; readonly failed: readonly Unreadable[] } {
  const failed: Unreadable[] = [];
  const files = after.map((file, index) => {
    const { input, source } = file;
    if (file === before[index] || input.path === undefined) return file;
    try {
      replaceFile(input.path, bytesOf(source));
      return file;
    } catch (error) {
      const message = `it cannot be written: ${systemProblem(error as NodeJS.ErrnoException)}`;
      failed.push({ file: input.name, message });
      return before[index];
    }
  });
  return { files, failed };
}

/** The changes as a diff. */
export function diffOf(before: readonly ReadFile[], after: readonly ReadFile[], paint: Paint): string {
  return after
    .map(({ input, source }, index) => unifiedDiff(input.name, bytesOf(before[index].source), bytesOf(source), paint))
    .join('');
}

/** The text as it stands in the file, with its byte order mark. */
function bytesOf(source: SourceFile | undefined): string {
  return source === undefined ? '' : `${source.marked ? '\ufeff' : ''}${source.text}`;
}
