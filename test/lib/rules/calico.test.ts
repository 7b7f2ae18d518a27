import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { foundIn, image, podOf, said, WINDOWS } from './found-in';

const POOLS = 'spec.calicoNetwork.ipPools';
const CIDR = '192.168.0.0/16';
const WINDOWS_POD = podOf({ ...WINDOWS, ...image('web') });
const LINUX_POD = podOf({ os: { name: 'linux' }, ...image('web') });

function installation(calicoNetwork: object | undefined, spec: object = {}): KubernetesObject {
  return {
    apiVersion: 'operator.tigera.io/v1',
    kind: 'Installation',
    metadata: { name: 'default' },
    spec: { serviceCIDRs: ['10.96.0.0/12'], calicoNetwork, ...spec },
  };
}

const forWindows = (calicoNetwork: object, spec?: object) =>
  installation({ windowsDataplane: 'HNS', bgp: 'Disabled', ...calicoNetwork }, spec);
const withPool = (pool: object, spec?: object) => forWindows({ ipPools: [{ cidr: CIDR, ...pool }] }, spec);

function calico(kind: string, spec: object): KubernetesObject {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name: 'default' }, spec };
}

describe('calico-encapsulation', () => {
  const found = (...objects: KubernetesObject[]) => said('calico-encapsulation', objects);

  test.each(['IPIP', 'IPIPCrossSubnet', 'VXLANCrossSubnet', '', undefined])(
    'finds %s for Windows nodes',
    (encapsulation) => {
      expect(found(withPool({ encapsulation }))).toEqual([`error ${POOLS}[0].encapsulation`]);
      expect(found(installation({ ipPools: [{ cidr: CIDR, encapsulation }] }))).toEqual([]);
    },
  );

  test('takes VXLAN without BGP, and no encapsulation with it', () => {
    expect(found(withPool({ encapsulation: 'VXLAN' }))).toEqual([]);
    expect(found(forWindows({ bgp: 'Enabled', ipPools: [{ cidr: CIDR, encapsulation: 'None' }] }))).toEqual([]);
    const both = forWindows({ bgp: undefined, ipPools: [{ cidr: CIDR, encapsulation: 'VXLAN' }] });
    expect(found(both)).toEqual(['warning spec.calicoNetwork.bgp']);
    expect(found(forWindows({ bgp: 'Enabled', ipPools: [{ cidr: CIDR, encapsulation: 'VXLAN' }] }))).toHaveLength(1);
  });

  test('leaves IPv6 pools alone', () => {
    expect(found(forWindows({ ipPools: [{ cidr: 'fd00::/64', encapsulation: 'VXLANCrossSubnet' }] }))).toEqual([]);
  });

  test.each([{ kubernetesProvider: 'AKS' }, { cni: { type: 'AmazonVPC' } }])(
    'finds an encapsulation where the platform connects the pods: %j',
    (spec) => {
      expect(found(withPool({ encapsulation: 'VXLAN' }, spec))).toEqual([`error ${POOLS}[0].encapsulation`]);
      expect(found(withPool({ encapsulation: 'None' }, spec))).toEqual([]);
      expect(found(withPool({}, spec))).toEqual([]);
    },
  );

  test('warns of pools, when something there is for Windows nodes', () => {
    const pool = (spec: object) => calico('IPPool', { cidr: CIDR, ...spec });
    expect(found(pool({ ipipMode: 'Always' }), WINDOWS_POD)).toEqual(['warning spec.ipipMode']);
    expect(found(pool({ vxlanMode: 'CrossSubnet' }), withPool({ encapsulation: 'VXLAN' }))).toEqual([
      'warning spec.vxlanMode',
    ]);
    expect(found(pool({ ipipMode: 'Always' }), LINUX_POD)).toEqual([]);
    expect(found(pool({ ipipMode: 'Never', vxlanMode: 'Always' }), WINDOWS_POD)).toEqual([]);
    expect(found(pool({ ipipMode: 'Always', nodeSelector: "kubernetes.io/os == 'linux'" }), WINDOWS_POD)).toEqual([]);
    expect(found(calico('IPPool', { cidr: 'fd00::/64', vxlanMode: 'CrossSubnet' }), WINDOWS_POD)).toEqual([]);
  });
});

