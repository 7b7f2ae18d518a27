import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulePages } from '../../lib/report/rule-pages';

const folder = join(__dirname, '..', '..', 'docs', 'rules');
const pages = rulePages();

test('every rule has a page, and no page is left of a rule that is gone: otherwise run `npm run rules`', () => {
  expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
});

test.each([...pages])('docs/rules/%s says what the rule says: otherwise run `npm run rules`', (file, text) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
});
