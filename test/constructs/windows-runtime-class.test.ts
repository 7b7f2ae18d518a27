import {
  TargetCluster,
  WindowsDeployment,
  WindowsRuntimeClass,
  type WindowsRuntimeClassProps,
  WindowsVersion,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { UNKNOWN } from '../../lib/platforms/unknown';
import { ofKind, podOf, type SynthOptions, synth } from '../synth';
import { CONTAINER, podOfWorkload, WORKLOADS } from '../workloads';

const windowsVersion = WindowsVersion.SERVER_2022;

function runtimeClass(props: Partial<WindowsRuntimeClassProps> = {}, options: SynthOptions = {}) {
  const manifests = synth((chart) => {
    new WindowsRuntimeClass(chart, 'class', { windowsVersion, ...props });
  }, options);
  return ofKind(manifests, 'RuntimeClass');
}

test('a WindowsRuntimeClass as a whole', () => {
  const manifest = runtimeClass({ metadata: { name: 'windows-2022' }, nodeSelector: { disk: 'ssd' } });
  expect(manifest).toMatchSnapshot();
});

describe('the class', () => {
  test('asks for operating system, architecture and build', () => {
    expect(runtimeClass().scheduling).toMatchObject({
      nodeSelector: {
        'kubernetes.io/os': 'windows',
        'kubernetes.io/arch': 'amd64',
        'node.kubernetes.io/windows-build': '10.0.20348',
      },
    });
  });

  test('runs containers in process isolation', () => {
    expect(runtimeClass().handler).toBe('runhcs-wcow-process');
  });

  test('has of tolerations that differ in their seconds the one that tolerates longer: no RuntimeClass has both', () => {
    const gpu = { key: 'gpu', operator: 'Exists', effect: 'NoExecute' };
    const [short, long] = [10, 60].map((tolerationSeconds) => ({ ...gpu, tolerationSeconds }));
    for (const [given, kept] of [
      [[short, long], long],
      [[long, short], long],
      [[short, gpu, long], gpu],
    ] as const) {
      const { scheduling } = runtimeClass({ tolerations: [...given] }, { cluster: TargetCluster.unknown() });
      expect(scheduling).toMatchObject({ tolerations: [kept, ...UNKNOWN.tolerations] });
    }
  });

  test('has the tolerations of the target cluster after those of the author, each once', () => {
    const gpu = { key: 'gpu', operator: 'Exists' };
    const manifest = runtimeClass({ tolerations: [gpu, { ...gpu }] }, { cluster: TargetCluster.openshift() });
    expect(manifest.scheduling).toMatchObject({
      tolerations: [gpu, { key: 'os', operator: 'Equal', value: 'Windows', effect: 'NoSchedule' }],
    });
  });
});

const LEFT_TO_ADMISSION = WORKLOADS.filter(({ kind }) => kind !== 'DaemonSet');

describe.each(LEFT_TO_ADMISSION)('a $name of the class', (kind) => {
  test('names it and leaves its node selector to the admission', () => {
    const { spec } = podOfWorkload(kind, {
      runtimeClass: {
        runtimeClassName: 'windows-2022',
        nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.20348' },
        tolerations: [],
      },
    });
    expect(spec.runtimeClassName).toBe('windows-2022');
    expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
  });

  test('can say the same version itself', () => {
    const { spec } = podOfWorkload(kind, {
      windowsVersion,
      runtimeClass: {
        runtimeClassName: 'windows-2022',
        nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.20348' },
        tolerations: [],
      },
    });
    expect(spec.nodeSelector?.['node.kubernetes.io/windows-build']).toBe('10.0.20348');
  });
});

test('a workload refers to a class of the same app by its derived name', () => {
  const manifests = synth((chart) => {
    const made = new WindowsRuntimeClass(chart, 'class', { windowsVersion });
    new WindowsDeployment(chart, 'web', { containers: [CONTAINER], runtimeClass: made });
  });
  const name = ofKind(manifests, 'RuntimeClass').metadata.name;
  expect(podOf(ofKind(manifests, 'Deployment')).spec.runtimeClassName).toBe(name);
});

test('a class that exists already is known by its name only', () => {
  const existing = WindowsRuntimeClass.fromRuntimeClassName('windows-2022');
  expect(existing).toEqual({ runtimeClassName: 'windows-2022', nodeSelector: {}, tolerations: [] });
});
