import { describe, expect, test } from 'vitest';
import type { PodSpec, VolumeMount, VolumeSpec } from '../../../lib/manifests/pod-spec';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (pod: object, kubernetes?: number) => saidOf(['volumes'], [pod], { kubernetes });
const withVolume = (volume: Partial<VolumeSpec>): PodSpec => ({ volumes: [{ name: 'data', ...volume }] });
const withMount = (mount: Partial<VolumeMount>, volume: Partial<VolumeSpec> = { emptyDir: {} }): PodSpec => ({
  containers: [{ name: 'web', volumeMounts: [{ name: 'data', mountPath: 'C:\\data', ...mount }] }],
  ...withVolume(volume),
});
const MOUNT = 'spec.containers[0].volumeMounts[0]';
const PIPE = '\\\\.\\pipe\\docker_engine';

describe('a medium', () => {
  test('of memory is ignored, and can be dropped', () => {
    expect(said(windowsPod(withVolume({ emptyDir: { medium: 'Memory' } })))).toEqual([
      'warning empty-dir-medium spec.volumes[0].emptyDir.medium',
    ]);
    expect(said(linuxPod(withVolume({ emptyDir: { medium: 'Memory' } })))).toEqual([]);
  });

  test('of huge pages is never mounted, and is found where the pages are asked for if they are', () => {
    const volume = withVolume({ emptyDir: { medium: 'HugePages-2Mi' } });
    expect(said(windowsPod(volume))).toEqual(['error empty-dir-medium spec.volumes[0].emptyDir.medium']);
    const containers = [{ name: 'web', resources: { limits: { 'hugepages-2Mi': '4Mi' } } }];
    expect(said(windowsPod({ ...volume, containers }))).toEqual([]);
  });
});

describe('a mount path', () => {
  test.each([
    ['C:', 'error'],
    ['C:\\Windows', 'error'],
    ['C:\\a|b', 'error'],
    ['C:\\Program Files', 'warning'],
    ['C:\\a\\..\\b', 'warning'],
  ])('%s: %s', (mountPath, severity) => {
    expect(said(windowsPod(withMount({ mountPath })))).toEqual([`${severity} mount-path ${MOUNT}.mountPath`]);
  });

  test.each(['C:\\inetpub\\wwwroot', '/data', 'data', 'D:'])('%s is fine', (mountPath) => {
    expect(said(windowsPod(withMount({ mountPath })))).toEqual([]);
  });

  test('is that of the termination message as well', () => {
    const pod = (terminationMessagePath: string) =>
      windowsPod({ containers: [{ name: 'web', terminationMessagePath }] });
    expect(said(pod('/dev/termination-log'))).toEqual([]);
    expect(said(pod('C:'))).toEqual(['error mount-path spec.containers[0].terminationMessagePath']);
  });

  test('of Linux is Linux’s', () => {
    expect(said(linuxPod(withMount({ mountPath: '/a|b' })))).toEqual([]);
  });
});

describe('a pipe is found once', () => {
  const pod = (path: string, mountPath: string, type?: string) =>
    windowsPod(withMount({ mountPath }, { hostPath: { path, ...(type === undefined ? {} : { type }) } }));

  test.each([
    ['as it must be', PIPE, PIPE, []],
    [
      'with slashes in the volume',
      '//./pipe/docker_engine',
      PIPE,
      ['error host-path-absolute spec.volumes[0].hostPath.path'],
    ],
    ['with slashes in the mount', PIPE, '//./pipe/docker_engine', [`error mount-path ${MOUNT}.mountPath`]],
    ['mounted as a directory', PIPE, 'C:\\docker', [`error named-pipe-mount ${MOUNT}.mountPath`]],
    ['that is none', 'C:\\docker', PIPE, [`error named-pipe-mount ${MOUNT}.mountPath`]],
  ])('%s', (_, path, mountPath, expected) => {
    expect(said(pod(path, mountPath))).toEqual(expected);
  });

  test('with a type', () => {
    expect(said(pod(PIPE, PIPE, 'File'))).toEqual(['error host-path-type spec.volumes[0].hostPath.type']);
  });
});

describe('two mounts', () => {
  const mounts = (...paths: string[]) =>
    windowsPod({
      containers: [{ name: 'web', volumeMounts: paths.map((mountPath) => ({ name: 'data', mountPath })) }],
      ...withVolume({ emptyDir: {} }),
    });

  test('of one place are found at the second', () => {
    expect(said(mounts('C:\\Data', 'c:/data/'))).toEqual([
      'error mount-path-unique spec.containers[0].volumeMounts[1].mountPath',
    ]);
  });

  test('inside one another are fine', () => {
    expect(said(mounts('C:\\data', 'C:\\data\\logs'))).toEqual([]);
  });

  test('without paths are no twins', () => {
    expect(said(mounts('', '')).map((text) => text.split(' ')[1])).toEqual(['mount-path', 'mount-path']);
  });
});

