import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../lib/manifests/source-file';
import { excerpt } from '../../../lib/report/excerpt';
import { COLOURED, PLAIN } from '../../../lib/report/paint';
import { textReport } from '../../../lib/report/text';
import { FILES, reportOf, SHOP, twoRules } from './reports';

function written(files: Readonly<Record<string, string>>, options = {}): string {
  const fileOf = (name: string) => (files[name] === undefined ? undefined : new SourceFile(name, files[name]));
  return textReport({ ...reportOf(files, twoRules), hidden: 3 }, { paint: PLAIN, quiet: false, fileOf, ...options });
}

test('the report for people', () => {
  expect(written(FILES)).toMatchSnapshot();
});

test('the report for people in colour', () => {
  expect(written(FILES, { paint: COLOURED })).toMatchSnapshot();
});

test('without colours the report is the same', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of.
  expect(written(FILES, { paint: COLOURED }).replace(/\u001b\[\d+m/g, '')).toBe(written(FILES));
});

test('quietly, the findings and what cannot be read are left', () => {
  const quiet = written(FILES, { quiet: true });
  expect(quiet).toMatch(/cannot be read k8s\/broken, file\.yaml:2:7/);
  expect(quiet).not.toMatch(/Skipped|values\.yaml|explain|\d objects?/);
});

describe('why a pod was taken for a Windows pod', () => {
  test('is said once for each object', () => {
    const said = written({ 'a.yaml': SHOP }).match(
      /^Taken for a Windows pod: its nodeSelector\[kubernetes\.io\/os\] asks for windows\.$/gm,
    );
    expect(said).toHaveLength(1);
    expect(written({ 'a.yaml': SHOP, 'b.yaml': SHOP }).match(/^Taken for/gm)).toHaveLength(2);
  });

  test('is not said when the pod itself says it plainly', () => {
    const plain = reportOf({
      'a.yaml': SHOP.replace(
        '      nodeSelector',
        '      os: { name: windows }\n      hostIPC: true\n      nodeSelector',
      ),
    });
    expect(plain.findings.length).toBeGreaterThan(0);
    expect(textReport(plain, { paint: PLAIN, quiet: false, fileOf: () => undefined })).not.toContain('Taken for');
  });
});

test('the summary counts in words', () => {
  const lastOf = (files: Readonly<Record<string, string>>) =>
    textReport(
      reportOf(files, () => ({ findings: [], accepted: [] })),
      { paint: PLAIN, quiet: false, fileOf: () => undefined },
    );
  expect(lastOf({ 'a.yaml': SHOP })).toBe('Nothing found (1 object in 1 file).\n');
  expect(lastOf({ 'a.yaml': `${SHOP}---\n${SHOP}`, 'b.yaml': SHOP })).toBe('Nothing found (3 objects in 2 files).\n');
});

test('nothing that is printed can steer a terminal', () => {
  const text = SHOP.replace('name: web\n', 'name: "w\\eeb"\n').replace('# why', '# \u202e');
  const lines = written({ 'a\u001b[2J.yaml': text });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  expect(lines).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

describe('an excerpt', () => {
  const shown = (text: string, line: number, from: number, to: number) =>
    excerpt(new SourceFile('a', text), { line, column: from }, { line, column: to }, PLAIN).join('\n');

  test('shows the line, the one above, and carets below', () => {
    expect(shown('a:\n  b: true\n', 2, 6, 10)).toBe('1 | a:\n2 |   b: true\n  |      ^^^^');
  });

  test('shows no blank line above', () => {
    expect(shown('a:\n\nb: 1\n', 3, 4, 5)).toBe('3 | b: 1\n  |    ^');
  });

  test('lines up below tabs and wide letters', () => {
    expect(shown('a: "日本\t👍" # x\n', 1, 12, 13)).toBe(`1 | a: "日本 👍" # x\n  | ${' '.repeat(13)}^`);
  });

  test('shows a part of a long line', () => {
    const text = shown(`${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`, 1, 5001, 5005);
    const [line, carets] = text.split('\n');
    expect(line.length).toBeLessThan(130);
    expect(line).toMatch(/^1 \| …x+HEREy+…$/);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
  });

  test('points behind the end of a line', () => {
    expect(shown('a: [\n', 1, 5, 5)).toBe('1 | a: [\n  |     ^');
  });
});
