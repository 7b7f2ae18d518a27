import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, podOf, said } from './found-in';

const LIMITS = { limits: { cpu: '500m', memory: '512Mi' } };
const container = (fields: object = {}) => ({ name: 'web', image: 'web:1.0-ltsc2022', resources: LIMITS, ...fields });
const spec = (fields: object = {}): object => ({
  os: { name: 'windows' },
  nodeSelector: { 'kubernetes.io/os': 'windows' },
  containers: [container()],
  ...fields,
});
const pod = (fields: object) => podOf(spec(fields));
const all = (...objects: KubernetesObject[]) => lint(objects).map(({ rule, path }) => `${rule.id} ${path}`);
const unknown = (object: KubernetesObject, kubernetes?: number) => foundIn('unknown-field', [object], { kubernetes });

describe('a misspelt field', () => {
  test.each<[string, object, string, string]>([
    [
      'of the options of Windows',
      { securityContext: { windowsOptions: { runAsUsername: 'ContainerUser' } } },
      'securityContext.windowsOptions.runAsUsername',
      'runAsUserName',
    ],
    [
      'of a container',
      { containers: [container({ livenessprobe: { tcpSocket: { port: 80 } } })] },
      'containers[0].livenessprobe',
      'livenessProbe',
    ],
    [
      'in another case',
      { containers: [container({ imagePullpolicy: 'Always' })] },
      'containers[0].imagePullpolicy',
      'imagePullPolicy',
    ],
    ['with a letter too many', { tolleration: [{ key: 'os', operator: 'Exists' }] }, 'tolleration', 'tolerations'],
    ['of a toleration', { tolerations: [{ key: 'os', Effect: 'NoSchedule' }] }, 'tolerations[0].Effect', 'effect'],
    ['of a volume', { volumes: [{ name: 'a', configmap: { name: 'a' } }] }, 'volumes[0].configmap', 'configMap'],
    [
      'of a probe',
      { containers: [container({ livenessProbe: { httpGet: { pth: '/', port: 80 } } })] },
      'containers[0].livenessProbe.httpGet.pth',
      'path',
    ],
    ['with two letters swapped', { afinity: {}, dnsPolciy: 'Default' }, 'dnsPolciy', 'dnsPolicy'],
  ])('%s is found, with what was meant', (_, fields, path, meant) => {
    const found = unknown(pod(fields)).find((each) => each.path === `spec.${path}`);
    expect(found).toMatchObject({ severity: 'error', allowed: meant, fix: `Write ${meant}.` });
  });

  test('is found once: what is missing under its right name is not found as well', () => {
    expect(
      all(podOf({ ...spec(), nodeSelector: undefined, nodeselector: { 'kubernetes.io/os': 'windows' } } as object)),
    ).toEqual(['unknown-field spec.nodeselector']);
    expect(all(pod({ containers: [container({ resources: undefined, Resources: LIMITS })] }))).toEqual([
      'unknown-field spec.containers[0].Resources',
    ]);
  });

  test.each<[string, string, object, string]>([
    ['apps/v1', 'Deployment', { spec: { replica: 2, selector: {}, template: { spec: spec() } } }, 'spec.replica'],
    ['apps/v1', 'DaemonSet', { spec: { selector: { matchlabels: {} } } }, 'spec.selector.matchlabels'],
    [
      'batch/v1',
      'CronJob',
      { spec: { jobTemplate: { spec: { backofLimit: 1 } } } },
      'spec.jobTemplate.spec.backofLimit',
    ],
    ['v1', 'Service', { spec: { ports: [{ port: 80, targetport: 80 }] } }, 'spec.ports[0].targetport'],
    ['v1', 'ConfigMap', { Data: {} }, 'Data'],
    ['v1', 'Secret', { metadata: { lables: {} } }, 'metadata.lables'],
    ['node.k8s.io/v1', 'RuntimeClass', { handler: 'runc', Scheduling: {} }, 'Scheduling'],
    [
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      { spec: { targetCPUUtilizationPercentage: 5 } },
      'spec.targetCPUUtilizationPercentage',
    ],
  ])('of a %s %s is found', (apiVersion, kind, fields, path) => {
    expect(said('unknown-field', [{ apiVersion, kind, metadata: { name: 'web' }, ...fields }])).toEqual([
      `error ${path}`,
    ]);
  });

  test('of a kind of Calico is a warning: another version or edition may have it', () => {
    const pool = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'IPPool',
      metadata: { name: 'p' },
      spec: { CIDR: '10.0.0.0/8' },
    };
    expect(said('unknown-field', [pool])).toEqual(['warning spec.CIDR']);
  });
});

