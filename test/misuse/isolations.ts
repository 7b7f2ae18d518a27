import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  type CalicoIsolationProps,
  DomainControllers,
  IsolationFormat,
  IsolationMode,
  IsolationPeer,
  IsolationPort,
  PolicyEngine,
  TargetCluster,
  WindowsDeployment,
} from 'cdk8s-windows';
import { CONTAINER } from '../workloads';
import { type Misuse, untyped } from './misuse';

const IN_SHOP = { options: { namespace: 'shop' } };

const isolation =
  (props: CalicoIsolationProps = {}): Misuse['program'] =>
  (chart) =>
    new CalicoIsolation(chart, 'isolation', props);

/** An isolation that permits something to or from the pods of a deployment. */
const permitting =
  (permit: (isolation: CalicoIsolation, web: WindowsDeployment, chart: Chart) => unknown): Misuse['program'] =>
  (chart) => {
    const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
    permit(new CalicoIsolation(chart, 'isolation'), web, chart);
  };
const from = (labels: { [label: string]: string }): Misuse['program'] =>
  permitting((isolation, web) => isolation.allow(IsolationPeer.labels('shop', labels), web, IsolationPort.tcp(80)));

const domainControllers =
  (...addresses: string[]): Misuse['program'] =>
  (chart) =>
    new DomainControllers(chart, 'corp', { addresses });

/** A chart that names its objects by a rule of its own. */
const named =
  (name: string): Misuse['program'] =>
  (scope) => {
    class NamingChart extends Chart {
      override generateObjectName(): string {
        return name;
      }
    }
    isolation()(new NamingChart(scope, 'loud', { namespace: 'shop' }));
  };

/** Wrong network policies, and what they are made of. */
export const ISOLATIONS: readonly Misuse[] = [
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
    title: 'writes policies of Calico where another engine enforces',
    rule: 'isolation-format',
    options: { namespace: 'shop', cluster: TargetCluster.kubeadm({ policyEngine: PolicyEngine.ANTREA }) },
    program: isolation(),
  },
  {
    title: 'isolates where nothing enforces policies',
    rule: 'isolation-engine',
    options: { namespace: 'shop', cluster: TargetCluster.aks({ policyEngine: PolicyEngine.NONE }) },
    program: isolation(),
  },
  { title: 'isolates no namespace that is known', rule: 'isolation-namespace', program: isolation() },
  {
    title: 'isolates the system',
    rule: 'isolation-system-namespace',
    program: isolation({ namespaces: ['kube-system'] }),
  },
  {
    title: 'isolates a namespace twice',
    rule: 'isolation-twice',
    ...IN_SHOP,
    program: (chart) => {
      isolation()(chart);
      new CalicoIsolation(chart, 'again');
    },
  },
  {
    title: 'names namespaces for the isolation of the whole cluster',
    rule: 'isolation-mode',
    program: isolation({ mode: IsolationMode.CLUSTER, namespaces: ['shop'] }),
  },
  {
    title: 'permits what it does not isolate',
    rule: 'isolation-scope',
    ...IN_SHOP,
    program: permitting((isolation) =>
      isolation.allowToCidrs(IsolationPeer.namespace('default'), ['10.9.0.0/24'], IsolationPort.tcp(80)),
    ),
  },
  {
    title: 'permits the way to the credentials of the node',
    rule: 'isolation-metadata',
    ...IN_SHOP,
    program: permitting((isolation, web) => isolation.allowToCidrs(web, ['169.254.169.254/32'], IsolationPort.tcp(80))),
  },
  {
    title: 'permits everything by permitting no port',
    rule: 'policy-port',
    verdict: 'ignored',
    ...IN_SHOP,
    program: permitting((isolation, web) => isolation.allow(IsolationPeer.namespace('shop'), web)),
  },
  {
    title: 'permits a port by its name, in plain JavaScript',
    rule: 'policy-port',
    verdict: 'ignored',
    program: () => IsolationPort.tcp(untyped('http')),
  },
  { title: 'permits port 0', rule: 'policy-port', program: () => IsolationPort.tcp(0) },
  { title: 'permits port 65536', rule: 'policy-port', program: () => IsolationPort.udp(65536) },
  { title: 'permits half a port', rule: 'policy-port', program: () => IsolationPort.tcp(80.5) },
  {
    title: 'permits ports that run backwards',
    rule: 'policy-port',
    program: () => IsolationPort.tcpRange(90, 80),
  },
  {
    title: 'finds pods by a value with both kinds of quotes',
    rule: 'policy-selector-value',
    ...IN_SHOP,
    program: from({ app: `"it's"` }),
  },
  {
    title: 'finds pods by a label that is none',
    rule: 'policy-selector-value',
    ...IN_SHOP,
    program: from({ 'my app': 'web' }),
  },
  { title: 'names policies as no object can be named', rule: 'policy-name', program: named('Shop_Policy') },
  {
    title: 'names policies with a dot',
    rule: 'policy-name',
    verdict: 'webhook',
    program: named('shop.policy'),
  },
  {
    title: 'gives the name of a domain controller for its address',
    rule: 'calico-network-format',
    program: domainControllers('dc1.corp.example'),
  },
  {
    title: 'gives the network of the domain controllers with host bits',
    rule: 'calico-network-format',
    program: domainControllers('10.9.1.1/24'),
  },
  {
    title: 'gives the network of the domain controllers with a prefix of 33',
    rule: 'calico-network-format',
    program: domainControllers('10.9.1.0/33'),
  },
  {
    title: 'gives no domain controller',
    rule: 'calico-network-format',
    verdict: 'ignored',
    program: domainControllers(),
  },
  {
    title: 'takes a whole network out of itself',
    rule: 'calico-network-format',
    ...IN_SHOP,
    program: permitting((isolation, web, chart) => {
      const block = kplus.NetworkPolicyIpBlock.ipv4(chart, 'block', '10.9.0.0/24', ['10.9.0.0/16']);
      isolation.allow(block, web, IsolationPort.tcp(80));
    }),
  },
  {
    title: 'gives an IPv6 address of a domain controller',
    rule: 'ip-address-family',
    program: domainControllers('fd00::4'),
  },
];
