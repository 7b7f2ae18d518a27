import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { affinity, BUILD, foundIn, OS, podOf, runtimeClass, said, WINDOWS, workloadOf } from './found-in';

const ofWindows = { scheduling: { nodeSelector: { [OS]: 'windows' } } };
const naming = (fields: PodSpec = {}): PodSpec => ({ ...WINDOWS, runtimeClassName: 'windows-2022', ...fields });

describe('the handler of a RuntimeClass', () => {
  const handler = (name: unknown, fields: object = ofWindows) => runtimeClass({ ...fields, handler: name });

  test.each(['docker', 'runhcs-wcow-hypervisor', 'containerd'])(
    "'%s' is no handler of managed Windows nodes, and elsewhere it may be one",
    (name) => {
      expect(said('runtime-class-handler', [handler(name)], { platform: 'gke' })).toEqual(['error handler']);
      expect(said('runtime-class-handler', [handler(name)], { platform: 'kubeadm' })).toEqual(['warning handler']);
      expect(said('runtime-class-handler', [handler(name)])).toEqual(['warning handler']);
    },
  );

  test('for process isolation is right, and those of Linux are no matter of Windows', () => {
    expect(said('runtime-class-handler', [handler('runhcs-wcow-process')], { platform: 'aks' })).toEqual([]);
    expect(said('runtime-class-handler', [handler('kata', {})], { platform: 'aks' })).toEqual([]);
    expect(
      said('runtime-class-handler', [handler('runc', { scheduling: { nodeSelector: { [OS]: 'linux' } } })]),
    ).toEqual([]);
  });

  test.each([undefined, '', 'Docker', 'a.b', 'x'.repeat(64)])('%s is no DNS label', (name) => {
    expect(said('runtime-class-handler-format', [handler(name)])).toEqual(['error handler']);
  });

  test('stood in the spec in the first version of the API', () => {
    const old = { ...handler(undefined), apiVersion: 'node.k8s.io/v1alpha1', spec: { runtimeHandler: 'docker' } };
    expect(said('runtime-class-handler-format', [old])).toEqual([]);
  });
});

describe('a RuntimeClass with a handler of Windows', () => {
  const selecting = (nodeSelector: object, fields: object = {}) =>
    said('runtime-class-not-windows', [runtimeClass({ scheduling: { nodeSelector }, ...fields })]);

  test('selects no other nodes', () => {
    expect(selecting({ [OS]: 'linux' })).toEqual([`error scheduling.nodeSelector[${OS}]`]);
    expect(selecting({ [OS]: 'Windows' })).toHaveLength(1);
    expect(selecting({ [OS]: 'linux', [BUILD]: '10.0.20348' }, { handler: 'docker' })).toHaveLength(1);
  });

  test('may leave the choice to its pods', () => {
    expect(selecting({})).toEqual([]);
    expect(said('runtime-class-not-windows', [runtimeClass()])).toEqual([]);
    expect(selecting({ [OS]: 'linux' }, { handler: 'runc' })).toEqual([]);
  });
});

describe('a pod and its RuntimeClass', () => {
  const conflict = (pod: PodSpec, fields: object) => said('runtime-class-conflict', [podOf(pod), runtimeClass(fields)]);

  test('give one label one value', () => {
    const gpu = { scheduling: { nodeSelector: { gpu: 'true' } } };
    expect(conflict(naming({ nodeSelector: { gpu: 'false' } }), gpu)).toEqual(['error spec.nodeSelector[gpu]']);
    expect(conflict(naming({ nodeSelector: { gpu: 'true' } }), gpu)).toEqual([]);
    expect(conflict(naming({ nodeSelector: { [OS]: 'linux' } }), ofWindows)).toEqual([
      `error spec.nodeSelector[${OS}]`,
    ]);
  });

  test('leave builds to the rule about builds', () => {
    const of2025 = { scheduling: { nodeSelector: { [BUILD]: '10.0.26100' } } };
    expect(conflict(naming({ nodeSelector: { [BUILD]: '10.0.20348' } }), of2025)).toEqual([]);
  });

  test('are for one operating system, though admission looks at selectors only', () => {
    expect(conflict({ os: { name: 'linux' }, runtimeClassName: 'windows-2022' }, ofWindows)).toEqual([
      'error spec.runtimeClassName',
    ]);
    const linux = { handler: 'runc', scheduling: { nodeSelector: { [OS]: 'linux' } } };
    expect(conflict({ os: { name: 'windows' }, runtimeClassName: 'windows-2022' }, linux)).toEqual([
      'error spec.runtimeClassName',
    ]);
  });

  test('leave a node between them, though admission looks at no affinity', () => {
    const terms = affinity([{ key: 'gpu', operator: 'DoesNotExist' }]);
    const gpu = { scheduling: { nodeSelector: { gpu: 'true' } } };
    expect(conflict(naming(terms), gpu)).toEqual([
      'error spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms',
    ]);
    expect(conflict(naming(affinity([{ key: 'gpu', operator: 'Exists' }])), gpu)).toEqual([]);
    expect(conflict(naming(affinity([{ key: 'zone', operator: 'In', values: ['a'] }])), gpu)).toEqual([]);
  });

  test('are no matter of Windows when both are for Linux', () => {
    const sandbox = { handler: 'gvisor', scheduling: { nodeSelector: { sandbox: 'gvisor' } } };
    expect(conflict({ runtimeClassName: 'windows-2022', nodeSelector: { sandbox: 'none' } }, sandbox)).toEqual([]);
  });

  test('cannot be compared where the class is not shown', () => {
    expect(said('runtime-class-conflict', [podOf(naming({ nodeSelector: { [OS]: 'linux' } }))])).toEqual([]);
  });
});

