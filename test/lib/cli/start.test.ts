import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../lib/cli/bundle';

const FOLDER = join(__dirname, '../../../build', `start-under-test-${process.pid}`);
const caches = () => readdirSync(FOLDER).filter((file) => file.endsWith('.cache'));
const start = (env = {}) =>
  execFileSync(process.execPath, [join(FOLDER, 'cli.js'), '--version'], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });

beforeAll(() => bundle(FOLDER));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the command line', () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));

  test('keeps nothing when compile caches are unwanted', () => {
    expect(start({ NODE_DISABLE_COMPILE_CACHE: '1' })).toBe(`${version}\n`);
    expect(caches()).toEqual([]);
  });

  test('keeps what V8 made of it, for the next start', () => {
    expect(start()).toBe(`${version}\n`);
    expect(caches()).toHaveLength(1);
    const kept = readFileSync(join(FOLDER, caches()[0]));
    expect(start()).toBe(`${version}\n`);
    expect(readFileSync(join(FOLDER, caches()[0])).equals(kept)).toBe(true);
  });

  test.each([
    ['nothing', Buffer.from('')],
    ['something else', Buffer.from('something else')],
    ['a half of it', 'half'],
  ])('starts all the same when %s was kept, and keeps it anew', (_, content) => {
    const file = join(FOLDER, caches()[0]);
    const kept = readFileSync(file);
    writeFileSync(file, typeof content === 'string' ? kept.subarray(0, kept.length / 2) : content);
    expect(start()).toBe(`${version}\n`);
    expect(readFileSync(file).length).toBeGreaterThan(100_000);
  });

  test('forgets it when it is bundled anew', () => {
    bundle(FOLDER);
    expect(caches()).toEqual([]);
  });

  test('is one file and a small one, with the licences of what is in it', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(['cli-main.js', 'cli.js']);
    const main = readFileSync(join(FOLDER, 'cli-main.js'), 'utf8');
    for (const name of ['js-yaml', 'tinyglobby', 'fdir', 'picomatch']) expect(main).toContain(`/*! ${name}\n`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is read byte by byte.
    expect(main).toMatch(/^[\u0000-\u007f]*$/);
  });
});
