import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CONFIGURABLE, LINT_OPTIONS } from '../../lib/cli/lint-options';
import { lintManifests } from '../../lib/lint/lint-manifests';
import { PLATFORM_IDS } from '../../lib/lint/settings';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../lib/platforms/target';
import { command, folderOf } from '../lib/cli/command';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/lint.md'), 'utf8');
const blocks = (language: string) => [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];

/** The files of the page: each begins with a comment that names it. */
const FILES = Object.fromEntries(
  blocks('yaml').flatMap(([, text]) => {
    const [, name] = /^# (\S+\.yaml)\n/.exec(text) ?? [];
    return name === undefined ? [] : [[name, text]];
  }),
);

/** What is typed, and what the page shows below it. The configuration holds from where it stands on the page. */
const CALLS = blocks('console').map(({ 1: text, index }) => {
  const [line, ...output] = text.split('\n');
  const configured = index > PAGE.indexOf('# cdk8s-windows.yaml');
  return { typed: line.replace(/^\$ /, ''), output: output.join('\n'), configured };
});

describe('the page about linting', () => {
  test('shows a program that finds something', () => {
    const [, manifest] = /const pod = `([^`]+)`;/.exec(PAGE) ?? [];
    expect(lintManifests(manifest, { platform: 'aks', kubernetes: '1.34' })).toMatchObject({
      findings: [{ rule: 'linux-only-field', path: 'spec.hostPID' }],
      unreadable: [],
    });
  });

  test('shows calls', () => {
    expect(CALLS.length).toBeGreaterThan(3);
  });

  test.each(CALLS)('shows what this writes: $typed', async ({ typed, output, configured }) => {
    const { 'cdk8s-windows.yaml': configuration, ...manifests } = FILES;
    const cwd = folderOf(configured ? FILES : manifests);
    const [program, ...args] = typed.split(' ');
    expect(program).toBe('cdk8s-windows');
    expect((await command(args, { cwd })).stdout).toBe(output);
    expect(configuration).toBeDefined();
  });

  test('names every option, platform and version', () => {
    for (const name of Object.keys({ ...LINT_OPTIONS, ...CONFIGURABLE })) expect(PAGE).toContain(`--${name}`);
    for (const id of PLATFORM_IDS) expect(PAGE).toContain(`\`${id}\``);
    expect(PAGE).toContain(`from 1.${OLDEST_KUBERNETES} to 1.${NEWEST_KUBERNETES}`);
  });

  test('lists the keys of a configuration, all of them', () => {
    const [, table] = /^\| key \| value \|\n.*\n((?:\|.*\n)+)/m.exec(PAGE) ?? [];
    const keys = table
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => key));
    expect(keys.sort()).toEqual(Object.keys(CONFIGURABLE).sort());
  });

  test('is YAML where it says so', () => {
    for (const [, text] of blocks('yaml')) expect(() => parse(text)).not.toThrow();
  });
});

test('the hook for pre-commit runs a command of this version', async () => {
  const [, text] = blocks('yaml').find(([, each]) => each.includes('additional_dependencies')) ?? [];
  const [hook] = parse(text).repos[0].hooks;
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(hook.additional_dependencies).toEqual([`${name}@${version}`]);
  const [program, ...args] = hook.entry.split(' ');
  expect(program).toBe(name);
  const cwd = folderOf(FILES);
  expect((await command([...args, ...hook.args, 'web.yaml', 'cdk8s-windows.yaml'], { cwd })).code).toBe(1);
});

test('the pipelines run this version', () => {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const calls = [...PAGE.matchAll(/npx (\S+)/g)].map(([, called]) => called);
  expect(calls.length).toBeGreaterThan(2);
  expect(new Set(calls)).toEqual(new Set([`${name}@${version}`]));
});
