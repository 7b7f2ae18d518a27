import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasShape } from '../../../lib/manifests/shapes/shapes';
import { ruleIds, rulesModule } from '../../../lib/rules/generate';
import { POD_RULES } from '../../../lib/rules/pod-rules';
import type { Rule, Severity, Verdict } from '../../../lib/rules/rule';
import { RULES } from '../../../lib/rules/rules';

const root = join(__dirname, '..', '..', '..');
const folder = join(root, 'lib', 'rules');
const ids = ruleIds(folder);

async function load(id: string): Promise<Record<string, unknown> & { default: Rule }> {
  return import(`../../../lib/rules/${id}.ts`);
}

/** Every source text that may use a rule, by its path. */
const sources = ['constructs', 'lib'].flatMap((folder) =>
  filesBelow(join(root, folder), '.ts').map((file) => ({ file, text: readFileSync(file, 'utf8') })),
);

/** What tests expect of messages, and the catalogue of misuses. */
const expectations = filesBelow(join(root, 'test'), '.ts', '.snap')
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

function filesBelow(folder: string, ...ends: string[]): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && ends.some((end) => entry.name.endsWith(end)))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** One sentence or several, each with its full stop; a quoted or bracketed end is fine. */
const SENTENCES = /^[^\s].*[^\s.]\.$/;

describe.each(ids)('%s', (id) => {
  let module: Awaited<ReturnType<typeof load>>;
  let rule: Rule;

  beforeAll(async () => {
    module = await load(id);
    rule = module.default;
  });

  test('is the only thing in its file, and has the name of the file', () => {
    expect(Object.keys(module)).toEqual(['default']);
    expect(rule.id).toBe(id);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test.each(['summary', 'why', 'fix'] as const)('says its %s in sentences that end with a full stop', (field) => {
    expect(rule[field]).toMatch(SENTENCES);
    expect(rule[field]).not.toMatch(/\s{2}|\n/);
  });

  test('says its summary in one line', () => {
    expect(rule.summary.length).toBeLessThanOrEqual(120);
  });

  test('says in its summary what must hold, or what should where it is advice', () => {
    const modals = rule.summary.match(/\b(must|should)\b/g) ?? [];
    expect(new Set(modals)).toEqual(new Set([rule.severity === 'info' ? 'should' : 'must']));
  });

  test('says more than one thing: why and what to do differ from the summary', () => {
    expect(new Set([rule.summary, rule.why, rule.fix]).size).toBe(3);
  });

  test('is an error where somebody refuses or fails, no more than a warning where nobody does, and advice as info', () => {
    const { severity, verdict } = rule;
    const verdicts = looksAtManifests(rule) ? WHO_SAYS_NO[severity] : WHO_SAYS_NO_TO_PROPS;
    expect(verdicts).toContain(verdict);
  });

  test('is an error where no manifest can break it: a construct refuses what it is asked for', () => {
    expect(looksAtManifests(rule) ? 'error' : rule.severity).toBe('error');
  });

  test('leads to a public page', () => {
    const { protocol, hostname } = new URL(rule.reference);
    expect(protocol).toBe('https:');
    expect(hostname).toMatch(/\.[a-z]+$/);
  });

  test('looks at manifests, or is used by a construct', () => {
    const own = join(folder, `${id}.ts`);
    const users = sources.filter(
      ({ file, text }) => file !== own && file !== join(folder, 'rules.ts') && text.includes(`/${id}'`),
    );
    expect(looksAtManifests(rule) || users.length > 0).toBe(true);
  });

  test('is expected by a test that provokes it, so that no other rule can be named in its place', () => {
    // in quotes, at the end of a regular expression, or as a message has it; a bad example is one as well
    const named = new RegExp(`'${id}'|(?<![\\w-])${id}/|Rule: ${id} `);
    expect(rule.bad !== undefined || named.test(expectations)).toBe(true);
  });

  test('has a bad and a good example exactly when it looks at manifests', () => {
    expect({ bad: rule.bad !== undefined, good: rule.good !== undefined }).toEqual({
      bad: looksAtManifests(rule),
      good: looksAtManifests(rule),
    });
  });

  test('names the kinds that it looks at, each of a known shape, exactly when it looks at objects', () => {
    expect(rule.kinds !== undefined).toBe(rule.checkObject !== undefined);
    expect((rule.kinds ?? []).filter((kind) => !hasShape(kind))).toEqual([]);
  });
});

const WHO_SAYS_NO: Readonly<Record<Severity, readonly Verdict[]>> = {
  error: ['api', 'admission', 'pod-security', 'webhook', 'node', 'traffic'],
  warning: ['api', 'webhook', 'node', 'traffic', 'ignored'],
  info: ['ignored', 'advice'],
};

const WHO_SAYS_NO_TO_PROPS: readonly Verdict[] = [...WHO_SAYS_NO.error, 'ignored', 'construct'];

/** The engine itself finds what these say. */
const OF_THE_ENGINE = /^(acknowledgement-|(field-type|policy-field|unknown-(field|kind))$)/;

function looksAtManifests({ id, check, checkObject }: Rule): boolean {
  return check !== undefined || checkObject !== undefined || OF_THE_ENGINE.test(id);
}

test('the list of rules is that of the folder: otherwise run `npm run rules`', () => {
  expect(RULES.map(({ id }) => id)).toEqual(ids);
  expect(readFileSync(join(folder, 'rules.ts'), 'utf8')).toBe(rulesModule(ids));
});

test('a policy never keeps a pod from running', () => {
  expect(RULES.filter(({ topic, verdict }) => topic === 'policy' && verdict === 'node')).toEqual([]);
});

test('constructs refuse errors only', () => {
  const refused = sources.flatMap(({ file, text }) => {
    if (!file.startsWith(join(root, 'constructs'))) return [];
    const imported = new Map(
      [...text.matchAll(/import (\w+) from '[./]+lib\/rules\/([a-z-]+)'/g)].map(([, name, id]) => [name, id]),
    );
    return [...text.matchAll(/\brefuse\(\s*(\w+)/g)].map(([, name]) => imported.get(name));
  });
  const rules = new Set([...RULES.filter(({ id }) => refused.includes(id)), ...POD_RULES]);
  expect(rules.size).toBeGreaterThan(POD_RULES.length);
  const isError = ({ severity, severityInCode }: Rule) => (severityInCode ?? severity) === 'error';
  expect([...rules].filter((rule) => !isError(rule)).map(({ id }) => id)).toEqual([]);
});

test('rules that constructs ask look at pods', () => {
  expect(POD_RULES.filter(({ check }) => check === undefined)).toEqual([]);
});

test('no rule for pods stands in the list twice', () => {
  expect(new Set(POD_RULES).size).toBe(POD_RULES.length);
});

test('no two rules say the same', async () => {
  const summaries = await Promise.all(ids.map(async (id) => (await load(id)).default.summary));
  expect(new Set(summaries).size).toBe(summaries.length);
});
