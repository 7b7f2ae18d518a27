import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  type CalicoIsolationProps,
  DomainControllers,
  ExternalTrafficPolicy,
  GmsaIdentity,
  IsolationFormat,
  IsolationMode,
  WindowsDeployment,
  WindowsService,
  type WindowsServiceProps,
} from 'cdk8s-windows';
import { CONTAINER } from '../workloads';
import type { Misuse } from './misuse';

const IN_SHOP = { options: { namespace: 'shop' } };
const { LOAD_BALANCER } = kplus.ServiceType;

const service =
  (props: WindowsServiceProps): Misuse['program'] =>
  (chart) =>
    new WindowsService(chart, 'service', { ports: [{ port: 80 }], ...props });
const isolation =
  (props: CalicoIsolationProps): Misuse['program'] =>
  (chart) =>
    new CalicoIsolation(chart, 'isolation', props);
const domainController =
  (address: string): Misuse['program'] =>
  (chart) =>
    new DomainControllers(chart, 'corp', { addresses: [address] });

/** Names objects as no object can be named. */
class ShoutingChart extends Chart {
  override generateObjectName(): string {
    return 'Shop_Policy';
  }
}

/** Wrong Services, identities and isolations. */
export const OTHER_OBJECTS: readonly Misuse[] = [
  {
    title: 'limits who reaches a service that no load balancer serves',
    rule: 'service-source-ranges',
    program: service({ loadBalancerSourceRanges: ['203.0.113.0/24'] }),
  },
  {
    title: 'limits a load balancer to an address for a network',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['203.0.113.7'] }),
  },
  {
    title: 'limits a load balancer to a network with host bits',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['198.51.100.7/24'] }),
  },
  {
    title: 'limits a load balancer to IPv4 addresses in IPv6 form',
    rule: 'network-format',
    program: service({ type: LOAD_BALANCER, loadBalancerSourceRanges: ['::ffff:203.0.113.0/120'] }),
  },
  {
    title: 'keeps the addresses of clients of a service that nobody outside reaches',
    rule: 'service-traffic-policy',
    program: service({ externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }),
  },
  {
    title: 'makes a credential spec with capitals in its name',
    rule: 'gmsa-name',
    program: (chart) =>
      new GmsaIdentity(chart, 'erp', {
        accountName: 'erp$',
        credentialSpecName: 'gmsa-WebApp1',
        domain: 'corp.example',
        netBiosName: 'CORP',
        domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
        domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
      }),
  },
  {
    title: 'refers to a credential spec with capitals in its name',
    rule: 'gmsa-name',
    program: (chart) => GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-WebApp1'),
  },
  {
    title: 'isolates a whole cluster by policies of Kubernetes',
    rule: 'isolation-format',
    program: isolation({ mode: IsolationMode.CLUSTER, format: IsolationFormat.KUBERNETES }),
  },
  {
    title: 'allows a Service in policies of Kubernetes',
    rule: 'isolation-format',
    ...IN_SHOP,
    program: (chart) => {
      const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
      new CalicoIsolation(chart, 'isolation', { format: IsolationFormat.KUBERNETES }).allowToApiServer(web);
    },
  },
  {
    title: 'names policies as no object can be named',
    rule: 'policy-name',
    program: (chart) => isolation({})(new ShoutingChart(chart, 'loud', { namespace: 'shop' })),
  },
  {
    title: 'gives the name of a domain controller for its address',
    rule: 'calico-network-format',
    program: domainController('dc1.corp.example'),
  },
  {
    title: 'gives the network of the domain controllers with host bits',
    rule: 'calico-network-format',
    program: domainController('10.9.1.1/24'),
  },
];
