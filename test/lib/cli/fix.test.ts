import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { command, folderOf } from './command';
import { SOUND } from './manifests';

/** Two findings that can be mended: a field that a Windows pod must not carry and that says nothing, and a policy that does not fit. */
const MENDABLE = SOUND.replace(
  '      resources:',
  '      # about the user\n      securityContext:   # kept\n        privileged: false\n      resources:',
).replace('spec:\n', 'spec:\n  dnsPolicy: "ClusterFirstWithHostNet"  # kept as well\n');

const MENDED = MENDABLE.replace('securityContext:   # kept\n        privileged: false\n', '# kept\n').replace(
  'ClusterFirstWithHostNet',
  'ClusterFirst',
);

describe('--fix', () => {
  test.each([
    ['a file', MENDABLE, MENDED],
    ['a file with line ends of Windows', MENDABLE.replace(/\n/g, '\r\n'), MENDED.replace(/\n/g, '\r\n')],
    ['a file with a byte order mark', `\ufeff# é\n${MENDABLE}`, `\ufeff# é\n${MENDED}`],
    ['one document of several', `${SOUND}---\n${MENDABLE}---\n# last\n`, `${SOUND}---\n${MENDED}---\n# last\n`],
  ])('mends %s and leaves all else as it is', async (_, before, after) => {
    const folder = folderOf({ 'web.yaml': before, 'sound.yaml': SOUND });
    const { stdout, stderr, code } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(readFileSync(join(folder, 'web.yaml'), 'utf8')).toBe(after);
    expect(stderr).toBe('Mended 2 findings in 1 file.\n');
    expect(stdout).toMatch(/^Nothing found/);
    expect(code).toBe(0);
  });

  test('says what is left', async () => {
    const folder = folderOf({ 'web.yaml': MENDABLE.replace('spec:\n', 'spec:\n  hostIPC: true\n') });
    const { stdout, code } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(stdout).toMatch(/spec\.hostIPC is true[\s\S]*1 error/);
    expect(code).toBe(1);
  });

  test('adds what is missing', async () => {
    const agent = `apiVersion: v1
kind: Pod
metadata: { name: agent }
spec:
  os: { name: windows }
  nodeSelector: { kubernetes.io/os: windows }
  securityContext:
    windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
  containers:
    - name: agent
      image: registry.example.com/agent:1.0-ltsc2022
      resources: { limits: { cpu: 500m, memory: 512Mi } }
`;
    const folder = folderOf({ 'agent.yaml': agent });
    await command(['lint', '.', '--fix'], { cwd: folder });
    expect(readFileSync(join(folder, 'agent.yaml'), 'utf8')).toBe(
      agent.replace('spec:\n', 'spec:\n  hostNetwork: true\n'),
    );
  });

  describe('mends what is shown only', () => {
    const fixed = async (manifest: string, ...args: string[]) => {
      const folder = folderOf({ 'web.yaml': manifest });
      await command(['lint', '.', '--fix', ...args], { cwd: folder });
      return readFileSync(join(folder, 'web.yaml'), 'utf8');
    };

    test('by severity', async () => {
      const everything = await fixed(MENDABLE);
      expect(everything).toBe(MENDED);
      const errors = await fixed(MENDABLE, '--severity', 'error');
      expect(errors).toContain('ClusterFirstWithHostNet');
      expect(errors).not.toContain('privileged');
    });

    test('by rule', async () => {
      expect(await fixed(MENDABLE, '--disable', 'linux-only-field')).toContain('privileged: false');
      expect(await fixed(MENDABLE, '--rule', 'linux-only-field')).toContain('ClusterFirstWithHostNet');
    });

    test('not what is accepted', async () => {
      const accepted = MENDABLE.replace(
        'name: sound\n',
        'name: sound\n  annotations: { acknowledge.cdk8s-windows/linux-only-field: agreed }\n',
      );
      expect(await fixed(accepted)).toContain('privileged: false');
    });

    test('one of two findings about one thing, or both', async () => {
      const unnamed = SOUND.replace('  os: { name: windows }\n', '').replace('/os: windows', '/os: Windows');
      const named = (text: string) => text.replace('spec:\n', 'spec:\n  os:\n    name: windows\n');
      const spelt = (text: string) => text.replace('/os: Windows', '/os: windows');
      expect(await fixed(unnamed)).toBe(spelt(named(unnamed)));
      expect(await fixed(unnamed, '--rule', 'os-node-selector')).toBe(spelt(unnamed));
      expect(await fixed(unnamed, '--rule', 'os-missing')).toBe(named(unnamed));
    });
  });

  test('leaves what would bring up something else, says so, and mends the rest', async () => {
    // without os.name the field is ignored; without the field os.name is missing
    const ignored = MENDABLE.replace('  os: { name: windows }\n', '');
    const folder = folderOf({ 'a.yaml': ignored, 'b.yaml': MENDABLE });
    const { stderr } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(stderr).toBe(
      'Mended 3 findings in 2 files. 1 could be mended as well, but something else would be found then.\n',
    );
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(
      ignored.replace('ClusterFirstWithHostNet', 'ClusterFirst'),
    );
    expect(readFileSync(join(folder, 'b.yaml'), 'utf8')).toBe(MENDED);
  });

  test('can do as many as it said it could', async () => {
    const anchored = MENDABLE.replace('dnsPolicy: "', 'dnsPolicy: &policy "').replace(
      'metadata:\n',
      'metadata:\n  labels: { policy: *policy }\n',
    );
    const folder = folderOf({ 'web.yaml': `${MENDABLE}---\n${anchored.replace('*policy', 'x')}` });
    const { stdout } = await command(['lint', '.'], { cwd: folder });
    const { stderr } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(stdout).toContain('`--fix` can mend up to 3 of them.');
    expect(stderr).toBe('Mended 3 findings in 1 file.\n');
  });

  test('keeps the mode of a file, and writes where a link leads', async () => {
    const folder = folderOf({ 'real/web.yaml': MENDABLE, 'k8s/other.yaml': SOUND });
    chmodSync(join(folder, 'real/web.yaml'), 0o640);
    symlinkSync(join(folder, 'real/web.yaml'), join(folder, 'k8s/web.yaml'));
    await command(['lint', 'k8s', '--fix'], { cwd: folder });
    expect(lstatSync(join(folder, 'k8s/web.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real/web.yaml'), 'utf8')).toBe(MENDED);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'real/web.yaml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(folder, 'real'))).toEqual(['web.yaml']);
  });

  test('names a file that cannot be written, and goes on', async (context) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') return context.skip();
    const folder = folderOf({ 'a.yaml': MENDABLE, 'b.yaml': MENDABLE });
    chmodSync(join(folder, 'a.yaml'), 0o444);
    const { stdout, code } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(stdout).toContain('it cannot be written: permission is denied');
    expect(stdout).toContain('linux-only-field');
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(MENDABLE);
    expect(readFileSync(join(folder, 'b.yaml'), 'utf8')).toBe(MENDED);
    expect(code).toBe(2);
  });

  test('does not write a file in which nothing is mended', async () => {
    const folder = folderOf({ 'sound.yaml': SOUND });
    const { stderr } = await command(['lint', '.', '--fix'], { cwd: folder });
    expect(stderr).toBe('Mended 0 findings in 0 files.\n');
  });
});

