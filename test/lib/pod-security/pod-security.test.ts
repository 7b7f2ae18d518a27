import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { podSecurityLevelOf, podSecurityObstacles } from '../../../lib/pod-security/pod-security';
import type { PodSecurityLevelName } from '../../../lib/pod-security/policy-check';
import { KUBERNETES_MINORS, numberOf } from '../../cluster/control-plane/kubernetes-versions';
import { saidOn } from '../api-server/verdict';
import { POLICY_VERDICTS } from './policy-verdicts';

const os = { name: 'windows' };
const nonRoot: PodSpec = {
  os,
  securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
  containers: [{ name: 'main', image: 'app' }],
};

const hostNetworkPod: PodSpec = { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] };

const baselineObstacles = (pod: PodSpec) => podSecurityObstacles(pod, { level: 'baseline' });
const restrictedObstacles = (pod: PodSpec) => podSecurityObstacles(pod, { level: 'restricted' });
const paths = (obstacles: { path: string }[]) => obstacles.map(({ path }) => path);

describe('restricted', () => {
  test('admits the smallest pod that says runAsNonRoot', () => {
    expect(podSecurityLevelOf(nonRoot)).toBe('restricted');
  });

  test('admits a pod whose containers each say runAsNonRoot', () => {
    const securityContext = { runAsNonRoot: true };
    const pod: PodSpec = { os, containers: [{ securityContext }], initContainers: [{ securityContext }] };
    expect(podSecurityLevelOf(pod)).toBe('restricted');
  });

  test('refuses an init container that says nothing', () => {
    const pod: PodSpec = { os, containers: [{ securityContext: { runAsNonRoot: true } }], initContainers: [{}] };
    expect(paths(restrictedObstacles(pod))).toEqual(['initContainers[0].securityContext.runAsNonRoot']);
    expect(podSecurityLevelOf(pod)).toBe('baseline');
  });

  test('refuses a container that says false, whatever the pod says', () => {
    const pod = { ...nonRoot, containers: [{ securityContext: { runAsNonRoot: false } }] };
    expect(restrictedObstacles(pod)).toEqual([
      { check: 'runAsNonRoot', path: 'containers[0].securityContext.runAsNonRoot', got: false, allowed: true },
    ]);
  });

  test('refuses a pod that says false, whatever its containers say', () => {
    const securityContext = { runAsNonRoot: true };
    const pod: PodSpec = { os, securityContext: { runAsNonRoot: false }, containers: [{ securityContext }] };
    expect(restrictedObstacles(pod)).toEqual([
      { check: 'runAsNonRoot', path: 'securityContext.runAsNonRoot', got: false, allowed: true },
    ]);
  });

  test.each([
    'configMap',
    'csi',
    'downwardAPI',
    'emptyDir',
    'ephemeral',
    'image',
    'persistentVolumeClaim',
    'projected',
    'secret',
  ])('admits the volume kind %s', (kind) => {
    expect(podSecurityLevelOf({ ...nonRoot, volumes: [{ name: 'v', [kind]: {} }] })).toBe('restricted');
  });

  test.each(['nfs', 'azureFile', 'azureDisk', 'iscsi'])('refuses the volume kind %s', (kind) => {
    const pod = { ...nonRoot, volumes: [{ name: 'v', [kind]: {} }] };
    expect(paths(restrictedObstacles(pod))).toEqual([`volumes[0].${kind}`]);
    expect(podSecurityLevelOf(pod)).toBe('baseline');
  });
});

