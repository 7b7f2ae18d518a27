import { describe, expect, test } from 'vitest';
import { REMOVED_VERSIONS } from '../../../lib/api-server/removed-versions';
import { foundIn, said } from './found-in';

const of = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'web' } });

describe('a version that Kubernetes no longer serves', () => {
  test.each([
    ['extensions/v1beta1', 'Deployment', 'apps/v1'],
    ['apps/v1beta1', 'StatefulSet', 'apps/v1'],
    ['apps/v1beta2', 'DaemonSet', 'apps/v1'],
    ['batch/v1beta1', 'CronJob', 'batch/v1'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'policy/v1'],
    ['policy/v1beta1', 'PodSecurityPolicy', undefined],
    ['networking.k8s.io/v1beta1', 'Ingress', 'networking.k8s.io/v1'],
    ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['node.k8s.io/v1beta1', 'RuntimeClass', 'node.k8s.io/v1'],
  ])('is found: %s %s', (apiVersion, kind, allowed) => {
    const [found, ...others] = foundIn('api-version-removed', [of(apiVersion, kind)]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'error', path: 'apiVersion', got: apiVersion, allowed });
  });

  test('is taken on a server that has it still', () => {
    const flow = of('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema');
    expect(said('api-version-removed', [flow], { kubernetes: 31 })).toEqual([]);
    expect(said('api-version-removed', [flow], { kubernetes: 32 })).toEqual(['error apiVersion']);
    // some of the versions in question have it
    expect(said('api-version-removed', [flow])).toEqual(['warning apiVersion']);
  });

  test('is put right only where nothing else changed', () => {
    const mendOf = (apiVersion: string, kind: string) => foundIn('api-version-removed', [of(apiVersion, kind)])[0].mend;
    expect(mendOf('node.k8s.io/v1beta1', 'RuntimeClass')).toEqual({ set: 'node.k8s.io/v1' });
    expect(mendOf('networking.k8s.io/v1beta1', 'Ingress')).toBeUndefined();
    expect(mendOf('policy/v1beta1', 'PodSecurityPolicy')).toBeUndefined();
  });

  test.each([
    ['apps/v1', 'Deployment'],
    ['batch/v1', 'CronJob'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['storage.k8s.io/v1beta1', 'VolumeAttributesClass'],
    ['example.com/v1beta1', 'Deployment'],
  ])('is none of these: %s %s', (apiVersion, kind) => {
    expect(said('api-version-removed', [of(apiVersion, kind)])).toEqual([]);
  });
});

test('no kind stands in the list of removed versions twice, and no version is its own successor', () => {
  const keys = REMOVED_VERSIONS.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(REMOVED_VERSIONS.filter(({ apiVersion, instead }) => apiVersion === instead)).toEqual([]);
});
