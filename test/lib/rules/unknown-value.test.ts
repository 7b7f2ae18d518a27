import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';

const linuxPod = (spec: object): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    os: { name: 'linux' },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }],
    ...spec,
  },
});
const object = (apiVersion: string, kind: string, spec: object): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  spec,
});
const container = (fields: object) => linuxPod({ containers: [{ name: 'web', image: 'web:1.0', ...fields }] });

/** `rule path mend`. */
const said = (...objects: KubernetesObject[]) =>
  lint(objects)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, path, mend }) =>
      [rule.id, path, ...(mend !== undefined && 'set' in mend ? [mend.set] : [])].join(' '),
    );

describe('a word that a field does not know is found once, and put right where only its case is wrong', () => {
  test.each<[KubernetesObject, string]>([
    [container({ imagePullPolicy: 'always' }), 'spec.containers[0].imagePullPolicy Always'],
    [container({ terminationMessagePolicy: 'Log' }), 'spec.containers[0].terminationMessagePolicy'],
    [container({ ports: [{ containerPort: 80, protocol: 'tcp' }] }), 'spec.containers[0].ports[0].protocol TCP'],
    [
      container({ livenessProbe: { httpGet: { port: 80, scheme: 'http' } } }),
      'spec.containers[0].livenessProbe.httpGet.scheme HTTP',
    ],
    [linuxPod({ dnsPolicy: 'clusterFirst' }), 'spec.dnsPolicy ClusterFirst'],
    [linuxPod({ volumes: [{ name: 'a', hostPath: { path: '/a', type: 'Folder' } }] }), 'spec.volumes[0].hostPath.type'],
    [
      linuxPod({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'Schedule' }] }),
      'spec.topologySpreadConstraints[0].whenUnsatisfiable',
    ],
    [object('v1', 'Service', { type: 'Nodeport', ports: [{ port: 80 }] }), 'spec.type NodePort'],
    [object('v1', 'Service', { ipFamilies: ['ipv4'], ports: [{ port: 80 }] }), 'spec.ipFamilies[0] IPv4'],
    [object('v1', 'PersistentVolumeClaim', { accessModes: ['RWO'] }), 'spec.accessModes[0]'],
  ])('%j', (given, expected) => {
    expect(said(given)).toEqual([`unknown-value ${expected}`]);
  });
});

test('a default that is written as an empty text is no unknown value', () => {
  expect(said(container({ imagePullPolicy: '', ports: [{ containerPort: 80, protocol: '' }] }))).toEqual([]);
});

test('the effect of a toleration is judged on every system', () => {
  expect(said(linuxPod({ tolerations: [{ key: 'os', operator: 'Exists', effect: 'noSchedule' }] }))).toEqual([
    'toleration-format spec.tolerations[0].effect NoSchedule',
  ]);
});

test('a named pipe of a Windows pod is of no type, whatever word stands there', () => {
  const windows = linuxPod({
    os: { name: 'windows' },
    nodeSelector: { 'kubernetes.io/os': 'windows' },
    volumes: [{ name: 'pipe', hostPath: { path: '\\\\.\\pipe\\docker_engine', type: 'socket' } }],
  });
  expect(said(windows)).toContain('host-path-type spec.volumes[0].hostPath.type');
  expect(said(windows).join()).not.toContain('unknown-value');
});

test('a policy that differs by case from one that its workload may have is put right', () => {
  expect(said(linuxPod({ restartPolicy: 'never' }))).toEqual(['restart-policy spec.restartPolicy Never']);
});
