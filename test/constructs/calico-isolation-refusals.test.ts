import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  HostProcessDaemonSet,
  IsolationEnforcement,
  IsolationFormat,
  IsolationPeer,
  PolicyEngine,
  RuleSeverity,
  TargetCluster,
  WindowsApp,
  WindowsRules,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { lintManifests } from '../../lib/lint/lint-manifests';
import { Shop, TCP_80 } from './isolated-shop';

describe('a CalicoIsolation refuses', () => {
  test('a network with host bits, and names the one that holds it', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    expect(() => isolation.allowToCidrs(IsolationPeer.namespace('shop'), ['10.0.0.5/8'], TCP_80)).toThrow(
      /Do: {3}Write it as '10\.0\.0\.0\/8'\.\n/,
    );
  });

  test('what its format cannot say, and does not advise the format that the author has', () => {
    const isolation = new Shop().isolation({ format: IsolationFormat.KUBERNETES });
    expect(() => isolation.allowToApiServer(IsolationPeer.namespace('shop'))).toThrow(
      /Do: {3}Allow the addresses of the API server by allowToCidrs/,
    );
  });

  test('to be without a namespace', () => {
    const chart = new Chart(new App(), 'shop');
    expect(() => new CalicoIsolation(chart, 'isolation')).toThrow(/namespaces is missing[\s\S]*isolation-namespace/);
  });

  test('to isolate the system', () => {
    expect(() => new Shop().isolation({ namespaces: ['shop', 'kube-system'] })).toThrow(
      /namespaces is 'kube-system'[\s\S]*isolation-system-namespace/,
    );
    const openshift = new Shop(TargetCluster.openshift());
    expect(() => openshift.isolation({ namespaces: ['openshift-dns'] })).toThrow(/isolation-system-namespace/);
  });

  test('to isolate a namespace twice', () => {
    const shop = new Shop();
    shop.isolation();
    expect(() => new CalicoIsolation(shop.namespace('x'), 'isolation', { namespaces: ['x', 'shop'] })).toThrow(
      /namespaces is 'shop': isolated by shop\/isolation[\s\S]*isolation-twice/,
    );
  });

  test.each<[string, TargetCluster, RegExp]>([
    ['no engine', TargetCluster.aks({ policyEngine: PolicyEngine.NONE }), /policyEngine is 'none' \(allowed: calico\)/],
    ['Cilium', TargetCluster.aks({ policyEngine: PolicyEngine.CILIUM }), /policyEngine is 'cilium'/],
    [
      'the engine that left Windows',
      TargetCluster.aks({ policyEngine: PolicyEngine.AZURE }),
      /policyEngine is 'azure'/,
    ],
    [
      'GKE',
      TargetCluster.gke(),
      /policyEngine is missing: no engine enforces on Windows nodes of Google Kubernetes Engine/,
    ],
    ['GKE with Calico', TargetCluster.gke({ policyEngine: PolicyEngine.CALICO }), /policyEngine is 'calico'/],
  ])('a cluster with %s, unless Windows nodes need not enforce', (_, cluster, message) => {
    expect(() => new Shop(cluster).isolation()).toThrow(message);
    expect(() => new Shop(cluster).isolation()).toThrow(/isolation-engine/);
    const acknowledged = { enforcement: IsolationEnforcement.NOT_ON_WINDOWS, format: IsolationFormat.KUBERNETES };
    expect(new Shop(cluster).isolation(acknowledged).namespaces).toEqual(['shop']);
  });

  test.each([
    TargetCluster.kubeadm({ policyEngine: PolicyEngine.ANTREA }),
    TargetCluster.openshift({ policyEngine: PolicyEngine.OVN_KUBERNETES }),
  ])('Calico’s format where another engine enforces: $platform', (cluster) => {
    expect(() => new Shop(cluster).isolation()).toThrow(/format is 'calico'[\s\S]*isolation-format/);
    expect(new Shop(cluster).isolation({ format: IsolationFormat.KUBERNETES }).format).toBe(IsolationFormat.KUBERNETES);
  });

  test('in Kubernetes’ format what it cannot say', () => {
    const shop = new Shop();
    const isolation = shop.isolation({ format: IsolationFormat.KUBERNETES });
    expect(() => isolation.allowToApiServer(shop.web)).toThrow(/found by its Service only[\s\S]*isolation-format/);
    const account = IsolationPeer.serviceAccount('shop', 'reader');
    expect(() => isolation.allow(account, shop.web, TCP_80)).toThrow(/projectcalico.org\/serviceaccount is a label/);
  });

  test('HostProcess pods and others on the network of the node, at either end', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    const agent = new HostProcessDaemonSet(shop.chart, 'agent', {
      containers: [{ image: 'registry.example/agent:1' }],
    });
    const proxy = new kplus.DaemonSet(shop.chart, 'proxy', { hostNetwork: true, containers: [{ image: 'x' }] });
    expect(() => isolation.allow(agent, shop.web, TCP_80)).toThrow(
      /from is 'shop\/agent'[\s\S]*isolation-host-process/,
    );
    expect(() => isolation.allow(shop.web, proxy, TCP_80)).toThrow(/to is 'shop\/proxy'[\s\S]*isolation-host-process/);
  });

  test('a workload without a namespace, and namespaces that are known by labels only', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    const lost = new kplus.Deployment(new Chart(shop.app, 'lost'), 'api', { containers: [{ image: 'x' }] });
    expect(() => isolation.allow(shop.web, lost, TCP_80)).toThrow(/to is 'lost\/api': it has no namespace/);
    const labelled = kplus.Namespaces.select(shop.chart, 'labelled', { labels: { team: 'a' } });
    expect(() => isolation.allow(labelled, shop.web, TCP_80)).toThrow(
      /selects namespaces by labels[\s\S]*isolation-namespace/,
    );
    const all = kplus.Namespaces.all(shop.chart, 'all');
    expect(() => isolation.allow(all, shop.web, TCP_80)).toThrow(/isolation-namespace/);
  });

  test('a permission between pods that it does not isolate', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    const [a, b] = [IsolationPeer.namespace('a'), IsolationPeer.namespace('b')];
    expect(() => isolation.allow(a, b, TCP_80)).toThrow(/permission is 'a to b' \(allowed: pods of shop at one end\)/);
    expect(() => isolation.allowToCidrs(a, ['10.0.0.0/8'], TCP_80)).toThrow(/isolation-scope/);
  });

  test('a permission without ports', () => {
    const shop = new Shop();
    expect(() => shop.isolation().allow(shop.web, shop.database)).toThrow(/ports is missing[\s\S]*policy-port/);
  });

  test('labels that no selector can say', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    const quotes = IsolationPeer.labels('a', { app: `"it's"` });
    expect(() => isolation.allow(quotes, shop.web, TCP_80)).toThrow(
      /from\['app'\] is '"it's"'[\s\S]*policy-selector-value/,
    );
    const blank = IsolationPeer.labels('a', { 'my app': 'x' });
    expect(() => isolation.allow(blank, shop.web, TCP_80)).toThrow(/from is 'my app'[\s\S]*policy-selector-value/);
  });

  test('a block of addresses of which nothing is left', () => {
    const shop = new Shop();
    const block = kplus.NetworkPolicyIpBlock.ipv4(shop.chart, 'block', '10.0.0.0/24', ['10.0.0.0/16']);
    expect(() => shop.isolation().allow(block, shop.web, TCP_80)).toThrow(/from.except is .*nothing is left/);
  });

  test('names that not every version of Calico takes', () => {
    class Dotted extends Chart {
      override generateObjectName(): string {
        return 'shop.policy';
      }
    }
    const chart = new Dotted(new App(), 'shop', { namespace: 'shop' });
    expect(() => new CalicoIsolation(chart, 'isolation')).toThrow(/metadata.name is 'shop.policy'[\s\S]*policy-name/);
  });
});

