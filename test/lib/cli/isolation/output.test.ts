import { linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { called } from './called';
import { documents, workload } from './shop';

const MANIFEST = documents(workload('shop/web', 'windows'), workload('shop/db', 'linux'));
const FLOWS = JSON.stringify([{ from: 'shop/web', to: 'shop/db', port: 80 }]);

function given() {
  const folder = folderOf({ 'k8s/a.yaml': MANIFEST, 'old/a.yaml': MANIFEST, 'flows.json': FLOWS });
  symlinkSync('k8s/a.yaml', join(folder, 'link.txt'));
  linkSync(join(folder, 'k8s/a.yaml'), join(folder, 'hard.txt'));
  symlinkSync('k8s', join(folder, 'other'));
  return { folder, isolation: (...args: string[]) => called(['isolation', ...args], folder) };
}

describe('what was read is never written over:', () => {
  test.each([
    ['a file', ['k8s/a.yaml', '--output', 'k8s/a.yaml', '--format', 'csv']],
    ['a file of a folder', ['k8s', '--output', './k8s/../k8s/a.yaml']],
    ['a file of a pattern', ['k8s/*.yaml', '--output', 'k8s/a.yaml']],
    ['a file by a link', ['k8s', '--output', 'link.txt']],
    ['a file by another name', ['k8s', '--output', 'hard.txt']],
    ['a file in a folder by a link', ['other', '--output', 'k8s/a.yaml']],
    ['the earlier version', ['k8s', '--diff', 'old', '--output', 'old/a.yaml']],
    ['the flows', ['k8s', '--flows', 'flows.json', '--output', 'flows.json', '--format', 'json']],
  ])('%s', async (_, args) => {
    const { folder, isolation } = given();
    const { code, stdout, stderr } = await isolation(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('it was read as input, and would be lost: write to another file');
    for (const name of ['k8s/a.yaml', 'old/a.yaml']) expect(readFileSync(join(folder, name), 'utf8')).toBe(MANIFEST);
    expect(readFileSync(join(folder, 'flows.json'), 'utf8')).toBe(FLOWS);
  });

  test('but a report among the manifests may be written again', async () => {
    const { folder, isolation } = given();
    const write = () => isolation('k8s', '--format', 'json', '--quiet', '--output', 'k8s/report.json');
    expect((await write()).code).toBe(0);
    const before = readFileSync(join(folder, 'k8s/report.json'), 'utf8');
    expect((await write()).stderr).toBe('');
    expect(readFileSync(join(folder, 'k8s/report.json'), 'utf8')).toBe(before);
  });
});

test.each([
  ['manifests', ['missing'], 'missing'],
  ['flows', ['k8s', '--flows', 'missing.json'], 'missing.json'],
])('an earlier report stays where no %s can be read', async (_, args, missing) => {
  const { folder, isolation } = given();
  writeFileSync(join(folder, 'report.txt'), 'the earlier one');
  const { code, stdout, stderr } = await isolation(...args, '--output', 'report.txt');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(
    `error: ${missing}: there is no such file or folder\nerror: Nothing is written, since there is nothing that can be read.\n`,
  );
  expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toBe('the earlier one');
});