describe('calico-block-size', () => {
  const found = (...objects: KubernetesObject[]) => said('calico-block-size', objects);
  const VXLAN = { encapsulation: 'VXLAN' };

  test.each([19, 30, 32, 33])('finds /%i for Windows nodes', (blockSize) => {
    expect(found(withPool({ ...VXLAN, blockSize }))).toEqual([`error ${POOLS}[0].blockSize`]);
  });

  test('finds what Calico refuses anywhere', () => {
    const pool = (blockSize: number, cidr = CIDR) => installation({ ipPools: [{ cidr, blockSize }] });
    expect(found(pool(33))).toHaveLength(1);
    expect(found(pool(26, '10.0.0.0/28'))).toHaveLength(1);
    expect(found(pool(32))).toEqual([]);
    expect(found(withPool({ ...VXLAN, blockSize: 20 }))).toEqual([]);
    expect(found(withPool({ ...VXLAN, blockSize: 29 }))).toEqual([]);
  });

  test('warns of pools that leave Windows nodes nothing', () => {
    const pool = calico('IPPool', { cidr: CIDR, blockSize: 30 });
    expect(found(pool, WINDOWS_POD)).toEqual(['warning spec.blockSize']);
    expect(found(pool, LINUX_POD)).toEqual([]);
    expect(found(calico('IPPool', { cidr: 'fd00::/64', blockSize: 122 }), WINDOWS_POD)).toEqual([]);
    expect(found(calico('IPPool', { cidr: CIDR, blockSize: 33 }), WINDOWS_POD)).toEqual(['error spec.blockSize']);
  });
});

describe('calico-cidrs', () => {
  test('finds what the operator needs for Windows nodes', () => {
    const ipPools = [{ cidr: CIDR, encapsulation: 'VXLAN' }];
    expect(said('calico-cidrs', [forWindows({ ipPools }, { serviceCIDRs: [] })])).toEqual(['error spec.serviceCIDRs']);
    expect(said('calico-cidrs', [forWindows({})])).toEqual([`warning ${POOLS}`]);
    expect(said('calico-cidrs', [forWindows({ ipPools: [] })])).toEqual([]);
    expect(said('calico-cidrs', [forWindows({}, { cni: { type: 'Calico', ipam: { type: 'HostLocal' } } })])).toEqual(
      [],
    );
    expect(said('calico-cidrs', [forWindows({}, { serviceCIDRs: undefined, kubernetesProvider: 'EKS' })])).toEqual([]);
    expect(said('calico-cidrs', [installation({}, { serviceCIDRs: undefined })])).toEqual([]);
  });
});

describe('calico-strict-affinity', () => {
  const off = calico('IPAMConfiguration', { strictAffinity: false });

  test('is asked for with Windows nodes only', () => {
    expect(said('calico-strict-affinity', [off, WINDOWS_POD])).toEqual(['error spec.strictAffinity']);
    expect(said('calico-strict-affinity', [off, forWindows({})])).toEqual(['error spec.strictAffinity']);
    expect(said('calico-strict-affinity', [calico('IPAMConfiguration', {}), WINDOWS_POD])).toHaveLength(1);
    expect(said('calico-strict-affinity', [off, LINUX_POD])).toEqual([]);
    expect(
      said('calico-strict-affinity', [calico('IPAMConfiguration', { strictAffinity: true }), WINDOWS_POD]),
    ).toEqual([]);
  });

  test('is asked for where Calico stores its settings as well', () => {
    const stored = { ...off, apiVersion: 'crd.projectcalico.org/v1', kind: 'IPAMConfig' };
    expect(said('calico-strict-affinity', [stored, WINDOWS_POD])).toHaveLength(1);
  });
});

