import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, folderOf } from './command';
import { SOUND, WRONG } from './manifests';

interface Json {
  readonly findings: { file: string; line: number; column: number; path: string; object: { name: string | null } }[];
  readonly unreadable: { file: string; line: number | null; message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

async function lint(
  args: readonly string[],
  cwd: string,
  input?: string | Buffer,
): Promise<Json & { code: number | null }> {
  const { stdout, code } = await command(['lint', ...args, '--format', 'json'], { cwd, input });
  return { ...(JSON.parse(stdout) as Json), code };
}

const filesOf = ({ findings }: Json) => findings.map(({ file }) => file);

describe('manifests are found in', () => {
  const folder = folderOf({
    'k8s/a.yaml': WRONG,
    'k8s/b.yml': WRONG,
    'k8s/deep/er/c.json': JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'json' },
      spec: { os: { name: 'windows' }, hostIPC: true, nodeSelector: { 'kubernetes.io/os': 'windows' } },
    }),
    'k8s/notes.txt': WRONG,
    'k8s/.hidden/d.yaml': WRONG,
    'k8s/node_modules/e.yaml': WRONG,
    'k8s/[odd] name.yaml': WRONG,
    'other.text': WRONG,
  });

  test('a folder: every *.yaml, *.yml and *.json below it, in the order of their names', async () => {
    const report = await lint(['k8s'], folder);
    expect([...new Set(filesOf(report))]).toEqual([
      'k8s/[odd] name.yaml',
      'k8s/a.yaml',
      'k8s/b.yml',
      'k8s/deep/er/c.json',
    ]);
    expect(report.code).toBe(1);
  });

  test('a file, whatever it is named', async () => {
    expect(filesOf(await lint(['other.text'], folder))).toEqual(['other.text']);
  });

  test('a file whose name looks like a pattern', async () => {
    expect(filesOf(await lint(['k8s/[odd] name.yaml'], folder))).toEqual(['k8s/[odd] name.yaml']);
  });

  test('a pattern', async () => {
    expect(filesOf(await lint(['k8s/*.y*ml'], folder))).toEqual(['k8s/[odd] name.yaml', 'k8s/a.yaml', 'k8s/b.yml']);
    expect(filesOf(await lint(['k8s/**/{a,b}.*'], folder))).toEqual(['k8s/a.yaml', 'k8s/b.yml']);
  });

  test('standard input', async () => {
    const report = await lint(['-'], folder, WRONG);
    expect(report.findings).toMatchObject([{ file: '<stdin>', line: 13, column: 21 }]);
  });

  test('standard input by a name', async () => {
    const report = await lint(['-', '--stdin-name', 'k8s/shop.yaml'], folder, WRONG);
    expect(report.findings).toMatchObject([{ file: 'k8s/shop.yaml', line: 13, column: 21 }]);
    const { code, stderr } = await command(['lint', 'k8s/', '--stdin-name', 'shop.yaml'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('give - as a path') });
  });

  test('an empty file that is named, which is skipped; nothing else to judge is an error', async () => {
    const cwd = folderOf({
      'empty.yaml': '',
      'comment.yaml': '# later\n',
      'values.yaml': 'image: web\n',
      'web.yaml': SOUND,
    });
    const among = await command(['lint', 'empty.yaml', 'comment.yaml', 'web.yaml'], { cwd });
    expect(among.code).toBe(0);
    expect(among.stdout).toContain('Skipped:\n  it is empty\n    empty.yaml\n    comment.yaml\n');
    for (const alone of [['empty.yaml'], ['values.yaml'], ['empty.yaml', 'values.yaml']]) {
      expect((await lint(alone, cwd)).code).toBe(2);
    }
  });

  test('several arguments, of which each file is read once', async () => {
    const report = await lint(['k8s/a.yaml', 'k8s/', './k8s/../k8s/a.yaml', 'k8s/*.yaml'], folder);
    expect(filesOf(report).filter((file) => file === 'k8s/a.yaml')).toHaveLength(1);
    expect(report.summary.files).toBe(4);
  });

