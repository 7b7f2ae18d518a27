import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  IsolationFormat,
  IsolationMode,
  IsolationPeer,
  IsolationPort,
  TargetCluster,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { type Entity, inNamespace, type Policy, policiesOf, policyOf, Shop, SQL, TCP_80 } from './isolated-shop';

const rulesOf = (policy: Policy) => [...(policy.spec.ingress ?? []), ...(policy.spec.egress ?? [])];

/** Everything that an isolation can be asked for. */
function busyShop(cluster?: TargetCluster, format?: IsolationFormat): Shop {
  const shop = new Shop(cluster);
  const isolation = shop.isolation({ format });
  isolation.allow(shop.web, shop.database, SQL);
  isolation.allow(IsolationPeer.labels('monitoring', { app: 'prometheus' }), shop.web, IsolationPort.tcp(9182));
  isolation.allowFromOutside(shop.web, {
    ports: [TCP_80],
    sourceRanges: ['203.0.113.0/24'],
    nodeCidrs: ['10.1.0.0/16'],
  });
  isolation.allowToCidrs(shop.web, ['0.0.0.0/0'], IsolationPort.tcp(443), IsolationPort.udp(443));
  isolation.allowActiveDirectory(shop.web, shop.domainControllers());
  if (format !== IsolationFormat.KUBERNETES) isolation.allowToApiServer(shop.database);
  return shop;
}

describe('a CalicoIsolation', () => {
  test('writes a denial of metadata, DNS, a policy for each workload and the isolation itself', () => {
    expect(policiesOf(busyShop().chart)).toMatchSnapshot();
  });

  test('writes the same in Kubernetes’ words', () => {
    expect(policiesOf(busyShop(undefined, IsolationFormat.KUBERNETES).chart)).toMatchSnapshot();
  });

  test('denies by selecting all pods in both directions, without a rule', () => {
    const shop = new Shop();
    shop.isolation();
    const { spec } = policyOf(shop.chart, 'deny-rest');
    expect(spec).toEqual({ order: 10_000, selector: 'all()', types: ['Ingress', 'Egress'] });
  });

  test('lets pods ask the DNS pods and no others, by UDP and by TCP', () => {
    const shop = new Shop();
    shop.isolation();
    const destination = {
      selector: 'k8s-app == "kube-dns"',
      namespaceSelector: inNamespace('kube-system'),
      ports: [53],
    };
    expect(policyOf(shop.chart, 'allow-dns').spec).toEqual({
      order: 100,
      selector: 'all()',
      types: ['Egress'],
      egress: [
        { action: 'Allow', protocol: 'UDP', destination },
        { action: 'Allow', protocol: 'TCP', destination },
      ],
    });
  });

  test('knows the DNS pods of OpenShift, which listen on 5353', () => {
    const shop = new Shop(TargetCluster.openshift());
    shop.isolation();
    for (const { destination } of policyOf(shop.chart, 'allow-dns').spec.egress ?? []) {
      expect(destination).toEqual({
        selector: 'dns.operator.openshift.io/daemonset-dns == "default"',
        namespaceSelector: inNamespace('openshift-dns'),
        ports: [5353],
      });
    }
  });

  test('leaves DNS and the denial of metadata away when told so', () => {
    const shop = new Shop();
    shop.isolation({ allowDns: false, denyMetadata: false });
    expect(policiesOf(shop.chart).map(({ metadata }) => metadata.name)).toEqual(['shop-isolation-deny-rest']);
  });

  test('keeps within what Linux and Windows nodes render alike', () => {
    for (const policy of policiesOf(busyShop(TargetCluster.aks()).chart)) {
      const { metadata, spec } = policy;
      expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(Number.isFinite(spec.order)).toBe(true);
      expect(Object.keys(spec)).not.toContain('tier');
      expect(spec.types).toEqual(spec.types.filter((type) => ['Ingress', 'Egress'].includes(type)));
      for (const rule of rulesOf(policy)) {
        expect(['Allow', 'Deny']).toContain(rule.action);
        expect(Object.keys(rule).join()).not.toContain('not');
        for (const entity of [rule.source ?? {}, rule.destination ?? {}] as Entity[]) {
          expect(Object.keys(entity).join()).not.toContain('not');
          if (entity.ports) expect(['TCP', 'UDP']).toContain(rule.protocol);
          for (const port of entity.ports ?? []) expect(String(port)).toMatch(/^\d+(:\d+)?$/);
          if (entity.services) expect(rule).toEqual({ action: 'Allow', destination: { services: entity.services } });
        }
        expect(rule.source?.selector !== undefined && rule.destination?.selector !== undefined).toBe(false);
      }
    }
  });

  test('says the directions of every policy, exactly those that it has rules for', () => {
    for (const { metadata, spec } of policiesOf(busyShop().chart)) {
      const ruled = [...(spec.ingress ? ['Ingress'] : []), ...(spec.egress ? ['Egress'] : [])];
      expect(spec.types, metadata.name).toEqual(metadata.name.endsWith('deny-rest') ? ['Ingress', 'Egress'] : ruled);
    }
  });

  test('is read in the order denials, platform, application, isolation', () => {
    const { chart } = busyShop();
    const orders = ['deny-metadata', 'allow-dns', 'web', 'deny-rest'].map((name) => policyOf(chart, name).spec.order);
    expect(orders).toEqual([10, 100, 500, 10_000]);
  });

  test('isolates every namespace that it names, each once', () => {
    const shop = new Shop();
    shop.isolation({ namespaces: ['shop', 'billing', 'shop'] });
    const isolated = policiesOf(shop.chart).filter(({ metadata }) => metadata.name.endsWith('deny-rest'));
    expect(isolated.map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'billing']);
  });

  test('lists what it was asked for', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    isolation.allow(shop.web, shop.database, SQL);
    isolation.allow(IsolationPeer.labels('monitoring', { 'app.kubernetes.io/name': 'prometheus' }), shop.web, TCP_80);
    isolation.allowFromOutside(shop.web, { ports: [TCP_80] });
    isolation.allowToApiServer(shop.web);
    expect(isolation.permissions).toEqual([
      { from: 'shop/web', to: 'shop/database', ports: ['TCP 1433'] },
      { from: 'monitoring app.kubernetes.io/name=prometheus', to: 'shop/web', ports: ['TCP 80'] },
      { from: 'anyone', to: 'shop/web', ports: ['TCP 80'] },
      { from: 'shop/web', to: 'Kubernetes API server', ports: [] },
    ]);
  });
});

