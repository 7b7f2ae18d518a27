import { describe, expect, test } from 'vitest';
import { command, folderOf } from './command';
import { SOUND, WARNED, WRONG } from './manifests';

const folder = folderOf({ 'wrong.yaml': WRONG, 'sound.yaml': SOUND, 'warned.yaml': WARNED });
const lint = (...args: string[]) => command(['lint', ...args], { cwd: folder });

describe('the exit code is', () => {
  test.each([
    ['0 when nothing is found', ['sound.yaml'], 0],
    ['0 when there are warnings only', ['warned.yaml'], 0],
    ['1 when there is an error', ['wrong.yaml', 'sound.yaml'], 1],
    ['1 when there is a warning and they shall fail', ['warned.yaml', '--fail-on', 'warning'], 1],
    ['1 by what fails, whatever is shown', ['warned.yaml', '--fail-on', 'warning', '--severity', 'error'], 1],
    ['0 when there is less than what fails', ['sound.yaml', '--fail-on', 'info'], 0],
    ['2 when something cannot be read, errors or not', ['wrong.yaml', 'missing.yaml'], 2],
  ])('%s', async (_, args, code) => {
    expect((await lint(...args)).code).toBe(code);
  });
});

describe('a wrong call says what to write, on stderr, and exits with 2:', () => {
  test.each([
    ['no path', [], 'lint needs a file, a folder, a pattern, or - for standard input'],
    ['an empty path', [''], 'a path is empty: write . for the working directory'],
    ['one value twice', ['.', '--format', 'json', '--format', 'text'], '--format stands here a second time'],
    ['an unknown option', ['.', '--formt', 'json'], "unknown option --formt, did you mean '--format'?"],
    ['a name that every object has', ['.', '--constructor'], 'unknown option --constructor'],
    ['an unknown short option', ['.', '-x'], 'unknown option -x'],
    [
      'an unknown format',
      ['.', '--format', 'jsn'],
      "--format: 'jsn' is none of text, json, sarif, github, did you mean 'json'?",
    ],
    ['an unknown platform', ['.', '--platform', 'ask'], "did you mean 'aks'?"],
    ['a platform that is none', ['.', '--platform', 'unknown'], "--platform: 'unknown' is none of aks"],
    ['an unknown severity', ['.', '--severity', 'warn'], "did you mean 'warning'?"],
    ['no version', ['.', '--kubernetes', 'latest'], "--kubernetes: 'latest' is no version of Kubernetes, such as 1.34"],
    [
      'an unknown rule',
      ['.', '--rule', 'linux-only-feild'],
      "no rule is named 'linux-only-feild', did you mean 'linux-only-field'?",
    ],
    [
      'an unknown rule to leave out',
      ['.', '--disable', 'linux-only-field,nonsense'],
      "--disable: no rule is named 'nonsense'",
    ],
    ['a missing value', ['.', '--rule'], '--rule needs a value'],
    ['an option in the place of a value', ['.', '--format', '--quiet'], '--format needs a value'],
    ['a value of a flag', ['.', '--quiet=yes'], '--quiet takes no value'],
    ['--fix for standard input', ['-', '--fix'], '--fix writes files: for standard input there is --fix-dry-run'],
    ['a platform that every object has', ['.', '--platform', 'constructor'], "'constructor' is none of aks"],
    [
      'a missing configuration',
      ['.', '--config', 'no.yaml'],
      'error: --config no.yaml: this file cannot be read: there is no such file or folder\n',
    ],
    [
      'a folder as configuration',
      ['.', '--config', '.'],
      'error: --config .: this file cannot be read: it is a folder\n',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await lint(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Try `cdk8s-windows lint --help`.');
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('what is said is chosen by', () => {
  const found = async (...args: string[]) => {
    const { stdout } = await lint('.', '--format', 'json', ...args);
    return (JSON.parse(stdout).findings as { rule: string }[]).map(({ rule }) => rule).sort();
  };

  test('nothing: all is said', async () => {
    expect(await found()).toEqual(['acknowledgement-unknown', 'linux-only-field']);
  });

  test('severity', async () => {
    expect(await found('--severity', 'error')).toEqual(['linux-only-field']);
  });

  test('severity, but what fails always is', async () => {
    expect(await found('--severity', 'error', '--fail-on', 'warning')).toHaveLength(2);
  });

  test('rules, repeated or with commas', async () => {
    expect(await found('--rule', 'acknowledgement-unknown')).toEqual(['acknowledgement-unknown']);
    const both = ['acknowledgement-unknown', 'linux-only-field'];
    expect(await found('--rule', both[0], '--rule', both[1])).toEqual(both);
    expect(await found('--rule', both.join(', '))).toEqual(both);
  });

  test('rules that are left out', async () => {
    expect(await found('--disable', 'linux-only-field')).toEqual(['acknowledgement-unknown']);
  });

  test('platform and version', async () => {
    const old = folderOf({
      'a.yaml': SOUND.replace('os: { name: windows }', 'os: { name: windows }\n  hostUsers: false'),
    });
    const run = async (...args: string[]) =>
      (await command(['lint', '.', '--format', 'json', ...args], { cwd: old })).stdout;
    expect(await run('--kubernetes', '1.30')).not.toBe(await run('--kubernetes', '1.36'));
    expect((await command(['lint', '.', '--kubernetes', 'v1.99.1'], { cwd: old })).stderr).toContain(
      'by the book only',
    );
  });
});

describe('a configuration', () => {
  const config = (text: string, files = {}) => folderOf({ 'cdk8s-windows.yaml': text, 'wrong.yaml': WRONG, ...files });

  test('of the working directory is taken', async () => {
    const cwd = config(
      '# ours\nformat: json\ndisable: [linux-only-field]\nkubernetes: 1.30\nplatform: aks\nquiet: true\n',
    );
    const { stdout, code } = await command(['lint', 'wrong.yaml'], { cwd });
    expect(JSON.parse(stdout).findings).toEqual([]);
    expect(code).toBe(0);
  });

  test('is outdone by the command line', async () => {
    const cwd = config('format: json\ndisable: linux-only-field\n');
    const { stdout } = await command(['lint', 'wrong.yaml', '--format', 'text', '--disable', 'image-build'], { cwd });
    expect(stdout).toContain('1 error');
  });

  test('can have another name', async () => {
    const cwd = config('nonsense: 1\n', { 'ours.yaml': 'severity: error\n' });
    expect((await command(['lint', 'wrong.yaml', '--config', 'ours.yaml'], { cwd })).code).toBe(1);
  });

  test.each([
    [
      'an unknown key',
      'format: json\nplatfrom: aks\n',
      "cdk8s-windows.yaml:2: 'platfrom' is none of platform, kubernetes, format, severity, fail-on, rule, disable, quiet, no-color, did you mean 'platform'?",
    ],
    [
      'a key that only the command line has',
      'fix: true\n',
      "cdk8s-windows.yaml:1: 'fix' is none of platform, kubernetes, format, severity, fail-on, rule, disable, quiet, no-color",
    ],
    [
      'a key that every object has',
      'constructor: true\n',
      "cdk8s-windows.yaml:1: 'constructor' is none of platform, kubernetes, format, severity, fail-on, rule, disable, quiet, no-color",
    ],
    ['a wrong value', '\n\nplatform: azure\n', "cdk8s-windows.yaml:3: platform: 'azure' is none of aks"],
    ['an unknown rule', 'rule:\n  - nonsense\n', "cdk8s-windows.yaml:1: rule: no rule is named 'nonsense'"],
    ['a flag that is no flag', 'quiet: maybe\n', 'cdk8s-windows.yaml:1: quiet takes true or false'],
    ['no value', 'platform:\n', 'cdk8s-windows.yaml:1: platform takes a value, or a list of values'],
    ['a key twice', 'format: json\nformat: text\n', 'cdk8s-windows.yaml:2: format stands here a second time'],
    ['no YAML', 'a: "b\n', 'cdk8s-windows.yaml:1: these quotes have no end'],
    ['no options', '- a\n', 'cdk8s-windows.yaml:1: a configuration holds options'],
  ])('with %s is refused, with the line', async (_, text, message) => {
    const { code, stderr } = await command(['lint', 'wrong.yaml'], { cwd: config(text) });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('colours', () => {
  const coloured = async (env: Record<string, string>, ...args: string[]) =>
    (await command(['lint', 'wrong.yaml', ...args], { cwd: folder, env })).stdout.includes('\u001b[');

  test.each([
    ['are left out where nobody looks', {}, [], false],
    ['come with FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['stay out with FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['stay out with --no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['stay out with NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['stay out of JSON', { FORCE_COLOR: '1' }, ['--format', 'json'], false],
  ])('%s', async (_, env, args, expected) => {
    expect(await coloured(env as Record<string, string>, ...args)).toBe(expected);
  });
});

describe('--quiet', () => {
  test('leaves the findings', async () => {
    const { stdout, stderr } = await lint('wrong.yaml', '--quiet');
    expect(stdout).toContain('error linux-only-field wrong.yaml:13:21');
    expect(stdout).not.toContain('1 object');
    expect(stderr).toBe('');
  });

  test('says nothing when nothing is found', async () => {
    expect(await lint('sound.yaml', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

test('nothing but results comes on stdout, in every format', async () => {
  for (const format of ['json', 'sarif', 'github']) {
    const { stdout, stderr } = await lint('.', 'missing.yaml', '--format', format);
    expect(stderr).toContain('error: missing.yaml: there is no such file or folder');
    if (format === 'github') expect(stdout.split('\n').filter((line) => line && !line.startsWith('::'))).toEqual([]);
    else expect(() => JSON.parse(stdout)).not.toThrow();
  }
});

test('an acknowledged finding is silent, and its reason may stand on the template', async () => {
  const said = WRONG.replace(
    'name: wrong\n',
    'name: wrong\n  annotations: { acknowledge.cdk8s-windows/linux-only-field: moves in spring }\n',
  );
  const { code, stdout } = await command(['lint', '-'], { cwd: folder, input: said });
  expect([code, stdout]).toEqual([0, 'Nothing found (1 object in 1 file, 1 accepted).\n']);
});

test('a reader who goes away is no mistake', async () => {
  const many = folderOf({ 'a.yaml': Array.from({ length: 300 }, () => WRONG).join('---\n') });
  const { code, stderr } = await command(['lint', '.'], { cwd: many, readsLittle: true });
  expect([code, stderr]).toEqual([1, '']);
});
