import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../lib/cli/bundle';

const FOLDER = join(__dirname, '../../../build', `start-under-test-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));

/** What a start says on both channels, and how it ends. */
function start(caches: string, env = {}): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(FOLDER, 'cli.js'), '--version'], {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, ...env },
  });
  return { stdout, stderr, status };
}

const STARTED = { stdout: `${version}\n`, stderr: '', status: 0 };

beforeAll(() => bundle(FOLDER));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

test('lint does not load what answers who can talk to whom, which is a program of its own', () => {
  const holds = (program: string) => readFileSync(join(FOLDER, program), 'utf8').includes('IsolationRun');
  expect([holds('cli-main.js'), holds('cli-isolation.js')]).toEqual([false, true]);
});

describe('the command line', () => {
  const caches = mkdtempSync(join(tmpdir(), 'cdk8s-windows-start-'));
  afterAll(() => rmSync(caches, { recursive: true, force: true }));
  const folder = join(caches, 'cdk8s-windows');
  const keptFile = () => join(folder, readdirSync(folder)[0]);

  test('keeps nothing when compile caches are unwanted', () => {
    expect(start(caches, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(STARTED);
    expect(readdirSync(caches)).toEqual([]);
  });

  test('keeps what V8 made of it in the cache folder of the user, for the next start', () => {
    expect(start(caches)).toEqual(STARTED);
    expect(readdirSync(folder)).toHaveLength(1);
    const { mtimeMs } = statSync(keptFile());
    expect(start(caches)).toEqual(STARTED);
    expect(statSync(keptFile()).mtimeMs).toBe(mtimeMs);
  });

  test.each([
    ['nothing', Buffer.from('')],
    ['something else', Buffer.from('something else')],
    ['a half of it', 'half'],
  ])('starts all the same when %s was kept, and keeps it anew', (_, content) => {
    const file = keptFile();
    const kept = readFileSync(file);
    writeFileSync(file, typeof content === 'string' ? kept.subarray(0, kept.length / 2) : content);
    expect(start(caches)).toEqual(STARTED);
    expect(readFileSync(file).length).toBeGreaterThan(100_000);
  });

  test('forgets what it kept long ago when it keeps something', () => {
    rmSync(keptFile());
    const old = join(folder, 'cli-v1.0.0-x64-0.cache');
    const stranger = join(folder, 'another-program');
    for (const file of [old, stranger]) {
      writeFileSync(file, '');
      utimesSync(file, 0, 0);
    }
    start(caches);
    expect(readdirSync(folder).filter((name) => name.endsWith('v1.0.0-x64-0.cache'))).toEqual([]);
    expect(readdirSync(folder)).toContain('another-program');
  });

  test('starts where nothing can be kept', () => {
    const noFolder = join(caches, 'file');
    writeFileSync(noFolder, '');
    expect(start(noFolder)).toEqual(STARTED);
    expect(readFileSync(noFolder, 'utf8')).toBe('');
  });

  test('writes nothing beside itself: it is a file for each program and a small one, with the licences of what is in them', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(['cli-isolation.js', 'cli-main.js', 'cli.js']);
    for (const program of ['cli-main.js', 'cli-isolation.js']) {
      const text = readFileSync(join(FOLDER, program), 'utf8');
      for (const name of ['tinyglobby', 'fdir', 'picomatch']) expect(text).toContain(`/*! ${name}\n`);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is read byte by byte.
      expect(text).toMatch(/^[\u0000-\u007f]*$/);
    }
  });
});
