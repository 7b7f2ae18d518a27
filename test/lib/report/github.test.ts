import { expect, test } from 'vitest';
import { githubReport } from '../../../lib/report/github';
import { reportOf, SAMPLE, SHOP, twoRules } from './reports';

test('the report as commands of GitHub Actions', () => {
  expect(githubReport(SAMPLE)).toMatchSnapshot();
});

test('each finding is one line, whatever names and values hold', () => {
  const text = SHOP.replace('name: web\n', 'name: "a: b, c%\\r\\n::error::x"\n');
  const lines = githubReport(reportOf({ 'x,y: z%.yaml': text }, twoRules))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toMatch(
      /^::(?:error|notice) file=x%2Cy%3A z%25\.yaml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^:,]*::[^\r]*$/,
    );
    expect(line).toContain('a%3A b%2C c%25%0D%0A%3A%3Aerror%3A%3Ax');
  }
  expect(lines[0]).toContain('it is: 100%25 wrong, here (allowed: false).%0ADo: Leave the field out.');
});

test('what was read from standard input is said without a file, and with its line', () => {
  const lines = githubReport(reportOf({ '<stdin>': SHOP }, twoRules))
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) expect(line).toMatch(/^::(error|notice) title=[^,]+::Line \d+: /);
});
