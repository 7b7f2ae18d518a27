import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../lib/report/report';
import { sarifReport } from '../../../lib/report/sarif';
import { unindented } from '../../../lib/report/unindented';
import { RULES } from '../../../lib/rules/rules';
import { FILES, reportOf, SAMPLE, SHOP, twoRules } from './reports';
import { SARIF_LOG } from './sarif-log.schema';

const sarif = (files: Readonly<Record<string, string>>) =>
  JSON.parse(sarifReport(reportOf(files, twoRules), '1.2.3')).runs[0];
const fingerprints = (files: Readonly<Record<string, string>>): string[] =>
  sarif(files).results.map((result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0]);

const validate = new Ajv().compile(SARIF_LOG);

function expectValid(report: Report): void {
  const log = JSON.parse(sarifReport(report, '1.2.3'));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const { tool, results } = log.runs[0];
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
}

describe('the report is SARIF 2.1.0', () => {
  test('whatever it holds', () => {
    expectValid(SAMPLE);
    expectValid(reportOf({}));
    expectValid(reportOf({ 'a b/ü%#?.yaml': SHOP, '<stdin>': 'a: [', '../up.yaml': 'image: web\n' }, twoRules));
  });

  test('for the examples of all rules', () => {
    const examples = RULES.flatMap(({ id, bad }) => (bad === undefined ? [] : [[`${id}.yaml`, unindented(bad)]]));
    expectValid(reportOf(Object.fromEntries(examples)));
  }, 60_000);

  test('and something else is not', () => {
    const log = JSON.parse(sarifReport(SAMPLE, '1.2.3'));
    expect(validate({ ...log, more: 1 })).toBe(false);
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b.yaml';
    expect(validate(log)).toBe(false);
  });
});

test('the report in SARIF', () => {
  expect(sarif(FILES)).toMatchSnapshot();
});

describe('a result', () => {
  const run = sarif(FILES);

  test('names its rule, with all that the rule says', () => {
    expect(run.results.length).toBeGreaterThan(1);
    for (const { ruleId, ruleIndex, level } of run.results) {
      const rule = run.tool.driver.rules[ruleIndex];
      expect(rule).toMatchObject({
        id: ruleId,
        shortDescription: { text: expect.any(String) },
        fullDescription: { text: expect.any(String) },
        help: { text: expect.any(String), markdown: expect.stringContaining('```yaml\napiVersion: ') },
        helpUri: expect.stringMatching(/^https:/),
        properties: { tags: expect.arrayContaining(['windows']) },
      });
      expect(['error', 'warning', 'note']).toContain(level);
    }
  });

  test('is somewhere, in a region that is not empty', () => {
    for (const { locations } of run.results) {
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation).toEqual({ uri: 'k8s/shop.yaml', uriBaseId: '%SRCROOT%' });
      expect([region.endLine, region.endColumn > region.startColumn]).toEqual([region.startLine, true]);
    }
  });
});

test('what is accepted is a result that is suppressed in the source, and why', () => {
  const said = `apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { acknowledge.cdk8s-windows/linux-only-field: agreed } }
spec: { os: { name: windows }, hostPID: true, containers: [{ name: web, image: registry.example.com/web:1.0 }] }
`;
  const report = reportOf({ 'a.yaml': said });
  expectValid(report);
  const { results } = JSON.parse(sarifReport(report, '1.2.3')).runs[0];
  const suppressed = results.filter((result: object) => 'suppressions' in result);
  expect(suppressed).toMatchObject([
    { ruleId: 'linux-only-field', suppressions: [{ kind: 'inSource', justification: 'agreed' }] },
  ]);
  expect(results.length).toBeGreaterThan(suppressed.length);
});

test('what was read from standard input has no place in a file', () => {
  const run = sarif({ '<stdin>': `${SHOP}---\nkind: [\n` });
  expect(JSON.stringify(run)).not.toContain('stdin');
  expect(run.results.length).toBeGreaterThan(1);
  for (const { locations } of run.results) {
    expect(locations).toEqual([{ logicalLocations: [expect.objectContaining({ name: 'Deployment shop/web' })] }]);
  }
  expect(run.invocations[0].toolExecutionNotifications).toEqual([
    { level: 'error', message: { text: expect.any(String) } },
  ]);
});

describe('fingerprints', () => {
  test('stay as they are when lines come and go, and when the value changes', () => {
    const moved = `# new\n\n${SHOP.replace('{ privileged: true }', '\n            privileged: yes')}`;
    expect(fingerprints({ 'a.yaml': moved })).toEqual(fingerprints({ 'a.yaml': SHOP }));
  });

  test('differ from finding to finding, from object to object, and where one thing is found twice', () => {
    const other = SHOP.replace('name: web\n  namespace', 'name: other\n  namespace');
    const all = fingerprints({ 'a.yaml': `${SHOP}---\n${other}---\n${SHOP}` });
    expect(all.length).toBeGreaterThan(5);
    expect(new Set(all).size).toBe(all.length);
  });
});

test('names of files are written as URIs, and absolute ones as such', () => {
  const name = process.platform === 'win32' ? 'C:\\x y\\a.yaml' : '/x y/a.yaml';
  const uriOf = (file: string) => sarif({ [file]: SHOP }).results[0].locations[0].physicalLocation.artifactLocation;
  expect(uriOf('a b/ü%.yaml')).toEqual({ uri: 'a%20b/%C3%BC%25.yaml', uriBaseId: '%SRCROOT%' });
  expect(uriOf(name).uri).toMatch(/^file:\/\/\/.*x%20y\/a\.yaml$/);
});
