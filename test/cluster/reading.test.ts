import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '../../lib/manifests/manifest-text';
import { isObject } from '../../lib/manifests/workload';
import { documentsOf } from '../../lib/manifests/yaml-documents';
import { YamlProblem } from '../../lib/manifests/yaml-problem';
import { SOUND, WRONG } from '../lib/cli/manifests';
import { jsonObjects } from '../lib/manifests/json-values';
import { chooser, laidOut } from '../lib/manifests/layout';
import { mutations, snippets } from '../lib/manifests/mutations';
import { NEWEST_MINOR } from './control-plane/kubernetes-versions';
import { ReadingJudge } from './reading-judge';
import { record } from './report/section';
import { SEED } from './seed';

const FILES = 4_000;

const word = fc.string({ unit: fc.constantFrom(...'0123456789abefxXoO_+-.E~yntN:'), maxLength: 8 });
const laid = fc.tuple(jsonObjects, fc.gen()).map(
  ([object, random]) =>
    laidOut(
      object,
      chooser(random, (max) => fc.nat({ max })),
    ).text,
);

const KINDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'in a layout at random': laid,
  'with changes at random': fc
    .tuple(fc.oneof(laid, fc.constantFrom(SOUND, WRONG)), mutations)
    // behind a document of YAML: what may be JSON goes both ways for kubectl, and byte order marks are gone
    .map(([text, mutate]) => `a: 1\n---\n${mutate(text).replace(/\ufeff/g, '')}`),
  'of pieces of YAML': fc.tuple(snippets, snippets).map(([one, other]) => `a:\n  ${one}\nb: { ${other} }\n`),
  'of a piece of YAML': snippets.map((snippet) => `a:\n  ${snippet}\n`),
  'of words and numbers': fc
    .tuple(fc.array(word, { maxLength: 4 }), word)
    .map(([words, key]) => `${words.map((each, index) => `k${index}: ${each}\n`).join('')}${key}: a\n`),
};

interface Outcome {
  readonly documents: readonly unknown[];
  readonly problem?: YamlProblem;
  /** What stands before the problem in its document. */
  readonly before: string;
}

/** What the linter reads, up to the first document that it cannot read. */
function linted(text: string): Outcome {
  const documents: unknown[] = [];
  for (const document of documentsOf(text)) {
    try {
      const value = readDocument(document);
      if (value !== null) documents.push(value);
    } catch (error) {
      if (!(error instanceof YamlProblem)) throw error;
      return { documents, problem: error, before: document.text.slice(0, error.offset).replace(/^---.*\n/, '') };
    }
  }
  return { documents, before: '' };
}

describe(`kubectl of Kubernetes ${NEWEST_MINOR}`, () => {
  const counts = { same: 0, neither: 0, repeated: 0, cut: 0 };
  let judge: ReadingJudge;
  beforeAll(async () => {
    judge = await ReadingJudge.start();
  });
  afterAll(() => judge.close());

  record('reading', NEWEST_MINOR, () => {
    const of = FILES * Object.keys(KINDS).length;
    return {
      title: 'What kubectl reads in a file',
      explanation: `Files with changes, layouts and pieces of YAML at random were given to kubectl's decoder and to the linter. Where
the linter refuses what kubectl takes, kubectl drops something in silence: all but the last of several fields of one name, or
what follows the first value of a document.`,
      counts: {
        'files read with the same values': { seen: counts.same, of },
        'files that neither reads': { seen: counts.neither, of },
        'files with a field that is there twice': { seen: counts.repeated, of },
        'files of which kubectl reads a part': { seen: counts.cut, of },
      },
    };
  });

  test.each(Object.entries(KINDS))(`reads ${FILES} files %s as the linter does`, async (_, texts) => {
    const property = fc.asyncProperty(texts, async (text) => {
      const { documents, problem, before } = linted(text);
      const { documents: expected, refusal, repeats } = await judge.read(text);
      if (problem === undefined) {
        expect([text, refusal]).toEqual([text, undefined]);
        expect([text, JSON.parse(JSON.stringify(documents))]).toEqual([text, expected]);
        counts.same++;
      } else if (refusal !== undefined) {
        counts.neither++;
      } else if (repeats && (problem.message.includes('a second time') || !text.includes('<<'))) {
        counts.repeated++;
      } else {
        // a text is no manifest, whatever follows it
        // a text is no manifest, whatever follows it
        const { documents: beginning } = await judge.read(before);
        const read = expected.slice(documents.length, documents.length + beginning.length);
        if (read.every(isObject)) expect([text, problem.message, beginning]).toEqual([text, problem.message, read]);
        counts.cut++;
      }
    });
    await fc.assert(property, { ...SEED, numRuns: FILES, endOnFailure: true });
  });
});