describe('a ConfigMap at the name of a file', () => {
  const found = [`warning file-mount ${MOUNT}.mountPath`];

  test.each(['C:\\inetpub\\wwwroot\\Web.config', '/app/appsettings.json', 'C:\\tls\\tls.crt'])('%s', (mountPath) => {
    expect(said(windowsPod(withMount({ mountPath }, { configMap: {} })))).toEqual(found);
    expect(said(windowsPod(withMount({ mountPath }, { secret: {} })))).toEqual(found);
    expect(said(windowsPod(withMount({ mountPath, subPath: 'file' }, { configMap: {} })))).toEqual([]);
    expect(said(windowsPod(withMount({ mountPath }, { hostPath: { path: mountPath } })))).toEqual([]);
    expect(said(linuxPod(withMount({ mountPath }, { configMap: {} })))).toEqual([]);
  });

  test.each(['C:\\config', 'C:\\sites\\shop.example.com', 'C:\\.config', 'C:\\app\\conf.d'])(
    'is none: %s',
    (mountPath) => {
      expect(said(windowsPod(withMount({ mountPath }, { configMap: {} })))).toEqual([]);
    },
  );
});

describe('read-only all the way down', () => {
  const pod = (recursiveReadOnly: string) => withMount({ recursiveReadOnly });

  test('is refused, from the version on that knows it', () => {
    const found = (severity: string) => [`${severity} recursive-read-only ${MOUNT}.recursiveReadOnly`];
    expect(said(windowsPod(pod('Enabled')), 34)).toEqual(found('error'));
    expect(said(windowsPod(pod('Enabled')))).toEqual(found('warning'));
    expect(said(windowsPod(pod('Enabled')), 30)).toEqual([]);
  });

  test('is silent if possible only, and on Linux', () => {
    expect(said(windowsPod(pod('IfPossible')), 34)).toEqual([]);
    expect(said(linuxPod(pod('Enabled')), 34)).toEqual([]);
  });
});

describe('a file mode', () => {
  const found = (path: string) => [`warning file-mode spec.volumes[0].${path}`];

  test.each<[string, Partial<VolumeSpec>, string]>([
    ['of a Secret', { secret: { defaultMode: 0o400 } }, 'secret.defaultMode'],
    ['of one file', { secret: { defaultMode: 0o644, items: [{}, { mode: 0o600 }] } }, 'secret.items[1].mode'],
    [
      'of a token',
      { projected: { defaultMode: 0o600, sources: [{ serviceAccountToken: {} }] } },
      'projected.defaultMode',
    ],
    [
      'of a projected Secret',
      { projected: { sources: [{}, { secret: { items: [{ mode: 0o400 }] } }] } },
      'projected.sources[1].secret.items[0].mode',
    ],
    ['once in a volume', { secret: { defaultMode: 0o400, items: [{ mode: 0o400 }] } }, 'secret.defaultMode'],
  ])('that promises secrecy is found: %s', (_, volume, path) => {
    expect(said(windowsPod(withVolume(volume)))).toEqual(found(path));
    expect(said(linuxPod(withVolume(volume)))).toEqual([]);
  });

  test.each<[string, Partial<VolumeSpec>]>([
    ['for others to read', { secret: { defaultMode: 0o644 } }],
    ['that servers write themselves', { secret: { defaultMode: 420 } }],
    ['of no secret', { configMap: { defaultMode: 0o400 } }],
    ['of a projection without secrets', { projected: { defaultMode: 0o400, sources: [{}] } }],
    ['of nothing', { secret: {} }],
  ])('is silent: %s', (_, volume) => {
    expect(said(windowsPod(withVolume(volume)))).toEqual([]);
  });
});

test('a volume of an image is doubted on Windows only', () => {
  const volume = withVolume({ image: { reference: 'registry.example.com/model:1.0' } });
  expect(said(windowsPod(volume))).toEqual(['warning image-volume spec.volumes[0].image']);
  expect(said(linuxPod(volume))).toEqual([]);
});

test('a name that the API server refuses it refuses of every pod', () => {
  const volume = { volumes: [{ name: 'a_b', emptyDir: {} }, {} as VolumeSpec] };
  const found = ['error volume-name spec.volumes[0].name', 'error volume-name spec.volumes[1].name'];
  expect(said(windowsPod(volume))).toEqual(found);
  expect(said(linuxPod(volume))).toEqual(found);
});

test('empty lists and empty entries are no volumes and no mounts', () => {
  const pod = windowsPod({ containers: [{}, { volumeMounts: [{} as VolumeMount] }], volumes: [] });
  expect(said(pod)).toEqual(['error mount-path spec.containers[1].volumeMounts[0].mountPath']);
});