  test('a folder somewhere else', async () => {
    const report = await lint(['..'], join(folder, 'k8s', 'deep'));
    expect(filesOf(report)).toContain('../a.yaml');
  });

  test('links, but not round and round', async () => {
    const linked = folderOf({ 'real/a.yaml': WRONG });
    symlinkSync(join(linked, 'real'), join(linked, 'real', 'again'));
    symlinkSync(join(linked, 'real', 'a.yaml'), join(linked, 'link.yaml'));
    expect((await lint(['.'], linked)).code).toBe(1);
  });
});

describe('the same is found in', () => {
  const windows = WRONG.replace(/\n/g, '\r\n');
  test.each([
    ['YAML', WRONG, 13, 21],
    ['YAML with line ends of Windows', windows, 13, 21],
    ['YAML with a byte order mark', `\ufeff${windows}`, 13, 21],
    ['the second document', `${SOUND}---\n${WRONG}`, 26, 21],
    [
      'JSON',
      JSON.stringify({ apiVersion: 'v1', kind: 'Pod', spec: { os: { name: 'windows' }, hostIPC: true } }, null, 2),
      8,
      16,
    ],
  ])('%s, at its line and column', async (_, text, line, column) => {
    const folder = folderOf({ 'web.yaml': text });
    const { findings } = await lint(['.'], folder);
    expect(findings.map((finding) => [finding.line, finding.column])).toContainEqual([line, column]);
  });

  test('an item of a List, by its path in the List', async () => {
    const items = [SOUND, WRONG].map((text) => `- ${text.trimEnd().replace(/\n/g, '\n  ')}\n`).join('');
    const { findings } = await lint(['-'], folderOf({}), `apiVersion: v1\nkind: List\nitems:\n${items}`);
    expect(findings).toMatchObject([
      { path: 'items[1].spec.containers[0].securityContext.privileged', line: 28, object: { name: 'wrong' } },
    ]);
  });
});

test('all paths of a call are one cluster', async () => {
  const runtimeClass =
    'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: win }\nhandler: runhcs-wcow-process\n';
  const pod = WRONG.replace(/ {2}os:.*\n {2}nodeSelector:\n.*\n/, '  runtimeClassName: win\n').replace('-ltsc2022', '');
  const folder = folderOf({ 'a/pod.yaml': pod, 'b/class.yaml': runtimeClass });
  const together = await lint(['a', 'b', '--rule', 'linux-field-ignored'], folder);
  const alone = await lint(['a', '--rule', 'linux-field-ignored'], folder);
  expect([together.findings.length, alone.findings.length]).toEqual([1, 0]);
});

describe('nothing is hidden by', () => {
  const folder = folderOf({
    'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {\n',
    'half.yaml': `${WRONG}---\na: "b\n---\n${SOUND}`,
    'utf16.yaml': Buffer.from(`\ufeff${WRONG}`, 'utf16le'),
    'picture.yaml': Buffer.from([0x89, 0x50, 0, 0, 1, 2]),
    'tabs.yaml': 'apiVersion: v1\n\tkind: Pod\n',
    'twice.yaml': 'apiVersion: v1\nkind: Pod\nkind: Service\n',
    'dots.yaml': `${SOUND}...\n${SOUND}`,
    'wrong.yaml': WRONG,
  });

  test('a file, or a document, that cannot be read: it is named with its line, and the exit code is 2', async () => {
    const { findings, unreadable, summary, code } = await lint(['.', 'missing.yaml'], folder);
    expect(findings.map(({ file }) => file)).toEqual(['half.yaml', 'wrong.yaml']);
    expect(unreadable.map(({ file, line }) => [file, line])).toEqual([
      ['broken.yaml', 3],
      ['dots.yaml', 14],
      ['half.yaml', 16],
      ['picture.yaml', 1],
      ['tabs.yaml', 2],
      ['twice.yaml', 3],
      ['utf16.yaml', 1],
      ['missing.yaml', null],
    ]);
    expect(summary.objects).toBe(3);
    expect(code).toBe(2);
  });

  test('a folder that may not be read', async (context) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') return context.skip();
    const closed = folderOf({ 'closed/a.yaml': WRONG, 'open/a.yaml': WRONG });
    chmodSync(join(closed, 'closed'), 0);
    const { findings, unreadable } = await lint(['.'], closed);
    chmodSync(join(closed, 'closed'), 0o755);
    expect([findings.length, unreadable[0].message]).toEqual([1, 'permission is denied']);
  });
});