describe('a field in the wrong place', () => {
  test('is told where it belongs: further up', () => {
    const [found] = unknown(pod({ containers: [container({ nodeSelector: {} })] }));
    expect(found.problem).toBe('there is no such field here, but spec.nodeSelector');
    expect(found.fix).toBe('Move it to spec.nodeSelector.');
  });

  test('is told where it belongs: further down', () => {
    const [probe] = unknown(pod({ livenessProbe: {} }));
    expect(probe.fix).toBe('Move it to spec.containers[].livenessProbe.');
    const [user] = unknown(pod({ securityContext: { runAsUserName: 'ContainerUser' } }));
    expect(user.fix).toBe('Move it to spec.securityContext.windowsOptions.runAsUserName.');
  });
});

describe('a field that nothing resembles', () => {
  test('is found with the fields that there are, where these are few', () => {
    const [found] = unknown(pod({ os: { name: 'windows', build: '10.0.20348' } }));
    expect(found).toMatchObject({ allowed: 'name', problem: 'there is no such field' });
    expect(unknown(pod({ windows: true }))[0].allowed).toBeUndefined();
  });

  test('may be one of a Kubernetes to come', () => {
    expect(unknown(pod({ windows: true }), 36)[0].severity).toBe('error');
    expect(unknown(pod({ windows: true }), 37)[0].severity).toBe('warning');
  });
});

describe('a field of some versions', () => {
  const named = pod({ hostnameOverride: 'web01' });

  test('is found for a version that does not know it', () => {
    expect(unknown(named, 33)[0].problem).toBe('Kubernetes 1.33 does not know it, 1.34 is the first that does');
    expect(unknown(named, 34)).toEqual([]);
  });

  test('is found where it is no more', () => {
    const claims = pod({ resourceClaims: [{ name: 'gpu', source: {} }] });
    expect(unknown(claims, 30)).toEqual([]);
    expect(unknown(claims, 31)[0].problem).toBe('Kubernetes knows it no more since 1.31');
  });

  test('is none to speak of when nobody says the version', () => {
    expect(unknown(named)).toEqual([]);
  });
});

describe('fields are not judged', () => {
  test.each<[string, KubernetesObject]>([
    [
      'of kinds that nobody knows',
      { apiVersion: 'example.com/v1', kind: 'Deployment', spec: { replica: 1 }, extra: 1 },
    ],
    ['of other versions of a kind', { apiVersion: 'extensions/v1beta1', kind: 'Ingress', spec: { rule: [] } }],
    [
      'of kinds with more of them than are known',
      { apiVersion: 'projectcalico.org/v3', kind: 'FelixConfiguration', spec: { any: 1 } },
    ],
    ['of what was read from a cluster', { ...pod({ fromTheFuture: 1 }), metadata: { name: 'web', uid: '1b4e28ba' } }],
    [
      'of the server',
      { ...pod({}), metadata: { name: 'web', managedFields: [{ any: 1 }] }, status: { any: 1 } } as KubernetesObject,
    ],
    ['for programs that merge manifests', { ...pod({}), $patch: 'delete' }],
    ['of maps', { ...pod({}), metadata: { name: 'web', labels: { anything: 'goes' } } }],
  ])('%s', (_, object) => {
    expect(said('unknown-field', [object])).toEqual([]);
  });
});

test('a field with the name of a member of all objects is an unknown one', () => {
  expect(said('unknown-field', [pod({ constructor: 'x' })])).toEqual(['error spec.constructor']);
});
