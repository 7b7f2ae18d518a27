import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { type Judged, mended } from '../../../lib/cli/mend-files';
import type { ReadFile } from '../../../lib/cli/read-files';
import { lint } from '../../../lib/lint/lint';
import { placed } from '../../../lib/lint/placed-finding';
import { readManifests } from '../../../lib/manifests/manifest-text';
import { SourceFile } from '../../../lib/manifests/source-file';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Target } from '../../../lib/platforms/target';
import { unindented } from '../../../lib/report/unindented';
import type { Rule } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';

const documents = (text: string): unknown[] => parseAllDocuments(text, { version: '1.1' }).map((each) => each.toJS());
/** To kubectl U+0085 is the end of a line: where it is part of a text, it has to be an escape. */
function written(value: unknown, options: { readonly collectionStyle?: 'flow' } = {}): string {
  const all = { ...options, lineWidth: 0, version: '1.1' } as const;
  const text = stringify(value, all);
  if (!text.includes('\u0085')) return text;
  return stringify(value, { ...all, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }).replace(
    /\u0085/g,
    '\\N',
  );
}

const asList = (text: string) => ({ apiVersion: 'v1', kind: 'List', items: documents(text) });

/** Every line says something, also those before and behind. Blocks of text are left alone. */
function commented(text: string): string {
  if (/[|>]-?$/m.test(text)) return text;
  return text.replace(/^(?!---)( *)(\S.*)$/gm, '$1# about: {it}\n$1$2 # "why"');
}

const LAYOUTS: readonly [string, (text: string) => string][] = [
  ['as they are', (text) => text],
  ['with line ends of Windows', (text) => text.replace(/\n/g, '\r\n')],
  ['with comments on every line', commented],
  [
    'in JSON',
    (text) =>
      documents(text)
        .map((each) => JSON.stringify(each, null, 2))
        .join('\n---\n'),
  ],
  [
    'in JSON on one line',
    (text) =>
      documents(text)
        .map((each) => JSON.stringify(each))
        .join('\n---\n'),
  ],
  ['in a List', (text) => written(asList(text))],
  ['in a List of JSON', (text) => JSON.stringify(asList(text), null, 2)],
  [
    'in flow style',
    (text) =>
      documents(text)
        .map((each) => written(each, { collectionStyle: 'flow' }))
        .join('---\n'),
  ],
];

function judgeFor(target: Target) {
  return (files: readonly ReadFile[]): Judged => {
    const objects = files.flatMap(({ manifests }) => manifests.objects);
    const findings = lint(
      objects.map(({ object }) => object),
      { target },
    );
    return { files, findings: placed(findings, objects), accepted: [] };
  };
}

function read(text: string): ReadFile {
  const source = new SourceFile('a.yaml', text);
  return { input: { name: 'a.yaml', argument: 'a.yaml', found: false }, source, manifests: readManifests(source) };
}

const commentsIn = (text: string) => text.match(/# (?:about: \{it\}|"why")/g) ?? [];
const textOf = ({ files: [file] }: Judged) => file.source?.text ?? '';

function mendedText(text: string, target: Target): { before: Judged; after: Judged } {
  const judge = judgeFor(target);
  const files = [read(text)];
  const before = judge(files);
  return { before, after: mended(before, before.findings, judge) };
}

function mendedExample({ bad = '', example = {} }: Rule, layout = (text: string) => text) {
  const { platform, kubernetes } = example;
  return mendedText(layout(unindented(bad)), { platform: platform && PLATFORMS[platform], kubernetes });
}

const MENDABLE = RULES.filter(
  (rule) => rule.bad !== undefined && mendedExample(rule).before.findings.some(({ mend }) => mend),
);

test('many rules know the one change that puts their example right', () => {
  expect(MENDABLE.length).toBeGreaterThan(20);
});

/** Less is found than before, of no rule more, and all that is said beside is still there. */
function expectBetter(before: Judged, after: Judged): void {
  expect(after.findings.length).toBeLessThan(before.findings.length);
  const count = ({ findings }: Judged, id: string) => findings.filter(({ rule }) => rule.id === id).length;
  for (const { rule } of after.findings) expect(count(after, rule.id)).toBeLessThanOrEqual(count(before, rule.id));
  expect(after.files[0].manifests.unreadable).toEqual([]);
  expect(commentsIn(textOf(after))).toHaveLength(commentsIn(textOf(before)).length);
}

describe.each(LAYOUTS)('examples %s', (_, layout) => {
  test.each(MENDABLE.map((rule) => [rule.id, rule] as const))('%s', (__, rule) => {
    const { before, after } = mendedExample(rule, layout);
    expect(before.findings).toHaveLength(1);
    expectBetter(before, after);
    expect(after.findings).toEqual([]);
  });

  test('all of them in one file', () => {
    const all = MENDABLE.map(({ bad = '' }) => layout(unindented(bad))).join('\n---\n');
    const { before, after } = mendedText(all, {});
    expectBetter(before, after);
  });
});

test.each(MENDABLE.map((rule) => [rule.id, rule] as const))('what anchors may share stays as it is: %s', (_, rule) => {
  const { before, after } = mendedExample(rule, (text) =>
    text.replace(/^( *)(metadata|spec|rules|resources):$/gm, '$1$2: &$2'),
  );
  const canBeMended = before.findings.some(({ mend }) => mend !== undefined);
  expect(after.findings.length).toBe(canBeMended ? 0 : 1);
  expect(textOf(after) === textOf(before)).toBe(!canBeMended);
});
