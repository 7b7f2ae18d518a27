import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { ContainerSpec, PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, podOf, said, WINDOWS } from './found-in';

const windows = (pod: PodSpec): PodSpec => ({ ...WINDOWS, ...pod });
const container = (spec: ContainerSpec): PodSpec => windows({ containers: [{ name: 'web', image: 'web', ...spec }] });
const LINUX: PodSpec = { os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } };

describe('dns-short-name', () => {
  const env = (value: string, name = 'VALUE') => container({ env: [{ name, value }] });
  const found = (pod: PodSpec, ...objects: KubernetesObject[]) =>
    foundIn('dns-short-name', [podOf(pod), ...objects]).map(({ path, got, problem, allowed }) => ({
      path,
      got,
      problem,
      allowed,
    }));
  const catalog = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'catalog', namespace: 'shop' } };

  test.each([
    'http://catalog.shop.svc',
    'http://catalog.shop.svc/',
    'https://catalog.shop.svc:8443/v1?x=1',
    'amqp://user:pass@catalog.shop.svc:5672',
    'catalog.shop.svc:80',
    'Server=catalog.shop.svc,1433;Database=x',
    'a=1;url=http://catalog.shop.svc',
  ])('finds %s wherever it stands', (value) => {
    const problem = 'it calls catalog.shop.svc';
    const expected = { got: value, problem, allowed: 'catalog.shop.svc.cluster.local' };
    expect(found(env(value))).toEqual([{ path: 'spec.containers[0].env[0].value', ...expected }]);
    expect(found(container({ args: ['--x', value] }))).toEqual([{ path: 'spec.containers[0].args[1]', ...expected }]);
    expect(found(container({ command: [value] }))).toEqual([{ path: 'spec.containers[0].command[0]', ...expected }]);
  });

  test('the name of a variable says that its whole value is an address', () => {
    expect(found(env('catalog.shop.svc', 'CATALOG_HOST'))).toHaveLength(1);
    expect(found(env('catalog.shop.svc', 'FILE'))).toEqual([]);
  });

  test('a pod of a headless Service has one part more', () => {
    expect(found(env('http://db-0.db.shop.svc:80'))).toMatchObject([{ allowed: 'db-0.db.shop.svc.cluster.local' }]);
  });

  test('without svc it takes a Service of that name and namespace among the manifests', () => {
    expect(found(env('http://catalog.shop'), catalog)).toMatchObject([{ problem: 'it calls catalog.shop' }]);
    expect(found(env('catalog.shop'), catalog)).toMatchObject([{ problem: 'it calls catalog.shop' }]);
    expect(found(env('http://catalog.shop'))).toEqual([]);
    expect(found(env('http://catalog.other'), catalog)).toEqual([]);
  });

  test.each([
    'http://catalog',
    'http://catalog.shop.svc.cluster.local:80',
    'http://catalog.shop.svc.corp.example',
    'https://server.example/Orders.shop.svc',
    'https://server.example/services/orders.shop.svc?wsdl',
    'C:\\inetpub\\orders.shop.svc',
    'system.web',
    '1.2.3',
    '$(HOST):80',
    '',
  ])('leaves %s alone', (value) => {
    expect(found(env(value, 'URL'), catalog)).toEqual([]);
  });

  test('says nothing of Linux pods, of pods on the node and of those with search domains of their own', () => {
    const value = 'http://catalog.shop.svc';
    expect(found({ ...env(value), ...LINUX })).toEqual([]);
    expect(found({ ...env(value), hostNetwork: true })).toEqual([]);
    expect(found({ ...env(value), dnsConfig: { searches: ['svc.cluster.local'] } })).toEqual([]);
  });

  test('a variable without a value says nothing', () => {
    expect(found(container({ env: [{ name: 'A' }, {} as never] }))).toEqual([]);
  });
});

