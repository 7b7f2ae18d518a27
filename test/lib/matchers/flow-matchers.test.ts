import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CalicoIsolation, IsolationPort, TargetCluster, WindowsDeployment } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { type ExpectedFlow, type ExpectedFlowOptions, windowsMatchers } from '../../../lib/matchers/windows-matchers';

expect.extend(windowsMatchers);

/** Named as in the manifests of a cluster; on Windows nodes the rule with `except` is left out. */
const SHOP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      os: { name: windows }
      containers: [{ name: web, image: registry.example.com/web:1.0 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      nodeSelector: { kubernetes.io/os: linux }
      containers: [{ name: db, image: registry.example.com/db:1.0 }]
---
apiVersion: v1
kind: Service
metadata: { name: sql, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 9000, targetPort: 1433 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: 1433 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { app: db } } }]
    - to: [{ ipBlock: { cidr: 203.0.113.0/24, except: [203.0.113.7/32] } }]
`;

const SQL = { from: 'shop/web', to: 'shop/db', port: 1433 };
/** Allowed on Linux nodes, and denied on Windows nodes. */
const OUT = { from: 'shop/web', to: '203.0.113.8', port: 443 };

function failureOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.unreachable();
}

describe('toAllow and toDeny', () => {
  test('pass for what is so on Linux and on Windows nodes', () => {
    expect(SHOP).toAllow(SQL);
    expect(SHOP).toDeny({ ...SQL, port: 1434 });
    expect(SHOP).toDeny({ from: 'shop/web', to: '203.0.113.7', port: 443 });
    expect(SHOP).toDeny({ ...SQL, protocol: 'UDP' });
  });

  test('fail for the opposite, and say what decides', () => {
    expect(failureOf(() => expect(SHOP).toDeny(SQL))).toBe(
      `It is expected to be denied on Linux nodes and on Windows nodes.

shop/web → shop/db, TCP 1433

