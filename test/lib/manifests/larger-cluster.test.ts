import { expect, test } from 'vitest';
import { Cluster } from '../../../lib/manifests/cluster';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { LargerCluster } from '../../../lib/manifests/larger-cluster';

function pod(name: string, namespace: string, image: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers: [{ name, image }] } };
}

function settings(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } };
}

test('a cluster with some objects more is that of all of them', () => {
  const base = [pod('web', 'shop', 'a:1'), settings('a'), pod('db', 'data', 'b:1')];
  const more = [
    pod('web', 'shop', 'a:2'),
    settings('b'),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  ];
  const larger = new LargerCluster(new Cluster(base), more);
  const whole = new Cluster([...base, ...more]);
  expect(larger.objects).toEqual(whole.objects);
  for (const kind of ['Pod', 'ConfigMap', 'Namespace', 'Secret']) expect(larger.all(kind)).toEqual(whole.all(kind));
  for (const name of ['web', 'db', 'a', 'b', 'other'])
    for (const kind of ['Pod', 'ConfigMap'])
      for (const namespace of ['shop', 'data'])
        expect(larger.find(kind, name, namespace)).toBe(whole.find(kind, name, namespace));
  for (const object of [...base, ...more]) expect(larger.templateOf(object)).toEqual(whole.templateOf(object));
  for (const namespace of [undefined, 'shop', 'data', 'other'])
    expect(larger.podTemplates(namespace)).toEqual(whole.podTemplates(namespace));
  const [template] = larger.podTemplates('shop');
  expect(larger.homeOf(template)).toBe(more[2]);
});