describe('sidecar-injection', () => {
  const namespace = (metadata: object) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', ...metadata },
  });
  const found = (metadata: object, pod: PodSpec = WINDOWS, ...objects: KubernetesObject[]) =>
    said('sidecar-injection', [podOf(pod, { name: 'web', namespace: 'shop', ...metadata }), ...objects]);

  test.each([
    [{ labels: { 'sidecar.istio.io/inject': 'true' } }, 'warning metadata.labels[sidecar.istio.io/inject]'],
    [{ annotations: { 'sidecar.istio.io/inject': 'true' } }, 'warning metadata.annotations[sidecar.istio.io/inject]'],
    [{ annotations: { 'linkerd.io/inject': 'enabled' } }, 'info metadata.annotations[linkerd.io/inject]'],
    [
      { annotations: { 'consul.hashicorp.com/connect-inject': 'true' } },
      'warning metadata.annotations[consul.hashicorp.com/connect-inject]',
    ],
    [{ labels: { 'kuma.io/sidecar-injection': 'enabled' } }, 'warning metadata.labels[kuma.io/sidecar-injection]'],
    [
      { annotations: { 'vault.hashicorp.com/agent-inject': 'true' } },
      'warning metadata.annotations[vault.hashicorp.com/agent-inject]',
    ],
  ])('finds %j on the pod', (metadata, expected) => {
    expect(found(metadata)).toEqual([expected]);
    expect(found(metadata, LINUX)).toEqual([]);
    expect(found(metadata, { ...WINDOWS, hostNetwork: true })).toEqual([]);
  });

  test.each([
    [{ labels: { 'istio-injection': 'enabled' } }, { labels: { 'sidecar.istio.io/inject': 'false' } }],
    [{ labels: { 'istio.io/rev': 'stable' } }, { labels: { 'sidecar.istio.io/inject': 'false' } }],
    [{ annotations: { 'linkerd.io/inject': 'enabled' } }, { annotations: { 'linkerd.io/inject': 'disabled' } }],
    [{ labels: { 'kuma.io/sidecar-injection': 'enabled' } }, { labels: { 'kuma.io/sidecar-injection': 'disabled' } }],
  ])('finds that the namespace says %j, unless the pod says %j', (ofNamespace, ofPod) => {
    expect(found({}, WINDOWS, namespace(ofNamespace))).toHaveLength(1);
    expect(found(ofPod, WINDOWS, namespace(ofNamespace))).toEqual([]);
    expect(found({}, LINUX, namespace(ofNamespace))).toEqual([]);
  });

  test('a namespace that says no, one that says nothing and one that is not there ask for nothing', () => {
    expect(found({}, WINDOWS, namespace({ labels: { 'istio-injection': 'disabled' } }))).toEqual([]);
    expect(found({}, WINDOWS, namespace({}))).toEqual([]);
    expect(found({})).toEqual([]);
  });

  test('the path of a template’s label starts at the workload', () => {
    const template = { metadata: { labels: { 'sidecar.istio.io/inject': 'true' } }, spec: WINDOWS };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { template } };
    expect(said('sidecar-injection', [deployment])).toEqual([
      'warning spec.template.metadata.labels[sidecar.istio.io/inject]',
    ]);
  });
});

describe('host-port-address', () => {
  const found = (hostIP: string | undefined, pod: PodSpec = {}, hostPort: number | undefined = 80) =>
    said('host-port-address', [podOf({ ...container({ ports: [{ containerPort: 80, hostPort, hostIP }] }), ...pod })]);

  test('finds an address that restricts the port of the node', () => {
    expect(found('127.0.0.1')).toEqual(['warning spec.containers[0].ports[0].hostIP']);
  });

  test('says nothing of every address, without a hostPort, on the node itself, and on Linux', () => {
    for (const every of ['', '0.0.0.0', '::', undefined]) expect(found(every)).toEqual([]);
    expect(found('127.0.0.1', {}, 0)).toEqual([]);
    expect(found('127.0.0.1', { hostNetwork: true })).toEqual([]);
    expect(found('127.0.0.1', LINUX)).toEqual([]);
  });
});