describe('an engine that nobody states', () => {
  const UNSTATED = /warning: shop\/isolation: TargetCluster\.policyEngine is missing: on .* only calico enforces/;

  function saidOf(cluster: TargetCluster, work: (app: WindowsApp, isolation: CalicoIsolation) => void = () => {}) {
    const app = new WindowsApp({ cluster, rules: { failOn: RuleSeverity.WARNING } });
    const isolation = new CalicoIsolation(new Chart(app, 'shop', { namespace: 'shop' }), 'isolation');
    work(app, isolation);
    try {
      return app.synthYaml();
    } catch (error) {
      return (error as Error).message;
    }
  }

  test('is a warning where the platform has none by itself', () => {
    expect(saidOf(TargetCluster.aks())).toMatch(UNSTATED);
    expect(saidOf(TargetCluster.eks())).toMatch(UNSTATED);
  });

  test.each([
    TargetCluster.aks({ policyEngine: PolicyEngine.CALICO }),
    TargetCluster.azureLocal(),
    TargetCluster.kubeadm(),
    TargetCluster.unknown(),
  ])('is none where it is stated, comes with the network, or nobody knows the network', (cluster) => {
    expect(saidOf(cluster)).toMatch(/^apiVersion/);
  });

  test('is none beside an installation of Calico', () => {
    const install = (app: WindowsApp) =>
      new ApiObject(new Chart(app, 'calico'), 'installation', {
        apiVersion: 'operator.tigera.io/v1',
        kind: 'Installation',
        metadata: { name: 'default' },
        spec: {},
      });
    expect(saidOf(TargetCluster.eks(), install)).not.toMatch(UNSTATED);
  });

  test('can be accepted, which stands in the policies and is nothing to lint', () => {
    const yaml = saidOf(TargetCluster.eks(), (_, isolation) =>
      WindowsRules.acknowledge(isolation, 'isolation-engine', 'Another team installs Calico.'),
    );
    expect(yaml).toContain('acknowledge.cdk8s-windows/isolation-engine: Another team installs Calico.');
    expect(lintManifests(yaml).findings.filter(({ rule }) => rule.startsWith('acknowledgement'))).toEqual([]);
  });
});