describe('the isolation of a cluster', () => {
  const props = { mode: IsolationMode.CLUSTER };

  test('is made of global policies that leave the system and what has no namespace alone', () => {
    const shop = new Shop(TargetCluster.aks());
    shop.isolation({ ...props, systemNamespaces: ['ingress-nginx'] }).allow(shop.web, shop.database, SQL);
    const policies = policiesOf(shop.chart);
    expect(policies).toMatchSnapshot();
    const globals = policies.filter(({ kind }) => kind === 'GlobalNetworkPolicy');
    expect(globals).toHaveLength(3);
    for (const { metadata, spec } of globals) {
      expect(metadata.namespace).toBeUndefined();
      expect(spec.selector).toBeUndefined();
      expect(spec.namespaceSelector).toBe(
        'has(projectcalico.org/name) && projectcalico.org/name not in {"calico-apiserver", "calico-system", ' +
          '"gatekeeper-system", "ingress-nginx", "kube-node-lease", "kube-public", "kube-system", "tigera-operator"}',
      );
    }
  });

  test('writes permissions at both ends, in whatever namespaces they are, and none into the system', () => {
    const shop = new Shop();
    const orders = new kplus.Deployment(shop.namespace('orders'), 'api', { containers: [{ image: 'x' }] });
    const isolation = shop.isolation(props);
    isolation.allow(shop.web, orders, TCP_80);
    isolation.allow(shop.web, IsolationPeer.labels('kube-system', { app: 'metrics' }), IsolationPort.tcp(4443));
    const written = policiesOf(shop.chart).filter(({ spec }) => spec.order === 500);
    expect(written.map(({ metadata, spec }) => [metadata.namespace, spec.types])).toEqual([
      ['shop', ['Egress']],
      ['orders', ['Ingress']],
    ]);
  });

  test('leaves the policies of a namespace to the isolation that names it', () => {
    const shop = new Shop();
    const platform = new CalicoIsolation(shop.namespace('platform'), 'isolation', props);
    shop.isolation().allow(shop.web, shop.database, SQL);
    expect(policiesOf(Chart.of(platform)).filter(({ spec }) => spec.order === 500)).toEqual([]);
    expect(policiesOf(shop.chart).filter(({ spec }) => spec.order === 500)).toHaveLength(2);
  });

  test('cannot be written in Kubernetes’ words', () => {
    expect(() => new Shop().isolation({ ...props, format: IsolationFormat.KUBERNETES })).toThrow(/isolation-format/);
  });

  test('takes no namespaces, and that of namespaces no exceptions', () => {
    expect(() => new Shop().isolation({ ...props, namespaces: ['shop'] })).toThrow(
      /namespaces is[\s\S]*isolation-mode/,
    );
    expect(() => new Shop().isolation({ systemNamespaces: ['x'] })).toThrow(/systemNamespaces is[\s\S]*isolation-mode/);
  });
});