describe('host-name-fqdn', () => {
  const NAMES = { setHostnameAsFQDN: true, subdomain: 'web' };
  const found = (kind: string, name: string, pod: PodSpec, namespace: string | undefined = 'shop') => {
    const spec = { ...WINDOWS, ...pod };
    const metadata = { name, namespace };
    const isPod = kind === 'Pod';
    return said('host-name-fqdn', [
      { apiVersion: isPod ? 'v1' : 'apps/v1', kind, metadata, spec: isPod ? spec : { template: { spec } } },
    ]);
  };
  // web.shop.svc.cluster.local and a dot have 27 characters
  const name = (length: number) => 'a'.repeat(length);

  test('counts the name of the pod, of which a workload makes a longer one', () => {
    expect(found('Pod', name(37), NAMES)).toEqual([]);
    expect(found('Pod', name(38), NAMES)).toEqual(['warning spec.setHostnameAsFQDN']);
    expect(found('Deployment', name(29), NAMES)).toEqual([]);
    expect(found('Deployment', name(30), NAMES)).toEqual(['warning spec.template.spec.setHostnameAsFQDN']);
    expect(found('StatefulSet', name(36), NAMES)).toHaveLength(1);
  });

  test('a host name of its own counts instead, but not in a StatefulSet', () => {
    expect(found('Deployment', name(60), { ...NAMES, hostname: 'web' })).toEqual([]);
    expect(found('StatefulSet', name(60), { ...NAMES, hostname: 'web' })).toHaveLength(1);
    expect(found('Deployment', 'web', { ...NAMES, hostname: name(60) })).toHaveLength(1);
  });

  test('says nothing without a subdomain, without the switch, and where the namespace is not known', () => {
    expect(found('Pod', name(60), { ...NAMES, subdomain: undefined })).toEqual([]);
    expect(found('Pod', name(60), { ...NAMES, setHostnameAsFQDN: false })).toEqual([]);
    expect(found('Pod', name(60), NAMES, '')).toEqual([]);
  });
});

describe('command-ping', () => {
  const probe = (...command: string[]) => container({ livenessProbe: { exec: { command } } });
  const found = (pod: PodSpec) => said('command-ping', [podOf(pod)]);

  test.each([
    [['ping', '8.8.8.8']],
    [['ping.exe', '-n', '1', 'www.example.com']],
    [['cmd', '/c', 'ping -n 1 -w 500 www.example.com > nul']],
    [['powershell', '-Command', 'C:\\Windows\\System32\\ping.exe 1.1.1.1']],
  ])('finds %j in a probe', (command) => {
    expect(found(probe(...command))).toEqual(['warning spec.containers[0].livenessProbe.exec.command']);
    expect(found({ ...probe(...command), ...LINUX })).toEqual([]);
    expect(found({ ...probe(...command), hostNetwork: true })).toEqual([]);
  });

  test.each([
    [['ping', '-t', 'localhost']],
    [['ping', '-n', '30', '127.0.0.1']],
    [['ping', '10.0.0.1']],
    [['cmd', '/c', 'ping 127.0.0.1 -n 5 && curl.exe www.example.com']],
    [['ping', 'catalog']],
    [['ping', 'catalog.shop.svc.cluster.local']],
    [['ping', '%HOST%']],
    [['mapping.exe', 'www.example.com']],
    [['ping']],
    [[]],
  ])('leaves %j alone', (command) => {
    expect(found(probe(...command))).toEqual([]);
  });

  test('a container that only wants to last gets a hint', () => {
    expect(found(container({ command: ['ping', '-t', '8.8.8.8'] }))).toEqual(['info spec.containers[0].command']);
    expect(found(container({ args: ['ping', '-t', '8.8.8.8'] }))).toEqual(['info spec.containers[0].args']);
  });
});

test('names of hosts are looked at whatever the system, and empty ones are none', () => {
  const found = (pod: PodSpec) => said('host-name', [podOf(pod)]);
  expect(found({ ...LINUX, hostname: 'WEB' })).toEqual(['error spec.hostname']);
  expect(found({ subdomain: 'a.b' })).toEqual(['error spec.subdomain']);
  expect(found({ hostname: '', subdomain: '' })).toEqual([]);
});

test('what Windows ignores of DNS is a warning, and can be mended', () => {
  const found = (id: string, pod: PodSpec) => foundIn(id, [podOf(windows(pod))]);
  expect(found('dns-policy', { dnsPolicy: 'ClusterFirstWithHostNet' })).toMatchObject([
    { severity: 'warning', mend: { set: 'ClusterFirst' } },
  ]);
  expect(found('dns-options', { dnsConfig: { options: [{ name: 'ndots' }] } })).toMatchObject([
    { severity: 'warning', mend: { remove: true } },
  ]);
  expect(found('dns-options', { dnsConfig: { options: [] } })).toEqual([]);
  expect(said('dns-policy', [podOf({ ...LINUX, dnsPolicy: 'ClusterFirstWithHostNet' })])).toEqual([]);
});

test('empty containers are passed over', () => {
  for (const id of ['dns-short-name', 'host-port-address', 'command-ping', 'sidecar-injection', 'host-name-fqdn'])
    expect(said(id, [podOf(windows({ containers: [{}, { ports: [{}], env: [], command: [] }] }))])).toEqual([]);
});
