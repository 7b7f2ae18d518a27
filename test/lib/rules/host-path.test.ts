import { describe, expect, test } from 'vitest';
import hostPathAbsolute from '../../../lib/rules/host-path-absolute';
import hostPathClimbs from '../../../lib/rules/host-path-climbs';
import hostPathLinux from '../../../lib/rules/host-path-linux';
import hostPathType from '../../../lib/rules/host-path-type';
import { OS, podOf, said } from './found-in';
import { checkOf } from './pods';

const volume = (path: string, type?: string) => ({ volumes: [{ name: 'host', hostPath: { path, type } }] });

describe('a host path is taken', () => {
  test.each(['C:\\data', 'd:/data', '/var/log', '\\var\\log', '\\\\.\\pipe\\docker_engine'])('as %s', (path) => {
    expect(checkOf(hostPathAbsolute, volume(path))).toEqual([]);
  });
});

describe('a host path is refused', () => {
  test.each(['data', 'C:', 'C:data', '', '//./pipe/docker_engine', '\\\\server', '~/data'])('as %j', (path) => {
    expect(checkOf(hostPathAbsolute, volume(path))).toEqual([{ path: 'volumes[0].hostPath.path', got: path }]);
  });
});

test('a host path is doubted as a share, which only some nodes can open', () => {
  const got = '\\\\server\\share';
  expect(checkOf(hostPathAbsolute, volume(got))).toMatchObject([{ got, severity: 'warning' }]);
});

test.each(['<DATA>', `\${DATA}`, '{{ .Values.path }}'])(
  'a host path is not judged before it is filled in: %s',
  (path) => {
    expect(checkOf(hostPathAbsolute, volume(path))).toEqual([]);
  },
);

describe('a host path of Linux', () => {
  test.each([
    '/proc',
    '/sys/fs/cgroup',
    '/dev/fuse',
    '/lib/modules',
    '/var/run/docker.sock',
    '/run/containerd/containerd.sock',
    '/etc/machine-id',
  ])('is found: %s', (path) => {
    expect(checkOf(hostPathLinux, volume(path))).toEqual([{ path: 'volumes[0].hostPath.path', got: path }]);
  });

  test.each([
    '/var/log',
    '/var/lib/kubelet',
    '/etc/cni/net.d',
    '/opt/cni/bin',
    '/run/flannel',
    '/process',
    'C:\\dev',
    '/',
  ])('is not found where Windows nodes have the same: %s', (path) => {
    expect(checkOf(hostPathLinux, volume(path))).toEqual([]);
  });
});

describe('a host path that climbs', () => {
  test.each(['..', '/data/../log', 'C:/data/..', '../log', 'C:\\data\\..\\log', 'C:\\..\\Windows', 'C:\\a/b\\..'])(
    'is refused as %j',
    (path) => {
      expect(checkOf(hostPathClimbs, volume(path))).toEqual([{ path: 'volumes[0].hostPath.path', got: path }]);
    },
  );

  test.each(['/data/..log', 'C:\\..data', '\\\\.\\pipe\\x', ''])('is not %j', (path) => {
    expect(checkOf(hostPathClimbs, volume(path))).toEqual([]);
  });

  test('is one of Linux only with slashes: there a backslash is a letter of a name', () => {
    const spec = { ...volume('C:\\data\\..'), os: { name: 'linux' }, nodeSelector: { [OS]: 'linux' } };
    expect(said('host-path-climbs', [podOf(spec)])).toEqual([]);
  });
});

describe('the type of a host path', () => {
  test.each(['Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket', ''])('may be %j', (type) => {
    expect(checkOf(hostPathType, volume('C:\\data', type))).toEqual([]);
  });

  test.each(['CharDevice', 'BlockDevice'])('cannot be %s', (type) => {
    expect(checkOf(hostPathType, volume('C:\\data', type))).toMatchObject([{ got: type }]);
  });

  test('is left out for a named pipe', () => {
    expect(checkOf(hostPathType, volume('\\\\.\\pipe\\x'))).toEqual([]);
    expect(checkOf(hostPathType, volume('\\\\.\\pipe\\x', ''))).toEqual([]);
    expect(checkOf(hostPathType, volume('\\\\.\\pipe\\x', 'File'))).toMatchObject([{ got: 'File' }]);
  });
});
