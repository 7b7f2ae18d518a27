import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { unifiedDiff } from '../../../lib/mend/unified-diff';
import { PLAIN } from '../../../lib/report/paint';

const FOLDER = mkdtempSync(join(tmpdir(), 'cdk8s-windows-diff-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('a diff shows what goes and what comes, and three lines around', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', ''].join('\n');
  expect(unifiedDiff('web.yaml', before, before.replace('e\n', 'E\n'), PLAIN)).toBe(
    ['--- a/web.yaml', '+++ b/web.yaml', '@@ -2,7 +2,7 @@', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h', ''].join(
      '\n',
    ),
  );
});

test('a text that does not change has no diff', () => {
  expect(unifiedDiff('web.yaml', 'a\n', 'a\n', PLAIN)).toBe('');
});

test('git applies the diff of random texts, and gets the new one', () => {
  execFileSync('git', ['init', '-q', FOLDER]);
  const line = fc.constantFrom('a', 'b', 'c', 'd: 1', '  e', '', 'f\r');
  const texts = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 30 }), fc.boolean())
    .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''))
    .filter((text) => text !== '');
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const diff = unifiedDiff('web.yaml', before, after, PLAIN);
      writeFileSync(join(FOLDER, 'web.yaml'), before);
      if (diff !== '') {
        execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
          cwd: FOLDER,
          input: diff,
          stdio: ['pipe', 'pipe', 'pipe'],
        });
      }
      expect(readFileSync(join(FOLDER, 'web.yaml'), 'utf8')).toBe(after);
    }),
    { numRuns: 40 },
  );
}, 60_000);
