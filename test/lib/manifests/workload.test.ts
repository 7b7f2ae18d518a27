import { describe, expect, test } from 'vitest';
import { type JsonObject, mapPodTemplates, templatePathOf } from '../../../lib/manifests/workload';

const mark = (template: JsonObject) => ({ ...template, marked: true });

describe('the pod template of', () => {
  test.each([
    ['v1', 'Pod', []],
    ['v1', 'ReplicationController', ['spec', 'template']],
    ['apps/v1', 'Deployment', ['spec', 'template']],
    ['apps/v1', 'StatefulSet', ['spec', 'template']],
    ['apps/v1', 'DaemonSet', ['spec', 'template']],
    ['apps/v1', 'ReplicaSet', ['spec', 'template']],
    ['batch/v1', 'Job', ['spec', 'template']],
    ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
    ['batch/v1beta1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
    ['extensions/v1beta1', 'Deployment', ['spec', 'template']],
  ])('%s %s is there', (apiVersion, kind, path) => {
    expect(templatePathOf(apiVersion, kind)).toEqual(path);
  });
});

test.each([
  ['v1', 'Service'],
  ['apps.example/v1', 'Deployment'],
  ['v1', 'constructor'],
  [undefined, 'Pod'],
  ['v1', undefined],
])('%s %s makes no pods', (apiVersion, kind) => {
  expect(templatePathOf(apiVersion, kind)).toBeUndefined();
});

describe('changed templates', () => {
  test('leave everything else as it is', () => {
    const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 2, template: { spec: {} } } };
    expect(mapPodTemplates(manifest, mark)).toEqual({
      ...manifest,
      spec: { replicas: 2, template: { spec: {}, marked: true } },
    });
    expect(manifest.spec.template).toEqual({ spec: {} });
  });

  test('are those of the items of a List as well', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', spec: {} };
    const service = { apiVersion: 'v1', kind: 'Service', spec: {} };
    const list = { apiVersion: 'v1', kind: 'List', items: [pod, service, null] };
    expect(mapPodTemplates(list, mark)).toEqual({ ...list, items: [{ ...pod, marked: true }, service, null] });
  });

  test('are none where the manifest has none', () => {
    const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', spec: {} };
    expect(mapPodTemplates(manifest, mark)).toEqual(manifest);
  });
});