describe('calico-windows-nodes', () => {
  test('finds settings for Windows nodes where nothing is installed on them', () => {
    const windowsNodes = { cniBinDir: '/opt/cni/bin' };
    const path = 'error spec.calicoNetwork.windowsDataplane';
    expect(said('calico-windows-nodes', [installation(undefined, { windowsNodes })])).toEqual([path]);
    expect(said('calico-windows-nodes', [installation({ windowsDataplane: 'Disabled' }, { windowsNodes })])).toEqual([
      path,
    ]);
    expect(said('calico-windows-nodes', [forWindows({}, { windowsNodes })])).toEqual([]);
    expect(said('calico-windows-nodes', [installation({})])).toEqual([]);
  });
});

describe('calico-linux-dataplane', () => {
  test('finds eBPF beside Windows nodes', () => {
    expect(said('calico-linux-dataplane', [forWindows({ linuxDataplane: 'BPF' })])).toEqual([
      'warning spec.calicoNetwork.linuxDataplane',
    ]);
    expect(said('calico-linux-dataplane', [installation({ linuxDataplane: 'BPF' })])).toEqual([]);
    expect(said('calico-linux-dataplane', [forWindows({ linuxDataplane: 'Nftables' })])).toEqual([]);
  });

  test('finds what Felix is told', () => {
    const felix = calico('FelixConfiguration', { bpfEnabled: true, wireguardEnabled: true });
    expect(said('calico-linux-dataplane', [felix, WINDOWS_POD])).toEqual([
      'warning spec.bpfEnabled',
      'warning spec.wireguardEnabled',
    ]);
    expect(said('calico-linux-dataplane', [felix, LINUX_POD])).toEqual([]);
    expect(said('calico-linux-dataplane', [calico('FelixConfiguration', { bpfEnabled: false }), WINDOWS_POD])).toEqual(
      [],
    );
  });
});

describe('calico-platform', () => {
  test.each(['gke', 'rke2', 'azure-local'] as const)('finds an Installation for Windows nodes on %s', (platform) => {
    expect(said('calico-platform', [forWindows({})], { platform })).toEqual([
      'warning spec.calicoNetwork.windowsDataplane',
    ]);
    expect(said('calico-platform', [installation({})], { platform })).toEqual([]);
  });

  test('takes it elsewhere', () => {
    expect(said('calico-platform', [forWindows({})], { platform: 'kubeadm' })).toEqual([]);
    expect(said('calico-platform', [forWindows({})])).toEqual([]);
  });
});

describe('calico-api-server', () => {
  const HOST = 'data.KUBERNETES_SERVICE_HOST';
  const PORT = 'data.KUBERNETES_SERVICE_PORT';
  const endpoint = (
    host: string | undefined,
    port: string | undefined = '6443',
    namespace = 'tigera-operator',
  ): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kubernetes-services-endpoint', namespace },
    data: { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port },
  });
  const found = (...objects: KubernetesObject[]) => said('calico-api-server', objects);

  test.each(['api.corp.example', '10.0.0.4', 'fd00::4'])('takes %s', (host) => {
    expect(found(endpoint(host))).toEqual([]);
  });

  test.each([undefined, '', 'https://api.corp.example', 'api.corp.example:6443', 'a_b', '[fd00::4]'])(
    'finds %s',
    (host) => {
      expect(found(endpoint(host))).toEqual([`error ${HOST}`]);
    },
  );

  test.each([undefined, '', '0', '65536', 'https', '6443 '])('finds port %j', (port) => {
    expect(found({ ...endpoint('a'), data: { KUBERNETES_SERVICE_HOST: 'a', KUBERNETES_SERVICE_PORT: port } })).toEqual([
      `error ${PORT}`,
    ]);
  });

  test('finds the address of the Service', () => {
    expect(found(endpoint('10.96.0.1'), installation({}))).toEqual([`error ${HOST}`]);
    expect(foundIn('calico-api-server', [endpoint('10.96.0.1'), installation({})])[0].problem).toBe(
      'it is the address of a Service',
    );
    expect(found(endpoint('10.112.0.1'), installation({}))).toEqual([]);
    expect(found(endpoint('fd00::1'), installation({}))).toEqual([]);
  });

  test('is not about other ConfigMaps', () => {
    expect(found(endpoint(undefined, undefined, 'kube-system'))).toEqual([]);
    expect(found({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } })).toEqual([]);
  });
});
