import { ApiObject, type Chart } from 'cdk8s';
import {
  CalicoIsolation,
  type CalicoIsolationProps,
  IsolationFormat,
  IsolationPeer,
  IsolationPort,
  PolicyEngine,
  TargetCluster,
  WindowsDeployment,
} from 'cdk8s-windows';
import { CONTAINER } from '../workloads';
import type { Misuse } from './misuse';

const IN_SHOP = {
  options: { namespace: 'shop', cluster: TargetCluster.kubeadm({ policyEngine: PolicyEngine.CALICO }) },
  rule: 'isolation-promise',
  atSynth: true,
};
const SQL = IsolationPort.tcp(1433);

interface Shop {
  readonly chart: Chart;
  readonly isolation: CalicoIsolation;
  readonly web: WindowsDeployment;
  readonly database: WindowsDeployment;
}

/** An isolated shop whose front end may ask its database, and what the author has done beside it. */
const beside =
  (work: (shop: Shop) => unknown, props: CalicoIsolationProps = {}): Misuse['program'] =>
  (chart) => {
    const named = (name: string) =>
      new WindowsDeployment(chart, name, {
        containers: [CONTAINER],
        metadata: { name },
        podMetadata: { labels: { app: name } },
      });
    const [web, database] = [named('web'), named('database')];
    const isolation = new CalicoIsolation(chart, 'isolation', props);
    isolation.allow(web, database, SQL);
    work({ chart, isolation, web, database });
  };

const kubernetesPolicy = ({ chart }: Shop, spec: object) =>
  new ApiObject(chart, 'own', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'own' },
    spec,
  });
const calicoPolicy = ({ chart }: Shop, name: string, spec: object) =>
  new ApiObject(chart, name, {
    apiVersion: 'projectcalico.org/v3',
    kind: 'NetworkPolicy',
    metadata: { name: `${(spec as { tier?: string }).tier ?? 'default'}.${name}` },
    spec,
  });
const tier = ({ chart }: Shop, name: string, order: number) =>
  new ApiObject(chart, `tier-${name}`, {
    apiVersion: 'projectcalico.org/v3',
    kind: 'Tier',
    metadata: { name },
    spec: { order },
  });

/** Promises that other policies of the app break, and expectations that are not so. */
export const PROMISES: readonly Misuse[] = [
  {
    title: 'lets everybody in beside an isolation',
    ...IN_SHOP,
    program: beside((shop) => kubernetesPolicy(shop, { podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] })),
  },
  {
    title: 'lets pods of the app talk on a port that nobody permits',
    ...IN_SHOP,
    program: beside((shop) => {
      const peer = [{ podSelector: {} }];
      const ports = [{ port: 8080 }];
      const rules = { ingress: [{ from: peer, ports }], egress: [{ to: peer, ports }] };
      kubernetesPolicy(shop, { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...rules });
    }),
  },
  {
    title: 'closes what the isolation permits by a policy that is asked earlier',
    ...IN_SHOP,
    program: beside((shop) =>
      calicoPolicy(shop, 'frozen', {
        order: 1,
        selector: 'app == "database"',
        types: ['Ingress'],
        ingress: [{ action: 'Deny', protocol: 'TCP', destination: { ports: [1433] } }],
      }),
    ),
  },
  {
    title: 'lets pods reach the metadata service by a policy that is asked earlier',
    ...IN_SHOP,
    program: beside((shop) =>
      calicoPolicy(shop, 'metadata', {
        order: 1,
        types: ['Egress'],
        egress: [{ action: 'Allow', protocol: 'TCP', destination: { nets: ['169.254.169.254/32'], ports: [80] } }],
      }),
    ),
  },
  {
    title: 'lets pods reach the metadata service beside policies of Kubernetes',
    ...IN_SHOP,
    program: beside(
      (shop) =>
        kubernetesPolicy(shop, {
          podSelector: { matchLabels: { app: 'web' } },
          policyTypes: ['Egress'],
          egress: [{ to: [{ ipBlock: { cidr: '169.254.0.0/16' } }], ports: [{ port: 80 }] }],
        }),
      { format: IsolationFormat.KUBERNETES },
    ),
  },
  {
    title: 'relies on a Pass that Windows nodes leave out before Calico 3.29',
    ...IN_SHOP,
    options: { namespace: 'shop', cluster: TargetCluster.kubeadm({ calicoVersion: '3.28' }) },
    program: beside((shop) => {
      tier(shop, 'guard', 10);
      calicoPolicy(shop, 'guard', {
        tier: 'guard',
        order: 1,
        types: ['Ingress', 'Egress'],
        ingress: [{ action: 'Pass' }],
        egress: [{ action: 'Pass' }, { action: 'Deny' }],
      });
    }),
  },
  {
    title: 'hands Windows nodes policies on which Calico’s agent fails',
    ...IN_SHOP,
    program: beside((shop) => {
      tier(shop, 'guard', 10);
      calicoPolicy(shop, 'guard', {
        tier: 'guard',
        order: 1,
        types: ['Egress'],
        egress: [{ action: 'Pass', protocol: 'TCP', destination: { ports: [1433] } }, { action: 'Pass' }],
      });
    }),
  },
  {
    title: 'expects that nobody reaches a database whose clients are permitted',
    ...IN_SHOP,
    program: beside(({ isolation, web, database }) => isolation.expectDenied(web, database)),
  },
  {
    title: 'expects that a database answers on another port than the permitted one',
    ...IN_SHOP,
    program: beside(({ isolation, web, database }) =>
      isolation.expectAllowed(web, database, SQL, IsolationPort.tcp(1434)),
    ),
  },
  {
    title: 'expects that monitoring reaches what nobody permits it',
    ...IN_SHOP,
    program: beside(({ isolation, web }) =>
      isolation.expectAllowed(IsolationPeer.labels('monitoring', { app: 'prometheus' }), web, IsolationPort.tcp(9100)),
    ),
  },
];