describe('--fix-dry-run', () => {
  test('shows the changes as a diff and writes nothing', async () => {
    const folder = folderOf({ 'k8s/web.yaml': MENDABLE, 'k8s/sound.yaml': SOUND });
    const { stdout, stderr, code } = await command(['lint', 'k8s', '--fix-dry-run'], { cwd: folder });
    expect(stdout).toMatchInlineSnapshot(`
      "--- a/k8s/web.yaml
      +++ b/k8s/web.yaml
      @@ -3,7 +3,7 @@
       metadata:
         name: sound
       spec:
      -  dnsPolicy: "ClusterFirstWithHostNet"  # kept as well
      +  dnsPolicy: "ClusterFirst"  # kept as well
         os: { name: windows }
         nodeSelector:
           kubernetes.io/os: windows
      @@ -11,6 +11,5 @@
           - name: web
             image: registry.example.com/web:1.0-ltsc2022
             # about the user
      -      securityContext:   # kept
      -        privileged: false
      +      # kept
             resources: { limits: { cpu: 500m, memory: 512Mi } }
      "
    `);
    expect(stderr).toContain('--fix would mend 2 findings in 1 file.');
    expect(code).toBe(1);
    expect(readFileSync(join(folder, 'k8s/web.yaml'), 'utf8')).toBe(MENDABLE);
  });

  test('is what git applies below the working directory, in a repository or a folder of it', async () => {
    const folder = folderOf({ 'k8s/shop/web.yaml': MENDABLE, 'k8s/web.yaml': MENDABLE, 'web.yaml': MENDABLE });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const apply = async (cwd: string, path: string) => {
      const { stdout } = await command(['lint', path, '--fix-dry-run'], { cwd });
      return spawnSync('git', ['apply', '-'], { cwd, input: stdout }).status;
    };
    execFileSync('git', ['init', '-q', folder]);
    expect(await apply(folder, 'k8s/shop')).toBe(0);
    expect(read('k8s/shop/web.yaml')).toBe(MENDED);
    expect(await apply(join(folder, 'k8s'), join(folder, 'k8s/web.yaml'))).toBe(0);
    expect(read('k8s/web.yaml')).toBe(MENDED);
    expect(await apply(join(folder, 'k8s'), '../web.yaml')).not.toBe(0);
    expect(read('web.yaml')).toBe(MENDABLE);
  });

  test('takes no format: a diff is one', async () => {
    const { code, stderr } = await command(['lint', '-', '--fix-dry-run', '--format', 'json'], { input: MENDABLE });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--fix-dry-run writes a diff: leave --format out')]);
  });

  test('takes standard input', async () => {
    const { stdout } = await command(['lint', '-', '--fix-dry-run'], { input: MENDABLE });
    expect(stdout).toContain('+  dnsPolicy: "ClusterFirst"');
  });
});
