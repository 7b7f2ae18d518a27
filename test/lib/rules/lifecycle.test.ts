import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodSpec, Probe } from '../../../lib/manifests/pod-spec';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (pod: object, kubernetes?: number) => saidOf(['lifecycle'], [pod], { kubernetes });
const web = (container: ContainerSpec): PodSpec => ({ containers: [{ name: 'web', ...container }] });
const windows = (container: ContainerSpec) => said(windowsPod(web(container)));
const linux = (container: ContainerSpec) => said(linuxPod(web(container)));
const onNode = (container: ContainerSpec) =>
  said(windowsPod({ ...web(container), securityContext: { windowsOptions: { hostProcess: true } } }));
const at = (severity: string, id: string, field: string) => [`${severity} ${id} spec.containers[0].${field}`];

describe('names of variables', () => {
  test('that differ in case are found, on Windows', () => {
    const env = [{ name: 'Mode' }, { name: 'MODE' }];
    expect(windows({ env })).toEqual(at('warning', 'env-case', 'env[1].name'));
    expect(linux({ env })).toEqual([]);
  });

  test('that are written alike are Kubernetes’ matter', () => {
    expect(windows({ env: [{ name: 'MODE' }, { name: 'MODE' }] })).toEqual([]);
  });

  test('that the API server refuses it refuses of every pod', () => {
    for (const of of [windows, linux]) {
      expect(of({ env: [{ name: 'A=B' }] })).toEqual(at('error', 'env-name', 'env[0].name'));
      expect(of({ env: [{} as never] })).toEqual(at('error', 'env-name', 'env[0].name'));
    }
  });
});

describe('PATH', () => {
  const path = (value?: string, name = 'PATH') =>
    windows({ env: [{ name, ...(value === undefined ? {} : { value }) }] });

  test.each(['C:\\tools', '$(PATH);C:\\tools', '%PATH%;C:\\tools', '/usr/local/bin:/usr/bin'])(
    'without Windows: %s',
    (value) => {
      expect(path(value)).toEqual(at('warning', 'env-path', 'env[0].value'));
      expect(path(value, 'Path')).toEqual(at('warning', 'env-path', 'env[0].value'));
    },
  );

  test.each(['C:\\Windows\\System32;C:\\tools', 'c:/windows/system32;c:/tools', ''])('is fine: %j', (value) => {
    expect(path(value)).toEqual([]);
  });

  test('from elsewhere, of another name, on Linux and on the node is not judged', () => {
    expect(path(undefined)).toEqual([]);
    expect(path('C:\\tools', 'TOOLS_PATH')).toEqual([]);
    expect(linux({ env: [{ name: 'PATH', value: '/usr/bin' }] })).toEqual([]);
    expect(onNode({ env: [{ name: 'PATH', value: 'C:\\tools' }] })).toEqual([]);
  });
});

test('a time zone is worth a hint on Windows', () => {
  const env = [{ name: 'TZ', value: 'Europe/Berlin' }];
  expect(windows({ env })).toEqual(at('info', 'env-time-zone', 'env[0].value'));
  expect(linux({ env })).toEqual([]);
  expect(windows({ env: [{ name: 'TZ' }] })).toEqual([]);
});

describe('the time of a probe', () => {
  const probe = (program: string, timeoutSeconds?: number): Probe => ({
    exec: { command: [program, '-File', 'C:\\probe.ps1'] },
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  });

  test.each(['livenessProbe', 'readinessProbe', 'startupProbe'] as const)('is short for PowerShell: %s', (name) => {
    const found = at('warning', 'probe-timeout', `${name}.timeoutSeconds`);
    expect(windows({ [name]: probe('powershell') })).toEqual(found);
    expect(windows({ [name]: probe('C:\\Program Files\\PowerShell\\pwsh.exe', 2) })).toEqual(found);
  });

  test('is long enough, or the program is another, or the system is', () => {
    expect(windows({ livenessProbe: probe('powershell', 10) })).toEqual([]);
    expect(windows({ livenessProbe: probe('C:\\app\\probe.exe') })).toEqual([]);
    expect(windows({ livenessProbe: { httpGet: {} }, readinessProbe: {} })).toEqual([]);
    expect(linux({ livenessProbe: probe('pwsh') })).toEqual([]);
  });
});

