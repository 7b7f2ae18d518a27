import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { jsonReport } from '../../../lib/report/json';
import { unindented } from '../../../lib/report/unindented';
import { RULES } from '../../../lib/rules/rules';
import { reportOf, SAMPLE } from './reports';

const SCHEMA = JSON.parse(readFileSync(join(__dirname, '../../../docs/lint-report.schema.json'), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true }).compile(SCHEMA);

function expectValid(report: unknown): void {
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
}

test('the report in JSON', () => {
  const report = JSON.parse(jsonReport(SAMPLE));
  expectValid(report);
  expect(report).toMatchSnapshot();
});

test('what the examples of all rules give fits the published schema', () => {
  for (const { id, bad, good } of RULES) {
    for (const example of [bad, good]) {
      if (example !== undefined) expectValid(JSON.parse(jsonReport(reportOf({ [`${id}.yaml`]: unindented(example) }))));
    }
  }
});

test('objects that say little about themselves fit it as well', () => {
  const pods = ['metadata: text', 'metadata: { name: 1, namespace: [] }', 'spec: []'].map(
    (rest) => `apiVersion: v1\nkind: Pod\n${rest}\n`,
  );
  const report = JSON.parse(jsonReport(reportOf({ 'a.yaml': pods.join('---\n') })));
  expectValid(report);
  expect(report.findings[0].object).toEqual({ apiVersion: 'v1', kind: 'Pod', namespace: null, name: null });
});

test('something else does not fit the schema', () => {
  const report = JSON.parse(jsonReport(SAMPLE));
  expect(validate({ ...report, findings: [{ ...report.findings[0], line: 0 }] })).toBe(false);
  expect(validate({ ...report, more: 1 })).toBe(false);
});