describe('a call that looks at nothing is an error:', () => {
  const folder = folderOf({
    'values/values.yaml': 'a: 1\n',
    'good/a.yaml': SOUND,
    'comments.yaml': '# nothing\n',
    'other/x.txt': 'x',
  });
  mkdirSync(join(folder, 'empty'));

  test.each([
    ['an empty folder', ['empty'], 'there is no *.yaml, *.yml or *.json in this folder'],
    ['a folder without YAML', ['other'], 'there is no *.yaml, *.yml or *.json in this folder'],
    ['a folder without manifests', ['values'], 'there is no manifest in it'],
    ['a folder without manifests beside one that has some', ['good', 'values'], 'there is no manifest in it'],
    ['a file that holds something else', ['values/values.yaml'], 'there is no manifest in it'],
    ['a file of comments', ['comments.yaml'], 'there is no manifest in it'],
    ['a missing file', ['missing.yaml'], 'there is no such file or folder'],
    ['a pattern that matches nothing', ['good/*.yml'], 'no file matches'],
    ['empty standard input', ['-'], 'there is no manifest in it'],
  ])('%s', async (_, args, message) => {
    const { unreadable, code } = await lint(args, folder);
    expect(unreadable.map((each) => each.message)).toEqual([message]);
    expect(code).toBe(2);
  });

  test('but beside manifests a file that is named may be something else', async () => {
    expect((await lint(['good', 'values/values.yaml', 'comments.yaml'], folder)).code).toBe(0);
  });
});

describe('skipped and named is', () => {
  test('what is no manifest', async () => {
    const folder = folderOf({
      'a.yaml': SOUND,
      'chart/values.yaml': 'image: web\n',
      'chart/templates/web.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n',
      'docker-compose.yml': 'services:\n  web: { image: web }\n',
      'package.json': '{ "name": "web" }',
      'tsconfig.json': '{ // a comment\n "a": 1, }',
      'cdk8s-windows.yaml': 'severity: info\n',
    });
    const { stdout, code } = await command(['lint', '.'], { cwd: folder });
    expect(stdout).toMatchInlineSnapshot(`
      "Skipped:
        it holds options of this command
          cdk8s-windows.yaml
        it is a template: lint what it is rendered to, for instance by \`helm template\`
          chart/templates/web.yaml
        it holds values of a chart: lint what \`helm template\` writes
          chart/values.yaml
        it is a Compose file
          docker-compose.yml
        apiVersion and kind are missing: it is no object of Kubernetes
          package.json
        it names no apiVersion and cannot be read
          tsconfig.json:2

      Nothing found (1 object in 7 files, 6 skipped).
      "
    `);
    expect(code).toBe(0);
  });

  test('the patches of a kustomization', async () => {
    const folder = folderOf({
      'base/web.yaml': SOUND,
      'overlay/kustomization.yaml': 'resources: [../base]\npatches:\n- path: patch.yaml\n',
      'overlay/patch.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: sound }\nspec: { hostIPC: true, os: { name: windows } }\n',
    });
    const { stdout, code } = await command(['lint', '.'], { cwd: folder });
    expect(stdout).toContain('it is a patch of a kustomization');
    expect(code).toBe(0);
  });
});
