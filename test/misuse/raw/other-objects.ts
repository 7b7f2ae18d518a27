import type { Manifest } from '../../synth';
import { inPod, mistake, object, type RawForm, type RawForms } from './raw-form';

const POLICY = object('networking.k8s.io/v1', 'NetworkPolicy', {
  podSelector: {},
  egress: [{ to: [{ ipBlock: { cidr: '10.9.0.0/24' } }] }],
});
const CREDENTIAL_SPEC = {
  apiVersion: 'windows.k8s.io/v1',
  kind: 'GMSACredentialSpec',
  metadata: { name: 'gmsa-erp' },
  credspec: {},
} as unknown as Manifest;

/** What its format cannot say is a field that a policy of Kubernetes does not have. */
const FORMAT = { prop: 'format' };

/** A range of a load balancer; the API server writes the field with a capital. */
function sourceRange(value: string): RawForm {
  const service = object('v1', 'Service', {
    type: 'LoadBalancer',
    ports: [{ port: 80 }],
    loadBalancerSourceRanges: ['203.0.113.0/24'],
  });
  const field = 'spec.LoadBalancerSourceRanges[0]';
  return mistake(service, 'spec.loadBalancerSourceRanges[0]', value, { field });
}

function toDomainController(value: string): RawForm {
  return mistake(POLICY, 'spec.egress[0].to[0].ipBlock.cidr', value, { prop: 'addresses[0]' });
}

function reached(type: string): Manifest {
  return object('v1', 'Service', { type, ports: [{ port: 80 }] });
}

/** What wrong Services, identities and policies look like in YAML. */
export const OTHER_OBJECT_FORMS: RawForms = {
  'limits who reaches a service that no load balancer serves': mistake(
    reached('ClusterIP'),
    'spec.loadBalancerSourceRanges',
    ['203.0.113.0/24'],
    { field: 'spec.LoadBalancerSourceRanges' },
  ),
  'limits a load balancer to an address for a network': sourceRange('203.0.113.7'),
  'limits a load balancer to a network with host bits': { ...sourceRange('198.51.100.7/24'), since: '1.36' },
  'limits a load balancer to IPv4 addresses in IPv6 form': {
    ...sourceRange('::ffff:203.0.113.0/120'),
    since: '1.36',
  },
  'keeps the addresses of clients of a service that nobody outside reaches': mistake(
    reached('ClusterIP'),
    'spec.externalTrafficPolicy',
    'Local',
  ),
  'makes a credential spec with capitals in its name': mistake(CREDENTIAL_SPEC, 'metadata.name', 'gmsa-WebApp1', {
    prop: 'credentialSpecName',
  }),
  'refers to a credential spec with capitals in its name': inPod(
    'securityContext.windowsOptions.gmsaCredentialSpecName',
    'gmsa-WebApp1',
    {},
    { prop: 'credentialSpecName' },
  ),
  'isolates a whole cluster by policies of Kubernetes': mistake(POLICY, 'spec.namespaceSelector', {}, FORMAT),
  'allows a Service in policies of Kubernetes': mistake(
    POLICY,
    'spec.egress[0].to[0].services',
    { name: 'kubernetes', namespace: 'default' },
    FORMAT,
  ),
  'names policies as no object can be named': mistake(POLICY, 'metadata.name', 'Shop_Policy'),
  'gives the name of a domain controller for its address': toDomainController('dc1.corp.example'),
  'gives the network of the domain controllers with host bits': {
    ...toDomainController('10.9.1.1/24'),
    since: '1.36',
  },
};
