import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, podOf, said, workloadOf } from './found-in';

const containers = (...list: ContainerSpec[]): PodSpec => ({ containers: list });
const port = (fields: object) => podOf(containers({ name: 'web', ports: [{ containerPort: 80, ...fields }] }));

describe('of any pod, the API server refuses', () => {
  test.each<[string, PodSpec, string]>([
    ['container-name', containers({ name: 'Web' }), 'containers[0].name'],
    ['container-name', containers({}), 'containers[0].name'],
    ['container-name', containers({ name: 'a'.repeat(64) }), 'containers[0].name'],
    ['container-name-unique', containers({ name: 'web' }, { name: 'web' }), 'containers[1].name'],
    ['image-missing', containers({ name: 'web' }), 'containers[0].image'],
    ['image-missing', containers({ name: 'web', image: '' }), 'containers[0].image'],
    ['object-name', { runtimeClassName: '' }, 'runtimeClassName'],
    ['object-name', { serviceAccountName: 'My_Account' }, 'serviceAccountName'],
    ['node-selector-format', { nodeSelector: { 'a/b/c': '1' } }, 'nodeSelector[a/b/c]'],
    ['init-container-handlers', { initContainers: [{ readinessProbe: {} }] }, 'initContainers[0].readinessProbe'],
    ['init-container-handlers', { initContainers: [{ lifecycle: {} }] }, 'initContainers[0].lifecycle'],
  ])('%s: %j', (id, spec, path) => {
    expect(said(id, [podOf(spec)])).toEqual([`error spec.${path}`]);
    expect(said(id, [workloadOf('StatefulSet', spec)])).toEqual([`error spec.template.spec.${path}`]);
  });
});

describe('of any pod, the API server takes', () => {
  test.each<[string, PodSpec]>([
    ['container-name', containers({ name: 'a'.repeat(63) }, { name: '0' })],
    ['container-name-unique', containers({}, {})],
    ['object-name', { priorityClassName: '', serviceAccountName: '', runtimeClassName: 'windows-2022' }],
    ['node-selector-format', { nodeSelector: { 'example.com/disk': '' } }],
    ['init-container-handlers', { initContainers: [{ restartPolicy: 'Always', readinessProbe: {}, lifecycle: {} }] }],
    ['init-container-handlers', containers({ readinessProbe: {}, lifecycle: {} })],
    ['port-name', containers({ ports: [{ name: '', containerPort: 80 }] })],
  ])('%s: %j', (id, spec) => {
    expect(said(id, [podOf(spec)])).toEqual([]);
  });
});

test('containers of every kind have one set of names, and the init container is the one that is wrong', () => {
  const spec = { initContainers: [{ name: 'a' }], containers: [{ name: 'a' }], ephemeralContainers: [{ name: 'a' }] };
  const found = foundIn('container-name-unique', [podOf(spec)]);
  expect(found.map(({ path, problem }) => [path, problem])).toEqual([
    ['spec.initContainers[0].name', 'containers[0] has it as well'],
    ['spec.ephemeralContainers[0].name', 'initContainers[0] has it as well'],
  ]);
});

describe('the numbers of a port', () => {
  test.each([0, -1, 65536])('are not %i', (containerPort) => {
    expect(said('container-port', [port({ containerPort })])).toEqual([
      'error spec.containers[0].ports[0].containerPort',
    ]);
  });

  test('may be left out for the node', () => {
    expect(said('container-port', [port({ hostPort: 0 }), port({ hostPort: 65535 }), port({})])).toEqual([]);
    expect(said('container-port', [port({ hostPort: 70000 })])).toEqual(['error spec.containers[0].ports[0].hostPort']);
  });
});

describe('an image of one blank', () => {
  const deployment = (annotations = {}) => {
    const { metadata, ...rest } = workloadOf('Deployment', containers({ name: 'web', image: ' ' }));
    return { ...rest, metadata: { ...metadata, annotations } };
  };

  test('is none', () => {
    expect(said('image-missing', [deployment()])).toHaveLength(1);
  });

  test('is written in by OpenShift when it is built', () => {
    expect(said('image-missing', [deployment({ 'image.openshift.io/triggers': '[]' })])).toEqual([]);
  });
});
