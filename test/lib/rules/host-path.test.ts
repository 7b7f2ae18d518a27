import { describe, expect, test } from 'vitest';
import hostPathAbsolute from '../../../lib/rules/host-path-absolute';
import hostPathClimbs from '../../../lib/rules/host-path-climbs';
import hostPathType from '../../../lib/rules/host-path-type';

const volume = (path: string, type?: string) => ({ volumes: [{ name: 'host', hostPath: { path, type } }] });

describe('a host path is taken', () => {
  test.each(['C:\\data', 'd:/data', '/var/log', '\\var\\log', '\\\\.\\pipe\\docker_engine'])('as %s', (path) => {
    expect(hostPathAbsolute.check?.(volume(path))).toEqual([]);
  });
});

describe('a host path is refused', () => {
  test.each(['data', 'C:', 'C:data', '', '//./pipe/docker_engine', '\\\\server\\share', '~/data'])('as %j', (path) => {
    expect(hostPathAbsolute.check?.(volume(path))).toEqual([{ path: 'volumes[0].hostPath.path', got: path }]);
  });
});

describe('a host path that climbs', () => {
  test.each(['..', '/data/../log', 'C:/data/..', '../log'])('is refused as %j', (path) => {
    expect(hostPathClimbs.check?.(volume(path))).toEqual([{ path: 'volumes[0].hostPath.path', got: path }]);
  });

  test.each(['/data/..log', 'C:\\data\\..\\log', '\\\\.\\pipe\\x', ''])(
    'is not %j, which the API server lets pass',
    (path) => {
      expect(hostPathClimbs.check?.(volume(path))).toEqual([]);
    },
  );
});

describe('the type of a host path', () => {
  test.each(['Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket', ''])('may be %j', (type) => {
    expect(hostPathType.check?.(volume('C:\\data', type))).toEqual([]);
  });

  test.each(['CharDevice', 'BlockDevice'])('cannot be %s', (type) => {
    expect(hostPathType.check?.(volume('C:\\data', type))).toMatchObject([{ got: type }]);
  });

  test('is left out for a named pipe', () => {
    expect(hostPathType.check?.(volume('\\\\.\\pipe\\x'))).toEqual([]);
    expect(hostPathType.check?.(volume('\\\\.\\pipe\\x', ''))).toEqual([]);
    expect(hostPathType.check?.(volume('\\\\.\\pipe\\x', 'File'))).toMatchObject([{ got: 'File' }]);
  });
});
