import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { lint } from '../../lib/lint/lint';
import { placed } from '../../lib/lint/placed-finding';
import { fileText } from '../../lib/manifests/file-text';
import { readManifests } from '../../lib/manifests/manifest-text';
import { SourceFile } from '../../lib/manifests/source-file';
import { isObject } from '../../lib/manifests/workload';
import { mendedDocument } from '../../lib/mend/mended-document';
import { PLATFORMS } from '../../lib/platforms/platforms';
import { githubReport } from '../../lib/report/github';
import { jsonReport } from '../../lib/report/json';
import { PLAIN } from '../../lib/report/paint';
import { sarifReport } from '../../lib/report/sarif';
import { textReport } from '../../lib/report/text';
import { unindented } from '../../lib/report/unindented';
import { RULES } from '../../lib/rules/rules';
import { jsonObjects } from '../lib/manifests/json-values';
import { mutations } from '../lib/manifests/mutations';
import { objectsOf } from '../objects-of';

/** What one file may cost; a hang would never end. */
const LONGEST_MILLISECONDS = 5000;

const EXAMPLES = RULES.flatMap(({ bad, good }) => [bad, good]).filter((text): text is string => text !== undefined);

/** Values of every type, and the words on which rules turn. */
const values: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e30,
    '',
    ' ',
    'windows',
    'linux',
    '\\',
    'C:\\',
    '..',
    '[',
    '{{',
    'a\nb',
    [],
    {},
    [null],
    [[]],
    [{}],
    { '': 0 },
  ),
  fc.string({ maxLength: 8 }),
  jsonObjects,
);

/** Puts a value of any type in any place, or takes the place away. */
const misfits = fc
  .tuple(
    fc.constantFrom(...EXAMPLES),
    fc.array(fc.tuple(fc.nat(), values, fc.boolean()), { minLength: 1, maxLength: 4 }),
  )
  .map(([example, changes]) =>
    objectsOf(example)
      .map((object) =>
        changes.reduce<unknown>((changed, [at, value, gone]) => withChange(changed, at, value, gone), object),
      )
      .map((object) => (isObject(object) ? { apiVersion: 'v1', kind: 'Pod', ...object } : object))
      .map((object) => stringify(object, { aliasDuplicateObjects: false }))
      .join('---\n'),
  );

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
  fc.tuple(fc.constantFrom(...EXAMPLES), mutations).map(([text, mutate]) => Buffer.from(mutate(unindented(text)))),
  misfits.map((text) => Buffer.from(text)),
);

const targets = fc.record({
  platform: fc.constantFrom(undefined, ...Object.values(PLATFORMS)),
  kubernetes: fc.constantFrom(undefined, 25, 30, 33, 36, 40),
});

/** A copy in which the value at some place is another one. */
function withChange(value: unknown, at: number, other: unknown, gone: boolean): unknown {
  const places = placesIn(value);
  const path = places[at % places.length];
  return path === undefined ? other : changed(value, path, other, gone);
}

function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key])),
  ];
}

function changed(value: unknown, [key, ...rest]: readonly (string | number)[], other: unknown, gone: boolean): unknown {
  if (key === undefined) return other;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const fields = copy as Record<string | number, unknown>;
  if (rest.length === 0 && gone) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else delete fields[key];
  } else {
    fields[key] = changed(fields[key], rest, other, gone);
  }
  return copy;
}

/** Reads, judges, mends and reports whatever it is given. */
function lintOf(
  content: Buffer,
  target: { platform?: (typeof PLATFORMS)[keyof typeof PLATFORMS]; kubernetes?: number },
): void {
  const file = fileText('web.yaml', content);
  if (!(file instanceof SourceFile)) return;
  const read = readManifests(file);
  const findings = placed(
    lint(
      read.objects.map(({ object }) => object),
      { target },
    ),
    read.objects,
  );
  const origins = new Map(read.objects.map(({ object, origin }) => [object, origin]));
  for (const { object, path, mend } of findings) {
    const origin = origins.get(object);
    if (mend !== undefined && origin !== undefined) mendedDocument(origin.document.text, [{ path, mend }]);
  }
  const report = { ...read, findings, files: 1, objects: read.objects.length, accepted: [], hidden: 0 };
  textReport(report, { paint: PLAIN, quiet: false, fileOf: () => file });
  JSON.parse(jsonReport(report));
  JSON.parse(sarifReport(report, '1.0.0'));
  githubReport(report);
}

/** Whatever a file holds, linting it ends soon and without an exception. */
export function fuzzLint(parameters: fc.Parameters<unknown>): void {
  fc.assert(
    fc.property(bytes, targets, (content, target) => {
      const start = performance.now();
      lintOf(content, target);
      const took = performance.now() - start;
      if (took > LONGEST_MILLISECONDS) throw new Error(`It took ${Math.round(took)} ms.`);
    }),
    parameters as fc.Parameters<[Buffer, object]>,
  );
}

if (require.main === module) {
  const numRuns = Number(process.argv[2] ?? 100_000);
  fuzzLint({ numRuns });
  console.log(`${numRuns} files were linted.`);
}
