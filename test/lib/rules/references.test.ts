import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { image, said, WINDOWS } from './found-in';

const LINUX: PodSpec = { os: { name: 'linux' } };

function workload({ pod = {}, kind = 'Deployment' }: { readonly pod?: PodSpec; readonly kind?: string } = {}) {
  const template = { metadata: { labels: { app: 'web' } }, spec: { ...WINDOWS, ...image('web'), ...pod } };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { template } };
}

const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
};

describe('ingress-service-port', () => {
  const ingress = (servicePort: object) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [{}, { http: { paths: [{}, { backend: { service: { name: 'web', port: servicePort } } }] } }] },
  });
  const found = (servicePort: object, ...objects: KubernetesObject[]) =>
    said('ingress-service-port', [ingress(servicePort), ...objects]);
  test('finds a number and a name that the Service does not have', () => {
    expect(found({ number: 8080 }, web, workload())).toEqual([
      'warning spec.rules[1].http.paths[1].backend.service.port.number',
    ]);
    expect(found({ name: 'https' }, web, workload())).toEqual([
      'warning spec.rules[1].http.paths[1].backend.service.port.name',
    ]);
  });

  test('says nothing of ports that are there, of Services that are not, and of Linux', () => {
    expect(found({ number: 80 }, web, workload())).toEqual([]);
    expect(found({ name: 'http' }, web, workload())).toEqual([]);
    expect(found({}, web, workload())).toEqual([]);
    expect(found({ number: 8080 }, workload())).toEqual([]);
    expect(found({ number: 8080 }, web, workload({ pod: LINUX }))).toEqual([]);
  });
});

describe('autoscaler-target', () => {
  const found = (scaleTargetRef: object, ...objects: KubernetesObject[]) =>
    said('autoscaler-target', [
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { scaleTargetRef },
      },
      ...objects,
    ]);

  test.each([
    [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, workload(), []],
    [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'other' }, workload(), []],
    [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' }, workload(), []],
    [{ kind: 'Deployment', name: 'web' }, workload(), ['warning spec.scaleTargetRef.apiVersion']],
    [
      { apiVersion: 'extensions/v1beta1', kind: 'Deployment', name: 'web' },
      workload(),
      ['warning spec.scaleTargetRef.apiVersion'],
    ],
    [
      { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'web' },
      workload({ kind: 'DaemonSet' }),
      ['warning spec.scaleTargetRef.kind'],
    ],
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      workload({ kind: 'StatefulSet' }),
      ['warning spec.scaleTargetRef.kind'],
    ],
    [{ kind: 'Deployment', name: 'web' }, workload({ pod: LINUX }), []],
    [{}, workload(), []],
  ])('%j', (target, object, expected) => {
    expect(found(target, object)).toEqual(expected);
  });
});

test('empty objects are passed over', () => {
  for (const spec of [undefined, {}, { rules: [{}], defaultBackend: {} }, { scaleTargetRef: {} }]) {
    const objects = [
      { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', spec },
      { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec },
      workload({ pod: { containers: [{}] } }),
    ];
    expect(said('ingress-service-port', objects)).toEqual([]);
    expect(said('autoscaler-target', objects)).toEqual([]);
  }
});
