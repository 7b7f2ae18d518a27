import type { Manifest } from '../../synth';
import { container, inPod, mistake, NAMESPACE, object, type RawForm, type RawForms } from './raw-form';

/** A range of a load balancer; the API server writes the field with a capital. */
function sourceRange(value: string, since?: RawForm['since']): RawForm {
  const service = object('v1', 'Service', {
    type: 'LoadBalancer',
    ports: [{ port: 80 }],
    loadBalancerSourceRanges: ['203.0.113.0/24'],
  });
  const named = ['spec.LoadBalancerSourceRanges[0]'];
  return mistake(service, 'spec.loadBalancerSourceRanges[0]', value, { named, since });
}

function reached(type: string): Manifest {
  return object('v1', 'Service', { type, ports: [{ port: 80 }] });
}

/** A variable with the address of a Service. */
function addressed(value: string, prop: string): RawForm {
  const env = [{ name: 'URL', value: 'http://service.shop.svc.cluster.local:80' }];
  return inPod('containers[0].env[0].value', value, { containers: [container('main', { env })] }, { prop });
}

const SHARE = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'files' },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteMany'],
    csi: {
      driver: 'smb.csi.k8s.io',
      volumeHandle: 'files',
      volumeAttributes: { source: '//server/share' },
      nodeStageSecretRef: { name: 'smb-login', namespace: NAMESPACE },
    },
  },
};
const LOGIN = 'csi.storage.k8s.io/node-stage-secret-';
const SHARES = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'shares' },
  provisioner: 'smb.csi.k8s.io',
  parameters: { source: '//server/share', [`${LOGIN}name`]: 'smb-login', [`${LOGIN}namespace`]: NAMESPACE },
};

/** The configuration of LogMonitor, which is text for Kubernetes. */
function logs(wrong: object, prop: string): RawForm {
  const configuration = (config: object) => JSON.stringify({ LogConfig: config });
  const file = 'LogMonitorConfig.json';
  const sound = { sources: [{ type: 'EventLog', channels: [{ name: 'system' }] }] };
  const metadata = { name: 'logs', namespace: NAMESPACE };
  const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [file]: configuration(sound) } };
  return mistake(map as unknown as Manifest, `data[${file}]`, configuration(wrong), { prop });
}

const EVENTS = { type: 'EventLog', channels: [{ name: 'system' }] };

/** What wrong Services, shares and logs look like in YAML. */
export const OTHER_OBJECT_FORMS: RawForms = {
  'limits who reaches a service that no load balancer serves': mistake(
    reached('ClusterIP'),
    'spec.loadBalancerSourceRanges',
    ['203.0.113.0/24'],
    { named: ['spec.LoadBalancerSourceRanges'] },
  ),
  'limits a load balancer to an address for a network': sourceRange('203.0.113.7'),
  'limits a load balancer to a network with host bits': sourceRange('198.51.100.7/24', '1.36'),
  'limits a load balancer to IPv4 addresses in IPv6 form': sourceRange('::ffff:203.0.113.0/120', '1.36'),
  'keeps the addresses of clients of a service that nobody outside reaches': mistake(
    reached('ClusterIP'),
    'spec.externalTrafficPolicy',
    'Local',
  ),
  'keeps clients with their pod on nodes that cannot': mistake(
    reached('ClusterIP'),
    'spec.sessionAffinity',
    'ClientIP',
    { prop: 'clientIpAffinity' },
  ),
  'asks for the full name of a service without a namespace': addressed('http://service.shop:80', 'metadata.namespace'),
  'asks for a port that the service does not have': addressed('http://service.shop.svc.cluster.local:8080', 'port'),
  'mounts a share with a login of no namespace': mistake(SHARE, 'spec.csi.nodeStageSecretRef.namespace', undefined, {
    prop: 'secretNamespace',
  }),
  'makes a class of shares with a login of no namespace': mistake(
    SHARES as unknown as Manifest,
    `parameters[${LOGIN}namespace]`,
    undefined,
    { prop: 'secretNamespace' },
  ),
  'mounts a share that is none': mistake(SHARE, 'spec.csi.volumeAttributes.source', 'server/share', { prop: 'source' }),
  'monitors no logs': logs({ sources: [] }, 'sources'),
  'monitors the events in a format that LogMonitor does not look at': logs(
    { sources: [EVENTS, { type: 'Process', customLogFormat: '%Message%' }] },
    'sources[1].customLogFormat',
  ),
  'monitors the events in formats of its own, and gives none': logs(
    { logFormat: 'Custom', sources: [EVENTS] },
    'sources[0].customLogFormat',
  ),
  'monitors a provider that is no GUID': logs(
    { sources: [{ type: 'ETW', providers: [{ providerGuid: 'IIS' }] }] },
    'providers[0].providerGuid',
  ),
};
