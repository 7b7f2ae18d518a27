import type { JsonObject } from '../../../lib/manifests/workload';
import type { Manifest } from '../../synth';
import { mistake, NAMESPACE, pod, type RawForm, type RawForms } from './raw-form';

const POOL = { cidr: '192.168.0.0/16', encapsulation: 'VXLAN', blockSize: 26 };
const OS = 'kubernetes.io/os';

function installation(path: string, value: unknown, prop: string, own: JsonObject = {}): RawForm {
  const calicoNetwork = { bgp: 'Disabled', windowsDataplane: 'HNS', ipPools: [POOL] };
  const spec = { serviceCIDRs: ['10.96.0.0/12'], calicoNetwork, ...own };
  const sound = { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', metadata: { name: 'default' }, spec };
  return mistake(sound, `spec.${path}`, value, { prop });
}

function endpoint(key: string, value: string, prop: string): RawForm {
  const data = { KUBERNETES_SERVICE_HOST: 'api.corp.example', KUBERNETES_SERVICE_PORT: '6443' };
  const metadata = { name: 'kubernetes-services-endpoint', namespace: NAMESPACE };
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data } as unknown as Manifest;
  return mistake(map, `data[${key}]`, value, { prop });
}

/** What wrong installations of Calico and pins look like in YAML. */
export const INSTALLATION_FORMS: RawForms = {
  'gives Calico a URL for the host of the API server': endpoint(
    'KUBERNETES_SERVICE_HOST',
    'https://api.corp.example',
    'kubernetesServiceHost',
  ),
  'gives Calico a port of the API server that is none': endpoint(
    'KUBERNETES_SERVICE_PORT',
    '65536',
    'kubernetesServicePort',
  ),
  'gives Calico blocks without room on a Windows node': installation(
    'calicoNetwork.ipPools[0].blockSize',
    30,
    'blockSize',
  ),
  'gives Calico blocks that are larger than their pool': installation(
    'calicoNetwork.ipPools[0].blockSize',
    15,
    'blockSize',
  ),
  'gives Calico no networks of Services': installation('serviceCIDRs', undefined, 'serviceCidrs'),
  'gives Calico a network of pods with host bits': installation(
    'calicoNetwork.ipPools[0].cidr',
    '192.168.1.0/16',
    'podCidrs[0]',
  ),
  'gives Calico IP-in-IP, in plain JavaScript': installation(
    'calicoNetwork.ipPools[0].encapsulation',
    'IPIP',
    'encapsulation',
  ),
  'gives Calico a tunnel where the cloud connects the pods': installation(
    'calicoNetwork.ipPools[0].encapsulation',
    'VXLAN',
    'encapsulation',
    { cni: { type: 'AmazonVPC' }, calicoNetwork: { ipPools: [{ ...POOL, encapsulation: 'None' }] } },
  ),
  'pins to Windows nodes a pod that says it is for Linux and selects Windows nodes': mistake(
    pod({ os: { name: 'linux' }, nodeSelector: { [OS]: 'linux' } }),
    `spec.nodeSelector[${OS}]`,
    'windows',
  ),
};