describe('the patience of a probe with IIS', () => {
  const image = 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022';
  const httpGet = {};

  test.each<[string, ContainerSpec, string]>([
    ['a probe without numbers', { livenessProbe: { httpGet } }, 'livenessProbe'],
    ['a probe in a hurry', { livenessProbe: { httpGet, initialDelaySeconds: 10, periodSeconds: 5 } }, 'livenessProbe'],
    [
      'a start-up probe without numbers',
      { startupProbe: { httpGet }, livenessProbe: { httpGet, initialDelaySeconds: 300 } },
      'startupProbe',
    ],
  ])('is short: %s', (_, container, field) => {
    expect(windows({ image, ...container })).toEqual(at('warning', 'probe-start-budget', field));
  });

  test.each<[string, ContainerSpec]>([
    ['a late start', { livenessProbe: { httpGet, initialDelaySeconds: 60 } }],
    ['a patient start-up probe', { startupProbe: { httpGet, failureThreshold: 30 }, livenessProbe: { httpGet } }],
    ['readiness only, which kills nobody', { readinessProbe: { httpGet } }],
    ['no probe', {}],
  ])('is enough: %s', (_, container) => {
    expect(windows({ image, ...container })).toEqual([]);
  });

  test('is asked of .NET Framework as well, and of nothing that is not known to be slow', () => {
    const livenessProbe = { httpGet };
    const framework = 'mcr.microsoft.com/dotnet/framework/runtime:4.8-windowsservercore-ltsc2022';
    expect(windows({ image: framework, livenessProbe })).toHaveLength(1);
    expect(windows({ image: 'mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022', livenessProbe })).toEqual([]);
    expect(windows({ livenessProbe })).toEqual([]);
  });
});

describe('a working directory', () => {
  test.each(['C:\\a:b', '/app|x', 'app?', '"C:\\app"'])('%s cannot be', (workingDir) => {
    expect(windows({ workingDir })).toEqual(at('error', 'working-dir', 'workingDir'));
    expect(linux({ workingDir })).toEqual([]);
  });

  test.each(['C:\\app', 'C:', '/app', 'app', 'D:\\My App', '%APP%'])('%s can be', (workingDir) => {
    expect(windows({ workingDir })).toEqual([]);
  });

  test('of the node may begin with the folder of the runtime', () => {
    expect(onNode({ workingDir: '$env:CONTAINER_SANDBOX_MOUNT_POINT/kube-proxy/' })).toEqual([]);
  });
});

describe('a stop signal', () => {
  const stop = (stopSignal: string) => web({ lifecycle: { stopSignal } });

  test('is one of the two that Windows has, where it is known at all', () => {
    const found = at('warning', 'stop-signal', 'lifecycle.stopSignal');
    expect(said(windowsPod(stop('SIGQUIT')), 34)).toEqual(found);
    expect(said(windowsPod(stop('SIGQUIT')), 32)).toEqual([]);
    expect(said(windowsPod(stop('SIGKILL')), 34)).toEqual([]);
    expect(said(linuxPod(stop('SIGQUIT')), 34)).toEqual([]);
  });
});

describe('a workload', () => {
  const workload = (kind: string, pod: PodSpec, more: object = {}) => ({
    apiVersion: /Job/.test(kind) ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: { ...more, template: { spec: windowsPod(pod).spec } },
  });

  test('has a deadline that leaves time to pull, unless it is about small images', () => {
    const late = { progressDeadlineSeconds: 300 };
    expect(said(workload('Deployment', {}, late))).toEqual(['info progress-deadline spec.progressDeadlineSeconds']);
    expect(said(workload('Deployment', {}, { progressDeadlineSeconds: 600 }))).toEqual([]);
    expect(said(workload('Deployment', {}))).toEqual([]);
    const hostProcess = { securityContext: { windowsOptions: { hostProcess: true } } };
    expect(said(workload('Deployment', hostProcess, late))).toEqual([]);
  });

  test.each([
    ['Deployment', 'Never', false],
    ['Deployment', undefined, true],
    ['DaemonSet', 'OnFailure', false],
    ['StatefulSet', 'Always', true],
    ['Job', undefined, false],
    ['Job', 'Always', false],
    ['Job', 'Never', true],
  ])('%s restarts its pods by %s: %s', (kind, restartPolicy, isFine) => {
    const found = ['error restart-policy spec.template.spec.restartPolicy'];
    expect(said(workload(kind, restartPolicy === undefined ? {} : { restartPolicy }))).toEqual(isFine ? [] : found);
  });

  test('of one pod restarts as it likes, as long as the word is one of Kubernetes', () => {
    for (const pod of [windowsPod, linuxPod]) {
      expect(said(pod({ restartPolicy: 'Never' }))).toEqual([]);
      expect(said(pod({ restartPolicy: 'Sometimes' }))).toEqual(['error restart-policy spec.restartPolicy']);
    }
  });
});

describe('ephemeral containers', () => {
  const pod = windowsPod({ containers: [{ name: 'web' }], ephemeralContainers: [{ name: 'debug' }] });
  const found = ['error ephemeral-container spec.ephemeralContainers'];
  const debugged = (fields: object) => said({ ...pod, ...fields }).filter((each) => each.includes('ephemeral'));

  test('are found in a manifest, an empty status of which was written by a tool', () => {
    expect(debugged({})).toEqual(found);
    expect(debugged({ status: {} })).toEqual(found);
    expect(debugged({ metadata: { name: 'web', creationTimestamp: null } })).toEqual(found);
  });

  test('are right in what was read from a cluster', () => {
    expect(debugged({ status: { phase: 'Running' } })).toEqual([]);
    expect(debugged({ metadata: { name: 'web', uid: '1b4e28ba' } })).toEqual([]);
    expect(debugged({ metadata: { name: 'web', resourceVersion: '12' } })).toEqual([]);
  });
});