describe('the overhead of a pod', () => {
  const overhead = (pod: PodSpec, ...classes: Parameters<typeof said>[1]) =>
    said('runtime-class-overhead', [podOf(pod), ...classes]);
  const fixed = (podFixed: object) => runtimeClass({ overhead: { podFixed } });

  test('is refused without a RuntimeClass that has it', () => {
    expect(overhead({ ...WINDOWS, overhead: { memory: '120Mi' } })).toEqual(['error spec.overhead']);
    expect(overhead(naming({ overhead: { memory: '120Mi' } }), runtimeClass())).toHaveLength(1);
    expect(overhead(naming({ overhead: { memory: '120Mi' } }), fixed({ memory: '100Mi' }))).toHaveLength(1);
    expect(overhead(naming({ overhead: { memory: '120Mi' } }), fixed({ memory: '120Mi', cpu: '1' }))).toHaveLength(1);
  });

  test('may be written in another unit', () => {
    expect(
      overhead(naming({ overhead: { memory: '1Gi', cpu: 0.5 } }), fixed({ memory: '1024Mi', cpu: '500m' })),
    ).toEqual([]);
  });

  test('is no matter when it is empty, or when nobody shows the class', () => {
    expect(overhead({ ...WINDOWS, overhead: {} })).toEqual([]);
    expect(overhead(naming({ overhead: { memory: '120Mi' } }))).toEqual([]);
  });
});

describe('a DaemonSet with a RuntimeClass', () => {
  const toleration = { key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' };
  const scheduling = { nodeSelector: { [OS]: 'windows', [BUILD]: '10.0.20348' }, tolerations: [toleration] };
  const classOf2022 = runtimeClass({ scheduling });
  const daemon = (fields: PodSpec, ...objects: Parameters<typeof said>[1]) =>
    foundIn('runtime-class-daemon-set', [workloadOf('DaemonSet', naming(fields)), ...objects]);
  const whole = { nodeSelector: { [OS]: 'windows', [BUILD]: '10.0.20348' }, tolerations: [toleration] };

  test('misses what it does not say itself, and is told once', () => {
    const [found, ...others] = daemon({}, classOf2022);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'warning', path: 'spec.template.spec.runtimeClassName' });
    expect(found.problem).toContain(`${BUILD}: 10.0.20348`);
    expect(found.problem).toContain('toleration of os=windows');
    expect(daemon({ ...whole, tolerations: [] }, classOf2022)).toHaveLength(1);
  });

  test('is right when it says all of it, by a wider toleration as well', () => {
    expect(daemon(whole, classOf2022)).toEqual([]);
    expect(daemon({ ...whole, tolerations: [{ operator: 'Exists' }] }, classOf2022)).toEqual([]);
  });

  test('differs from a Deployment, whose pods the scheduler places after admission', () => {
    expect(foundIn('runtime-class-daemon-set', [workloadOf('Deployment', naming()), classOf2022])).toEqual([]);
    expect(daemon({})).toEqual([]);
    expect(daemon({}, runtimeClass())).toEqual([]);
  });
});

describe('tolerations of a RuntimeClass', () => {
  const twice = (...tolerations: object[]) =>
    said('runtime-class-toleration-twice', [runtimeClass({ scheduling: { tolerations } })]);

  test('are refused when they are there twice, whatever their seconds', () => {
    const toleration = { key: 'os', operator: 'Exists', effect: 'NoExecute' };
    expect(twice(toleration, { ...toleration, tolerationSeconds: 60 }, toleration)).toEqual([
      'error scheduling.tolerations[1]',
      'error scheduling.tolerations[2]',
    ]);
  });

  test('may cover each other, and the API server tells a missing operator from Equal', () => {
    expect(twice({ key: 'os', operator: 'Exists' }, { key: 'os', value: 'windows' })).toEqual([]);
    expect(twice({ key: 'os', value: 'x' }, { key: 'os', operator: 'Equal', value: 'x' })).toEqual([]);
    expect(twice()).toEqual([]);
  });
});

test('the annotation of the old experiment with Hyper-V isolates nothing', () => {
  const annotations = { 'experimental.windows.kubernetes.io/isolation-type': 'hyperv' };
  const [found] = foundIn('hyperv-annotation', [podOf({}, { name: 'web', annotations })]);
  expect(found).toMatchObject({
    severity: 'warning',
    path: 'metadata.annotations[experimental.windows.kubernetes.io/isolation-type]',
    mend: { remove: true },
  });
});

test('a RuntimeClass of wrong types is left to the rule about types', () => {
  const odd = { handler: 5, scheduling: { nodeSelector: ['windows'], tolerations: { key: 'os' } }, overhead: 'much' };
  for (const id of ['runtime-class-handler', 'runtime-class-not-windows', 'toleration-format', 'windows-build-format'])
    expect(said(id, [runtimeClass(odd), runtimeClass({ scheduling: null, handler: null }), podOf(naming())])).toEqual(
      [],
    );
});
