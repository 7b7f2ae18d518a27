import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { lintManifests } from '../../../lib/lint/lint-manifests';
import { jsonReport } from '../../../lib/report/json';
import { unindented } from '../../../lib/report/unindented';
import { RULES } from '../../../lib/rules/rules';
import { reportOf, SAMPLE } from './reports';

type Schema = Readonly<Record<string, unknown>>;

const SCHEMA: Schema = JSON.parse(readFileSync(join(__dirname, '../../../docs/lint-report.schema.json'), 'utf8'));
const ajv = new Ajv({ allowUnionTypes: true });
const validate = ajv.compile(SCHEMA);
const { $id: _, ...withoutId } = SCHEMA;
const validateAll = ajv.compile(closed(withoutId) as Schema);

/** The schema for ourselves: nothing may stand in a report that it does not describe. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const all = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in all ? { ...all, additionalProperties: false } : all;
}

function expectValid(report: unknown): void {
  for (const check of [validate, validateAll]) {
    check(report);
    expect(check.errors ?? []).toEqual([]);
  }
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

test('what programs get that give objects, or a text, fits it as well', () => {
  for (const { bad, good } of RULES) {
    for (const example of [bad, good]) {
      if (example === undefined) continue;
      const text = unindented(example);
      const objects = parseAllDocuments(text).map((each) => each.toJS() as object);
      const [ofText, ofObjects] = [lintManifests(text), lintManifests(objects)];
      for (const report of [ofText, ofObjects]) expectValid(report);
      expect(ofObjects.findings.map(({ rule }) => rule)).toEqual(ofText.findings.map(({ rule }) => rule));
      for (const { file, line, column } of ofObjects.findings) expect([file, line, column]).toEqual([null, null, null]);
    }
  }
}, 60_000);

test('what is accepted fits it as well, with its reason', () => {
  const [text] = RULES.flatMap(({ id, bad }) => (id === 'linux-only-field' && bad ? [unindented(bad)] : []));
  const annotations = 'annotations: { acknowledge.cdk8s-windows/linux-only-field: agreed }';
  const said = text.replace('{ name: web }', `{ name: web, ${annotations} }`);
  const report = JSON.parse(jsonReport(reportOf({ 'a.yaml': said })));
  expectValid(report);
  const ofObjects = lintManifests(parseAllDocuments(said).map((each) => each.toJS() as object));
  expectValid(ofObjects);
  expect(report.accepted).toMatchObject([{ rule: 'linux-only-field', reason: 'agreed', file: 'a.yaml' }]);
  expect(ofObjects.accepted).toMatchObject([{ rule: 'linux-only-field', reason: 'agreed', file: null }]);
  const [{ reason: _reason, ...unreasoned }] = report.accepted;
  expect(validate({ ...report, accepted: [unreasoned] })).toBe(false);
});

test('something else does not fit the schema, but more does', () => {
  const report = JSON.parse(jsonReport(SAMPLE));
  const [finding] = report.findings;
  expect(validate({ ...report, findings: [{ ...finding, line: 0 }] })).toBe(false);
  expect(validate({ ...report, summary: {} })).toBe(false);
  expect(validate({ ...report, more: 1, findings: [{ ...finding, more: 1 }] })).toBe(true);
  expect(validateAll({ ...report, more: 1 })).toBe(false);
});
