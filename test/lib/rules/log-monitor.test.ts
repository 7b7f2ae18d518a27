import { describe, expect, test } from 'vitest';
import type { PodSpec, VolumeMount } from '../../../lib/manifests/pod-spec';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (object: object) => saidOf(['logs'], [object]);
const configMap = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'logs' }, data });
const withFile = (text: string, file = 'LogMonitorConfig.json') => said(configMap({ [file]: text }));
const config = (sources: object[], logFormat?: string) => JSON.stringify({ LogConfig: { logFormat, sources } });
const FILES = { type: 'File', directory: 'C:\\logs' };
const found = (severity: string, id: string) => [`${severity} ${id} data[LogMonitorConfig.json]`];

describe('a configuration in a ConfigMap', () => {
  test('is fine as LogMonitor reads it, in any case of its names', () => {
    expect(withFile(config([FILES, FILES, { type: 'Process' }]))).toEqual([]);
    const channels = [{ Name: 'system', LEVEL: 'error' }];
    expect(withFile(JSON.stringify({ logconfig: { Sources: [{ Type: 'eventlog', channels }] } }))).toEqual([]);
    expect(withFile(`\uFEFF${config([FILES])}`)).toEqual([]);
  });

  test.each([
    ['comments', '// logs\n{ "LogConfig": { "sources": [] } }'],
    ['a single backslash', '{ "LogConfig": { "sources": [{ "type": "File", "directory": "C:\\logs" }] } }'],
    ['no LogConfig', '{ "sources": [] }'],
    ['no list', '{ "LogConfig": { "sources": {} } }'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(withFile(text)).toEqual(found('error', 'log-monitor-json'));
  });

  test('has sources, of which all but files are there once', () => {
    expect(withFile(config([]))).toEqual(found('error', 'log-monitor-sources'));
    const events = { type: 'EventLog', channels: [{ name: 'system' }] };
    expect(withFile(config([events, events]))).toEqual(found('warning', 'log-monitor-sources'));
  });

  test.each([
    ['another type', { type: 'Files', directory: 'C:\\logs' }],
    ['no type', { directory: 'C:\\logs' }],
    ['a type that is no text', { type: 5 }],
    ['no object', 'File'],
    ['a directory without a drive', { type: 'File', directory: '/logs' }],
    ['no directory', { type: 'File' }],
    ['channels that are no list', { type: 'EventLog', channels: 'system' }],
    ['a level that is none', { type: 'EventLog', channels: [{ name: 'system', level: 'Info' }] }],
    ['no provider', { type: 'ETW', providers: [{}] }],
  ])('has sources that LogMonitor takes: not %s', (_, source) => {
    expect(withFile(config([source as object]))).toEqual(found('error', 'log-monitor-source'));
  });

  test('has formats that go together', () => {
    const custom = { ...FILES, customLogFormat: '%Message%' };
    const both = [custom, { type: 'Process', customLogFormat: '%Message%' }];
    expect(withFile(config(both, 'custom'))).toEqual([]);
    expect(withFile(config([custom], 'JSON'))).toEqual(found('warning', 'log-monitor-format'));
    expect(withFile(config([custom], 'Custom'))).toEqual(found('error', 'log-monitor-format'));
    expect(withFile(config([FILES, both[1]], 'Custom'))).toEqual(found('error', 'log-monitor-format'));
  });

  test('may have another name, and other files are nobody’s matter', () => {
    expect(withFile(config([]), 'iis.json')).toEqual(['error log-monitor-sources data[iis.json]']);
    expect(withFile('{ "logs": [] }', 'app.json')).toEqual([]);
    expect(withFile('{ "LogConfig": "info" }', 'app.json')).toEqual([]);
    expect(said({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'empty' } })).toEqual([]);
  });
});

describe('LogMonitor in a pod', () => {
  const PROGRAM = 'C:\\LogMonitor\\LogMonitor.exe';
  const pod = (
    mount: Partial<VolumeMount>,
    command = [PROGRAM, 'app.exe'],
    volume: object = { configMap: {} },
  ): PodSpec => ({
    containers: [{ name: 'web', command, volumeMounts: [{ name: 'logs', mountPath: '', ...mount }] }],
    volumes: [{ name: 'logs', ...volume }],
  });
  const path = 'log-monitor-mount spec.containers[0].volumeMounts[0].mountPath';

  test.each(['C:\\LogMonitor', '/logmonitor/', 'c:/LogMonitor/LogMonitorConfig.json'])(
    'is hidden by a mount at %s',
    (mountPath) => {
      expect(said(windowsPod(pod({ mountPath })))).toEqual([`error ${path}`]);
      expect(said(linuxPod(pod({ mountPath })))).toEqual([]);
    },
  );

  test('may be hidden when the command does not say where it is', () => {
    expect(said(windowsPod(pod({ mountPath: 'C:\\LogMonitor' }, [])))).toEqual([`warning ${path}`]);
  });

  test.each<[string, Partial<VolumeMount>, object?]>([
    ['one file', { mountPath: 'C:\\LogMonitor\\LogMonitorConfig.json', subPath: 'LogMonitorConfig.json' }],
    ['another directory', { mountPath: 'C:\\config' }],
    ['a volume that may hold the program', { mountPath: 'C:\\LogMonitor' }, { emptyDir: {} }],
  ])('is not hidden by %s', (_, mount, volume) => {
    expect(said(windowsPod(pod(mount, undefined, volume)))).toEqual([]);
  });

  const started = (command: string[], args?: string[]) =>
    said(windowsPod({ containers: [{ name: 'web', command, args }] }));

  test('is told the name of a file, not a path', () => {
    const at = (field: string) => [`warning log-monitor-config-switch spec.containers[0].${field}`];
    expect(started([PROGRAM, '/CONFIG', 'C:\\a.json', 'app.exe'])).toEqual(at('command[2]'));
    expect(started(['LogMonitor', '/config', '..\\a.json'])).toEqual(at('command[2]'));
    expect(started([PROGRAM], ['/CONFIG', 'config/a.json', 'app.exe'])).toEqual(at('args[1]'));
    expect(started([PROGRAM, '/CONFIG', 'a.json', 'app.exe'])).toEqual([]);
    expect(started([PROGRAM, 'app.exe', '/CONFIG', 'C:\\a.json'])).toEqual([]);
    expect(started(['app.exe', '/CONFIG', 'C:\\a.json'])).toEqual([]);
  });
});