Linux and Windows nodes: allowed
  out of shop/web: allowed
    spec.egress[0].to[0] of NetworkPolicy shop/web allows it.
  into shop/db: allowed
    spec.ingress[0].from[0] of NetworkPolicy shop/db allows it.`,
    );
    expect(failureOf(() => expect(SHOP).toAllow({ ...SQL, port: 1434 }))).toContain(
      'It is expected to be allowed on Linux nodes and on Windows nodes.',
    );
  });

  test('can be turned round', () => {
    expect(SHOP).not.toAllow({ ...SQL, port: 1434 });
    expect(SHOP).not.toDeny(SQL);
    expect(failureOf(() => expect(SHOP).not.toAllow(SQL))).toContain('It is expected to be denied on');
    expect(failureOf(() => expect(SHOP).not.toDeny({ ...SQL, port: 1434 }))).toContain(
      'It is expected to be allowed on',
    );
  });

  test('all fail for what is one thing on Linux nodes and another on Windows nodes', () => {
    const assertions = [
      () => expect(SHOP).toAllow(OUT),
      () => expect(SHOP).toDeny(OUT),
      () => expect(SHOP).not.toAllow(OUT),
      () => expect(SHOP).not.toDeny(OUT),
    ];
    for (const assertion of assertions) {
      const failure = failureOf(assertion);
      expect(failure).toContain('and is neither allowed everywhere nor denied everywhere.');
      expect(failure).toContain('Windows nodes leave spec.egress[1].to[0] of NetworkPolicy shop/web out');
    }
  });

  test('look at the nodes that they are told', () => {
    expect(SHOP).toAllow(OUT, { nodes: 'linux' });
    expect(SHOP).toDeny(OUT, { nodes: 'windows' });
    expect(SHOP).toDeny(OUT, { nodes: 'actual' });
    expect(SHOP).not.toAllow(OUT, { nodes: 'windows' });
  });

  test('know the platform: where nobody enforces policies on Windows nodes, both ends are open there', () => {
    const closed = { ...SQL, port: 1434 };
    expect(SHOP).toAllow(closed, { platform: 'gke', nodes: 'windows' });
    expect(failureOf(() => expect(SHOP).toDeny(closed, { platform: 'gke' }))).toContain(
      'Nothing enforces policies on the Windows nodes of Google Kubernetes Engine',
    );
  });

  test('take a Service with its own port', () => {
    expect(SHOP).toAllow({ from: 'shop/web', to: 'Service/shop/sql', port: 9000 });
  });

  test('fail for what hangs on an address that nobody knows, unless they are told where pods are', () => {
    const ranged = SHOP.replace('{ podSelector: { matchLabels: { app: web } } }', '{ ipBlock: { cidr: 10.1.0.0/16 } }');
    expect(failureOf(() => expect(ranged).toAllow(SQL))).toContain('which is not known');
    expect(failureOf(() => expect(ranged).not.toAllow(SQL))).toContain('which is not known');
    expect(ranged).toAllow(SQL, { podCidrs: ['10.1.0.0/16'] });
  });

  test('take an app, with the Calico of the version that they are told', () => {
    const app = new App();
    TargetCluster.kubeadm({}).applyTo(app);
    const shop = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
    const web = new WindowsDeployment(shop, 'web', {
      containers: [{ image: 'registry.example/web:1', portNumber: 80 }],
    });
    const database = new kplus.Deployment(shop, 'database', { containers: [{ image: 'x', portNumber: 1433 }] });
    new CalicoIsolation(shop, 'isolation').allow(web, database, IsolationPort.tcp(1433));
    const flow = { from: 'shop/shop-web', to: 'shop/shop-database', port: 1433 };
    expect(app).toAllow(flow, { calico: '3.24' });
    expect(app).toDeny({ ...flow, port: 80 }, { calico: '3.31' });
    expect(shop).toDeny({ ...flow, from: flow.to, to: flow.from });
  });

  test('name policies that play no part, since they are refused', () => {
    const refused = SHOP.replace('cidr: 203.0.113.0/24', 'cidr: 203.0.113.0/33');
    expect(failureOf(() => expect(refused).toDeny(OUT))).toContain(
      'NetworkPolicy shop/web is left out, since the API server refuses it.',
    );
  });

  test.each([
    [
      'a policy of Cilium',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny-all, namespace: shop }
spec: { endpointSelector: {}, ingress: [{}] }
`,
      'CiliumNetworkPolicy shop/deny-all is left out: what cilium.io/v2 says is not computed.',
    ],
    [
      'a policy with a selector that cannot be read',
      `
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: deny-all }
spec: { selector: "app = 'web'", types: [Ingress] }
`,
      'GlobalNetworkPolicy deny-all: spec.selector',
    ],
    [
      'a policy in a tier that is not there',
      `
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: security.deny-all }
spec: { tier: security, order: 1, selector: app == 'other', types: [Ingress] }
`,
      'Tier security is not among the objects',
    ],
    [
      'a policy of a misspelt kind',
      `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicyy
metadata: { name: deny-all, namespace: shop }
spec: { podSelector: {} }
`,
      "NetworkPolicyy shop/deny-all: kind is 'NetworkPolicyy'",
    ],
    [
      'a policy of a kind of another group',
      `
apiVersion: networking.k8s.io/v1
kind: GlobalNetworkPolicy
metadata: { name: deny-all }
spec: { podSelector: {} }
`,
      "GlobalNetworkPolicy deny-all: apiVersion is 'networking.k8s.io/v1'",
    ],
  ])('fail, with not or without, beside %s, which they name', (_, beside, message) => {
    const manifests = `${SHOP}---${beside}`;
    const denied = { ...SQL, port: 1434 };
    const assertions = [
      () => expect(manifests).toAllow(SQL),
      () => expect(manifests).not.toDeny(SQL),
      () => expect(manifests).toDeny(denied),
      () => expect(manifests).not.toAllow(denied),
    ];
    for (const assertion of assertions) {
      const failure = failureOf(assertion);
      expect(failure).toContain('Something of the manifests is not computed');
      expect(failure).toContain(message);
    }
  });

  test.each<[string, ExpectedFlow, ExpectedFlowOptions, RegExp]>([
    ['a workload that is not there', { ...SQL, to: 'shop/dbb' }, {}, /there is no 'shop\/dbb'.*did you mean/i],
    ['no port', { from: 'shop/web', to: 'shop/db' }, {}, /a port is missing: TCP has ports/],
    ['a misspelt option', SQL, { platfrom: 'aks' } as never, /platfrom/],
    ['a misspelt field', { ...SQL, prot: 'UDP' } as never, {}, /prot/],
    ['a version that is none', SQL, { calico: '4.0' }, /calico: '4.0' is no version such as 3.31/],
    ['a network that is none', SQL, { podCidrs: ['10.1.0.0'] }, /podCidrs: '10.1.0.0' is no network/],
  ])('refuse %s, with not or without', (_, flow, options, message) => {
    expect(failureOf(() => expect(SHOP).toAllow(flow, options))).toMatch(message);
    expect(failureOf(() => expect(SHOP).not.toAllow(flow, options))).toMatch(message);
  });

  test.each<[string, () => void]>([
    ['a workload that is not there', () => expect(SHOP).toAllow({ ...SQL, to: 'shop/dbb' })],
    ['a misspelt option', () => expect(SHOP).not.toDeny(SQL, { platfrom: 'aks' } as never)],
    ['what is no manifest', () => expect(7).toDeny(SQL)],
    ['a rule that does not exist', () => expect(SHOP).toBreakWindowsRule('os-msising')],
    ['a severity that does not exist', () => expect(SHOP).toFollowWindowsRules({ failOn: 'fatal' as never })],
  ])('show only lines of the author for %s', (_, assertion) => {
    let stack = '';
    try {
      assertion();
    } catch (error) {
      stack = (error as Error).stack ?? '';
    }
    expect(stack).toContain('flow-matchers.test.ts');
    expect(stack).not.toMatch(/lib\/(?!matchers\/flow-matchers)/);
  });
});
