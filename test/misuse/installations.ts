import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoEncapsulation,
  CalicoInstallation,
  type CalicoInstallationProps,
  OperatingSystemPin,
  TargetCluster,
} from 'cdk8s-windows';
import { IMAGE } from '../workloads';
import { type Misuse, untyped } from './misuse';

const NETWORKS = { podCidrs: ['192.168.0.0/16'], serviceCidrs: ['10.96.0.0/12'] };
const KUBEADM = { options: { cluster: TargetCluster.kubeadm(NETWORKS) } };

const calico =
  (props: Partial<CalicoInstallationProps> = {}): Misuse['program'] =>
  (chart) =>
    new CalicoInstallation(chart, 'calico', { kubernetesServiceHost: 'api.corp.example', ...props });

/** Wrong installations of Calico, and wrong pins of what is there already. */
export const INSTALLATIONS: readonly Misuse[] = [
  {
    title: 'gives Calico a URL for the host of the API server',
    rule: 'calico-api-server',
    ...KUBEADM,
    program: calico({ kubernetesServiceHost: 'https://api.corp.example' }),
  },
  {
    title: 'gives Calico a port of the API server that is none',
    rule: 'calico-api-server',
    ...KUBEADM,
    program: calico({ kubernetesServicePort: 65536 }),
  },
  {
    title: 'gives Calico blocks without room on a Windows node',
    rule: 'calico-block-size',
    verdict: 'node',
    ...KUBEADM,
    program: calico({ blockSize: 30 }),
  },
  {
    title: 'gives Calico blocks that are larger than their pool',
    rule: 'calico-block-size',
    options: { cluster: TargetCluster.kubeadm({ ...NETWORKS, podCidrs: ['192.168.0.0/24'] }) },
    program: calico({ blockSize: 23 }),
  },
  {
    title: 'gives Calico no networks of Services',
    rule: 'calico-cidrs',
    options: { cluster: TargetCluster.kubeadm({ podCidrs: NETWORKS.podCidrs }) },
    program: calico(),
  },
  {
    title: 'gives Calico a network of pods with host bits',
    rule: 'calico-network-format',
    verdict: 'webhook',
    ...KUBEADM,
    program: calico({ podCidrs: ['192.168.1.0/16'] }),
  },
  {
    title: 'gives Calico IP-in-IP, in plain JavaScript',
    rule: 'calico-encapsulation',
    ...KUBEADM,
    program: calico({ encapsulation: untyped('IPIP') }),
  },
  {
    title: 'gives Calico a tunnel where the cloud connects the pods',
    rule: 'calico-encapsulation',
    options: { cluster: TargetCluster.eks({ serviceCidrs: NETWORKS.serviceCidrs }) },
    program: calico({ encapsulation: CalicoEncapsulation.VXLAN }),
  },
  {
    title: 'installs Calico where it cannot run on Windows',
    rule: 'calico-platform',
    options: { cluster: TargetCluster.gke() },
    program: calico(),
  },
  {
    title: 'pins to Windows nodes a pod that says it is for Linux and selects Windows nodes',
    rule: 'os-pin-conflict',
    atSynth: true,
    program: (chart) => {
      const metadata = { name: 'web' };
      const spec = { os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'windows' } };
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata,
        spec: { ...spec, containers: [{ name: 'main', image: IMAGE }] },
      };
      OperatingSystemPin.windows().applyTo(new ApiObject(chart, 'web', pod));
    },
  },
  {
    title: 'pins to Windows what is pinned to Linux already',
    rule: 'os-pin-conflict',
    atSynth: true,
    program: (chart) => {
      const deployment = new kplus.Deployment(chart, 'web', { containers: [{ image: IMAGE }] });
      OperatingSystemPin.linux().applyTo(chart);
      OperatingSystemPin.windows().applyTo(deployment);
    },
  },
];
