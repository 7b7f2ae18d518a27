import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../../lib/rules/rules';
import { command } from './command';

describe('the command', () => {
  test('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
    expect(await command(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([[['--help']], [['-h']], [['help']]])('teaches: %s', async (args) => {
    const { code, stdout } = await command(args);
    expect(stdout).toContain('cdk8s-windows lint k8s/');
    expect(code).toBe(0);
  });

  test.each(['lint', 'rules', 'explain'])('%s teaches by examples', async (name) => {
    const { code, stdout } = await command([name, '--help']);
    expect(stdout).toMatch(/^Usage: cdk8s-windows /);
    expect(stdout).toMatch(/Examples?:\n {2}cdk8s-windows /);
    expect(code).toBe(0);
    expect((await command(['help', name])).stdout).toBe(stdout);
  });

  test('without anything teaches as well, and exits with 2', async () => {
    expect(await command([])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage:') });
  });

  test.each([
    ['lnit', "there is no command 'lnit', did you mean 'lint'?"],
    ['constructor', "there is no command 'constructor'"],
    ['--platform', "there is no command '--platform'"],
    ['--vesion', "there is no command '--vesion', did you mean '--version'?"],
  ])('%s is none', async (name, message) => {
    expect(await command([name])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});

describe('rules', () => {
  test('are listed as a table, all of them', async () => {
    const { stdout, code } = await command(['rules']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual(RULES.map(({ id }) => id));
    expect(code).toBe(0);
  });

  test('are listed by what they speak of', async () => {
    const { stdout } = await command(['rules', 'gMSA', 'webhook']);
    const ids = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);
    expect(ids).toContain('gmsa-webhook-certificate');
    expect(ids.length).toBeLessThan(RULES.length / 4);
  });

  const idsOf = async (...words: string[]) =>
    (await command(['rules', ...words])).stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(' ')[0]);

  test.each(['fsGroup', 'hostPID', 'RUNASUSER', 'privileged', 'seccomp'])(
    'are found by a field of the list that they judge: %s',
    async (field) => {
      expect(await idsOf(field)).toEqual(expect.arrayContaining(['linux-field-ignored', 'linux-only-field']));
    },
  );

  test('are not found by what only their examples speak of', async () => {
    const ids = await idsOf('nodeselector');
    expect(ids).toContain('os-node-selector');
    expect(ids).not.toContain('linux-only-field');
    expect(ids.length).toBeLessThan(30);
  });

  test('are found by why they hold when nothing else speaks of it', async () => {
    expect(await idsOf('ContainerCreating')).toContain('linux-only-volume');
  });

  test('are listed as Markdown', async () => {
    const { stdout } = await command(['rules', '--format', 'markdown']);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '| rule | severity | who says no | what it says |',
      '| --- | --- | --- | --- |',
    ]);
  });

  test('are listed as JSON', async () => {
    const { stdout } = await command(['rules', '--format', 'json']);
    const list = JSON.parse(stdout);
    expect(list).toHaveLength(RULES.length);
    expect(list.find(({ id }: { id: string }) => id === 'field-type')).toMatchObject({
      severity: 'error',
      verdict: 'api',
      kubernetes: null,
      platforms: null,
      bad: expect.stringMatching(/^apiVersion: v1\nkind: Pod\n/),
    });
  });

  test.each([
    [['rules', '--format', 'xml'], "--format: 'xml' is none of table, markdown, json"],
    [['rules', 'qqqqqq'], "no rule speaks of 'qqqqqq'"],
    [['rules', '--format'], '--format needs a value'],
  ])('%s is refused', async (args, message) => {
    expect(await command(args)).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });
});

describe('explain', () => {
  test('says all about a rule', async () => {
    const { stdout, code } = await command(['explain', 'field-type']);
    const rule = RULES.find(({ id }) => id === 'field-type');
    expect(stdout).toBe(
      [
        `field-type: ${rule?.summary}`,
        `Why\n  ${rule?.why}`,
        `Do\n  ${rule?.fix}`,
        'Severity\n  error: the API server refuses the object',
        'Holds on\n  every platform',
        `Wrong\n${rule?.bad?.replace(/^\n/, '').replace(/^ {2}/gm, '').trimEnd()}`,
        `Right\n${rule?.good?.replace(/^\n/, '').replace(/^ {2}/gm, '').trimEnd()}`,
        `Read on\n  ${rule?.reference}\n`,
      ].join('\n\n'),
    );
    expect(code).toBe(0);
  });

  test('says which fields a rule judges that judges a list', async () => {
    const { stdout } = await command(['explain', 'linux-only-field']);
    expect(stdout).toMatch(/^Fields\n(?: {2}spec\.\S+\n)+\n/m);
    for (const field of [
      'spec.hostPID',
      'spec.securityContext.fsGroup',
      'spec.containers[*].securityContext.privileged',
    ]) {
      expect(stdout).toContain(`  ${field}\n`);
    }
  });

  test.each([
    [['explain', 'feild-type'], "no rule is named 'feild-type', did you mean 'field-type'"],
    [['explain', 'privileged'], "no rule is named 'privileged', but these speak of it: "],
    [['explain', 'qqqqqqqqqqqq'], '`cdk8s-windows rules` lists them'],
    [['explain'], 'explain takes the id of one rule'],
    [['explain', 'field-type', 'image-build'], 'explain takes the id of one rule'],
  ])('%s is refused', async (args, message) => {
    expect(await command(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
