import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isNamedPipe,
  looksLikeNamedPipe,
  mountPathDoubt,
  mountPathProblem,
  normalizeMountPath,
  subPathProblem,
} from '../../../lib/windows/mount-path';

describe('a mount path that works', () => {
  test.each([
    'C:\\data',
    'C:/data',
    'c:\\data\\',
    'C:\\Program Files\\App',
    'C:\\Windows\\Temp',
    '/data',
    '\\data',
    'data',
    'data\\sub',
    'D:',
    'D:\\data',
    'C:\\inetpub\\wwwroot',
    'C:\\consoles',
    'C:\\..data',
    'C:\\données',
    '\\\\.\\pipe\\docker_engine',
  ])('%s', (path) => {
    expect(mountPathProblem(path)).toBeUndefined();
  });
});

describe('a mount path that cannot work', () => {
  test.each([
    ['', 'it is empty'],
    ['C:', 'drive C: itself'],
    ['c:\\', 'drive C: itself'],
    ['C:/', 'drive C: itself'],
    ['/', 'drive C: itself'],
    ['\\', 'drive C: itself'],
    ['C:\\Windows', 'system directory'],
    ['/WINDOWS/', 'system directory'],
    ['C:\\Windows\\System32', 'system directory'],
    ['\\\\server\\share', 'UNC'],
    ['//server/share', 'UNC'],
    ['//./pipe/docker_engine', 'with backslashes'],
    ['\\\\.\\PIPE\\docker_engine', 'in lower case'],
    ['\\\\.\\pipe\\', 'named pipe'],
    ['C:data', 'must not contain any of'],
    ['C:\\a:b', 'must not contain any of'],
    ['C:\\a|b', 'must not contain any of'],
    ['/data/*', 'must not contain any of'],
    ['/data?', 'must not contain any of'],
    ['C:\\"data"', 'must not contain any of'],
    ['/a<b', 'must not contain any of'],
    ['/a>b', 'must not contain any of'],
    ['C:\\con', 'con is the name of a device'],
    ['/data/NUL', 'NUL is the name of a device'],
    ['C:\\logs\\aux.log', 'aux.log is the name of a device'],
    ['C:\\com1\\x', 'com1 is the name of a device'],
    ['C:\\LPT9', 'LPT9 is the name of a device'],
  ])('%s: %s', (path, problem) => {
    expect(mountPathProblem(path)).toContain(problem);
  });
});

describe('a mount path that works and is hardly meant', () => {
  test.each([
    ['C:\\Program Files', 'system directory'],
    ['C:\\Program Files (x86)\\', 'system directory'],
    ['C:\\a\\..\\b', 'climb'],
    ['/../b', 'climb'],
    ['..', 'climb'],
  ])('%s: %s', (path, doubt) => {
    expect(mountPathProblem(path)).toBeUndefined();
    expect(mountPathDoubt(path)).toContain(doubt);
  });

  test.each(['C:\\Program Files\\App', 'C:\\..data', '/data'])('%s is none', (path) => {
    expect(mountPathDoubt(path)).toBeUndefined();
  });
});

describe('two paths that name the same place have one normal form', () => {
  test.each([
    ['C:\\data', 'c:/DATA/'],
    ['/data', 'C:\\data'],
    ['data', 'C:\\data'],
    ['\\data', 'C:/data'],
    ['C:\\a\\\\b', 'c:/a//b'],
    ['D:', 'd:\\'],
    ['\\\\.\\pipe\\X', '//./pipe/x'],
  ])('%s and %s', (one, other) => {
    expect(normalizeMountPath(one)).toBe(normalizeMountPath(other));
  });

  test.each([
    ['C:\\data', 'D:\\data'],
    ['C:\\data', 'C:\\data2'],
    ['C:\\a b', 'C:\\ab'],
    ['\\\\.\\pipe\\a', 'C:\\pipe\\a'],
  ])('%s and %s differ', (one, other) => {
    expect(normalizeMountPath(one)).not.toBe(normalizeMountPath(other));
  });

  const path = fc.string({ unit: fc.constantFrom('a', 'B', ':', '/', '\\', '.', 'C:', ' '), maxLength: 12 });

  test('normalizing again changes nothing', () => {
    fc.assert(fc.property(path, (text) => normalizeMountPath(normalizeMountPath(text)) === normalizeMountPath(text)));
  });

  test('neither case nor the direction of slashes matters', () => {
    fc.assert(
      fc.property(path, (text) => {
        const twin = text.toUpperCase().replace(/\//g, '\\');
        expect(normalizeMountPath(twin)).toBe(normalizeMountPath(text));
      }),
    );
  });
});

describe('named pipes', () => {
  test.each(['\\\\.\\pipe\\docker_engine', '\\\\.\\pipe\\csi-proxy-disk-v1'])('%s is one', (path) => {
    expect(isNamedPipe(path)).toBe(true);
  });

  test.each(['//./pipe/x', '\\\\.\\pipe\\', '\\\\.\\pipe\\a\\b', 'C:\\pipe\\x', '\\\\.\\Pipe\\x'])(
    '%s is none',
    (path) => {
      expect(isNamedPipe(path)).toBe(false);
    },
  );

  test.each(['//./pipe/x', '\\\\.\\PIPE\\x', '//.\\pipe/x'])('%s was meant as one', (path) => {
    expect(looksLikeNamedPipe(path)).toBe(true);
  });

  test.each(['/pipe/x', 'C:\\pipe', '\\\\server\\pipe\\x'])('%s was not meant as one', (path) => {
    expect(looksLikeNamedPipe(path)).toBe(false);
  });
});

describe('a subPath', () => {
  test.each(['', 'logs', 'logs/app', 'logs\\app', '..data', 'a..b', '.hidden'])('%s is fine', (path) => {
    expect(subPathProblem(path)).toBeUndefined();
  });

  test.each(['/logs', '\\logs', 'C:\\logs', 'c:logs'])('%s must be relative', (path) => {
    expect(subPathProblem(path)).toContain('relative');
  });

  test.each(['..', '../x', 'a/../b', 'a\\..\\b', 'a\\..'])('%s must not climb', (path) => {
    expect(subPathProblem(path)).toContain('climb');
  });
});