describe('baseline refuses', () => {
  const cases: [string, PodSpec, string][] = [
    [
      'HostProcess on the pod',
      { securityContext: { windowsOptions: { hostProcess: true } } },
      'securityContext.windowsOptions.hostProcess',
    ],
    [
      'HostProcess on a container',
      { containers: [{ securityContext: { windowsOptions: { hostProcess: true } } }] },
      'containers[0].securityContext.windowsOptions.hostProcess',
    ],
    ['the host network', { hostNetwork: true }, 'hostNetwork'],
    [
      'a hostPath',
      {
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'v', hostPath: { path: 'C:\\data' } },
        ],
      },
      'volumes[1].hostPath',
    ],
    [
      'a named pipe, which is a hostPath',
      { volumes: [{ name: 'v', hostPath: { path: '\\\\.\\pipe\\x' } }] },
      'volumes[0].hostPath',
    ],
    ['a host port', { containers: [{ ports: [{}, { hostPort: 80 }] }] }, 'containers[0].ports[1].hostPort'],
    [
      'a host port of an init container',
      { initContainers: [{ ports: [{ hostPort: 80 }] }] },
      'initContainers[0].ports[0].hostPort',
    ],
    [
      'a probe of another host',
      { containers: [{ livenessProbe: { httpGet: { host: 'example.com' } } }] },
      'containers[0].livenessProbe.httpGet.host',
    ],
    [
      'a hook that calls another host',
      { containers: [{ lifecycle: { preStop: { tcpSocket: { host: '10.0.0.1' } } } }] },
      'containers[0].lifecycle.preStop.tcpSocket.host',
    ],
  ];

  test.each(cases)('%s', (_, pod, path) => {
    expect(paths(baselineObstacles(pod))).toEqual([path]);
    expect(podSecurityLevelOf(pod)).toBe('privileged');
    expect(paths(restrictedObstacles(pod))).toContain(path);
  });
});

const policyOf = (text: string) => {
  const [level, version] = text.split(' ');
  return {
    level: level as PodSecurityLevelName,
    ...(version === 'latest' ? {} : { version: Number(version.slice('v1.'.length)) }),
  };
};

describe.each(KUBERNETES_MINORS.map(numberOf))('an API server of 1.%i', (server) => {
  test.each(POLICY_VERDICTS)('judges $title', ({ spec, policies, annotations }) => {
    for (const [policy, failing] of Object.entries(policies)) {
      const obstacles = podSecurityObstacles(spec, { ...policyOf(policy), server }, annotations);
      expect([...new Set(obstacles.map(({ check }) => check))].sort(), policy).toEqual(saidOn(server, failing));
    }
  });
});

describe('what is put right at the path of an obstacle', () => {
  const cases: [string, PodSpec, string, unknown][] = [
    ['a missing value is set', { containers: [{}] }, 'containers[0].securityContext.allowPrivilegeEscalation', false],
    ['all capabilities are dropped', { containers: [{}] }, 'containers[0].securityContext.capabilities.drop', ['ALL']],
    [
      'a profile is chosen',
      { containers: [{}] },
      'containers[0].securityContext.seccompProfile.type',
      'RuntimeDefault',
    ],
    [
      'the capabilities that are allowed stay',
      { containers: [{ securityContext: { capabilities: { add: ['NET_RAW', 'NET_BIND_SERVICE'] } } }] },
      'containers[0].securityContext.capabilities.add',
      ['NET_BIND_SERVICE'],
    ],
    ['what can only go has no other value', { hostPID: true }, 'hostPID', undefined],
    ['a port is given up with the host network', hostNetworkPod, 'hostNetwork', undefined],
  ];

  test.each(cases)('%s', (_, pod, path, allowed) => {
    const obstacles = restrictedObstacles(pod).filter((obstacle) => obstacle.path === path);
    expect(obstacles).not.toEqual([]);
    for (const obstacle of obstacles) expect(obstacle.allowed).toEqual(allowed);
  });
});

describe('baseline admits', () => {
  const cases: [string, PodSpec][] = [
    ['a pod that says nothing', { containers: [{}] }],
    ['a host port of 0', { containers: [{ ports: [{ hostPort: 0 }] }] }],
    ['hostProcess: false', { securityContext: { windowsOptions: { hostProcess: false } } }],
    ['runAsNonRoot: false', { securityContext: { runAsNonRoot: false } }],
    ['a probe of the pod itself', { containers: [{ readinessProbe: { httpGet: {} } }] }],
    ['an NFS volume', { volumes: [{ name: 'v', nfs: {} }] }],
  ];

  test.each(cases)('%s', (_, pod) => {
    expect(baselineObstacles(pod)).toEqual([]);
  });
});
