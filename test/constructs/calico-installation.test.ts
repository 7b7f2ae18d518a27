import { App, Chart, Testing } from 'cdk8s';
import {
  CalicoApiServer,
  CalicoEncapsulation,
  CalicoInstallation,
  type CalicoInstallationProps,
  NetworkPlugin,
  PolicyEngine,
  TargetCluster,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

const NETWORKS = { podCidrs: ['192.168.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
const KUBEADM = TargetCluster.kubeadm(NETWORKS);

function install(cluster: TargetCluster, props: Partial<CalicoInstallationProps> = {}) {
  const app = new App();
  cluster.applyTo(app);
  const chart = new Chart(app, 'calico', { namespace: 'platform' });
  new CalicoInstallation(chart, 'calico', { kubernetesServiceHost: 'api.corp.example', ...props });
  return Testing.synth(chart);
}

const specOf = (cluster: TargetCluster, props?: Partial<CalicoInstallationProps>) =>
  install(cluster, props).find(({ kind }) => kind === 'Installation').spec;

describe('a CalicoInstallation', () => {
  test.each<[string, TargetCluster]>([
    ['kubeadm', KUBEADM],
    ['EKS', TargetCluster.eks({ serviceCidrs: ['10.100.0.0/16'] })],
    ['AKS without a policy engine of its own', TargetCluster.aks({ policyEngine: PolicyEngine.NONE })],
    ['OpenShift', TargetCluster.openshift(NETWORKS)],
  ])('on %s', (_, cluster) => {
    expect(install(cluster)).toMatchSnapshot();
  });

  test('switches the Windows dataplane on, and BGP off unless packets travel as they are', () => {
    expect(specOf(KUBEADM).calicoNetwork).toMatchObject({ windowsDataplane: 'HNS', bgp: 'Disabled' });
    expect(specOf(KUBEADM, { encapsulation: CalicoEncapsulation.NONE }).calicoNetwork).toMatchObject({
      bgp: 'Enabled',
      ipPools: [{ cidr: '192.168.0.0/16', encapsulation: 'None' }],
    });
  });

  test('demands strict affinity where Calico hands out addresses, and nowhere else', () => {
    const ofCalico = install(KUBEADM).find(({ kind }) => kind === 'IPAMConfiguration');
    expect(ofCalico).toMatchObject({ metadata: { name: 'default' }, spec: { strictAffinity: true } });
    expect(install(TargetCluster.eks()).some(({ kind }) => kind === 'IPAMConfiguration')).toBe(false);
  });

  test('tells Windows nodes where the API server is, in the namespace of the operator', () => {
    const map = (cluster: TargetCluster, port?: number) =>
      install(cluster, { kubernetesServicePort: port }).find(({ kind }) => kind === 'ConfigMap');
    expect(map(KUBEADM)).toMatchObject({
      metadata: { name: 'kubernetes-services-endpoint', namespace: 'tigera-operator' },
      data: { KUBERNETES_SERVICE_HOST: 'api.corp.example', KUBERNETES_SERVICE_PORT: '6443' },
    });
    expect(map(TargetCluster.eks()).data.KUBERNETES_SERVICE_PORT).toBe('443');
    expect(map(KUBEADM, 8443).data.KUBERNETES_SERVICE_PORT).toBe('8443');
  });

  test('gives no namespace to what belongs to the cluster', () => {
    const namespaces = install(KUBEADM).map(({ kind, metadata }) => [kind, metadata.namespace]);
    expect(namespaces).toEqual([
      ['ConfigMap', 'tigera-operator'],
      ['Installation', undefined],
      ['APIServer', undefined],
      ['IPAMConfiguration', undefined],
    ]);
  });

  test('takes networks from the target cluster, its own before those', () => {
    expect(specOf(KUBEADM).serviceCIDRs).toEqual(['10.96.0.0/12']);
    const own = specOf(KUBEADM, { serviceCidrs: ['10.7.0.0/16'], podCidrs: ['10.8.0.0/16', '10.9.0.0/16'] });
    expect(own.serviceCIDRs).toEqual(['10.7.0.0/16']);
    expect(own.calicoNetwork.ipPools.map(({ cidr }: { cidr: string }) => cidr)).toEqual(['10.8.0.0/16', '10.9.0.0/16']);
  });

  test('takes a block size that leaves room on a Windows node', () => {
    expect(specOf(KUBEADM, { blockSize: 25 }).calicoNetwork.ipPools[0].blockSize).toBe(25);
    for (const blockSize of [19, 30, 32, 25.5]) {
      expect(() => install(KUBEADM, { blockSize })).toThrow(
        /blockSize is .*\(allowed: 20 to 29\)[\s\S]*calico-block-size/,
      );
    }
    const small = { podCidrs: ['192.168.0.0/24'], blockSize: 23 };
    expect(() => install(KUBEADM, small)).toThrow(/blockSize is 23 \(allowed: 24 to 29\)/);
  });

  test.each<[string, TargetCluster, Partial<CalicoInstallationProps>, RegExp]>([
    ['GKE', TargetCluster.gke(), {}, /TargetCluster is 'gke': Calico does not support[\s\S]*calico-platform/],
    ['AKS with Calico of its own', TargetCluster.aks({ policyEngine: PolicyEngine.CALICO }), {}, /calico-platform/],
    ['AKS on Azure Local', TargetCluster.azureLocal(), {}, /calico-platform/],
    ['RKE2', TargetCluster.rke2(NETWORKS), {}, /HelmChartConfig[\s\S]*calico-platform/],
    [
      'a cluster without Windows nodes',
      TargetCluster.aks({ networkPlugin: NetworkPlugin.KUBENET }),
      {},
      /network-plugin/,
    ],
    [
      'another network',
      TargetCluster.kubeadm({ ...NETWORKS, networkPlugin: NetworkPlugin.FLANNEL }),
      {},
      /calico-platform/,
    ],
    [
      'another engine',
      TargetCluster.kubeadm({ ...NETWORKS, policyEngine: PolicyEngine.ANTREA }),
      {},
      /calico-platform/,
    ],
    ['missing networks of Services', TargetCluster.kubeadm(), {}, /serviceCidrs is missing[\s\S]*calico-cidrs/],
    [
      'missing networks of pods',
      TargetCluster.kubeadm({ serviceCidrs: ['10.96.0.0/12'] }),
      {},
      /podCidrs is missing[\s\S]*calico-cidrs/,
    ],
    [
      'host bits',
      KUBEADM,
      { serviceCidrs: ['10.96.0.1/12'] },
      /serviceCidrs\[0\] is '10.96.0.1\/12': it has host bits/,
    ],
    [
      'IPv6',
      TargetCluster.kubeadm({ ...NETWORKS, podCidrs: ['fd00::/48'] }),
      {},
      /TargetCluster\.podCidrs\[0\] is 'fd00::\/48'[\s\S]*ip-address-family/,
    ],
    [
      'IP-in-IP',
      KUBEADM,
      { encapsulation: 'IPIP' as CalicoEncapsulation },
      /encapsulation is 'IPIP' \(allowed: VXLAN, None\)[\s\S]*calico-encapsulation/,
    ],
    [
      'CrossSubnet',
      KUBEADM,
      { encapsulation: 'VXLANCrossSubnet' as CalicoEncapsulation },
      /encapsulation is 'VXLANCrossSubnet'/,
    ],
    ['pools beside the network of AWS', TargetCluster.eks(), { blockSize: 26 }, /blockSize is 26: AmazonVPC connects/],
    [
      'a URL as host',
      KUBEADM,
      { kubernetesServiceHost: 'https://api' },
      /kubernetesServiceHost is[\s\S]*calico-api-server/,
    ],
    ['a host with port', KUBEADM, { kubernetesServiceHost: 'api:6443' }, /calico-api-server/],
    ['the address of a Service', KUBEADM, { kubernetesServiceHost: '10.96.0.1' }, /it is the address of a Service/],
    ['a port that is none', KUBEADM, { kubernetesServicePort: 65536 }, /kubernetesServicePort is 65536/],
  ])('refuses %s', (_, cluster, props, message) => {
    expect(() => install(cluster, props)).toThrow(message);
  });
});

describe('a CalicoApiServer', () => {
  test('is the one object that the operator reads', () => {
    const chart = new Chart(new App(), 'calico', { namespace: 'platform' });
    new CalicoApiServer(chart, 'api-server');
    expect(Testing.synth(chart)).toEqual([
      { apiVersion: 'operator.tigera.io/v1', kind: 'APIServer', metadata: { name: 'default' }, spec: {} },
    ]);
  });
});
