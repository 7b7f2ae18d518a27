import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveDirectoryProfile,
  CalicoIsolation,
  IsolationFormat,
  IsolationPeer,
  IsolationPort,
  TargetCluster,
  WindowsJob,
} from 'cdk8s-windows';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { address, inNamespace, type Policy, policiesOf, policyOf, Shop, SQL, TCP_80 } from './isolated-shop';

describe('a permission between pods', () => {
  test('is written at both ends', () => {
    const shop = new Shop();
    shop.isolation().allow(shop.web, shop.database, SQL);
    expect(policyOf(shop.chart, 'web').spec).toEqual({
      order: 500,
      selector: address(shop.web),
      types: ['Egress'],
      egress: [
        {
          action: 'Allow',
          protocol: 'TCP',
          destination: { selector: address(shop.database), namespaceSelector: inNamespace('shop'), ports: [1433] },
        },
      ],
    });
    expect(policyOf(shop.chart, 'database').spec).toEqual({
      order: 500,
      selector: address(shop.database),
      types: ['Ingress'],
      ingress: [
        {
          action: 'Allow',
          protocol: 'TCP',
          source: { selector: address(shop.web), namespaceSelector: inNamespace('shop') },
          destination: { ports: [1433] },
        },
      ],
    });
  });

  test('joins the policy that a workload has already', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    isolation.allow(shop.web, shop.database, SQL);
    isolation.allow(shop.database, shop.web, TCP_80);
    isolation.allow(shop.web, shop.database, SQL);
    const ofWeb = policiesOf(shop.chart).filter(({ spec }) => spec.selector === address(shop.web));
    expect(ofWeb).toHaveLength(1);
    expect(ofWeb[0].spec.types).toEqual(['Ingress', 'Egress']);
    expect([ofWeb[0].spec.ingress, ofWeb[0].spec.egress].map((rules) => rules?.length)).toEqual([1, 1]);
  });

  test('goes across the namespaces of one isolation', () => {
    const shop = new Shop();
    const orders = new kplus.Deployment(shop.namespace('orders'), 'api', { containers: [{ image: 'x' }] });
    shop.isolation({ namespaces: ['shop', 'orders'] }).allow(shop.web, orders, TCP_80);
    const written = policiesOf(shop.chart).filter(({ spec }) => spec.order === 500);
    const { egress, ingress } = Object.assign({}, ...written.map(({ spec }) => spec)) as Policy['spec'];
    expect(written.map(({ metadata, spec }) => [metadata.namespace, spec.types]).sort()).toEqual([
      ['orders', ['Ingress']],
      ['shop', ['Egress']],
    ]);
    expect(egress?.[0].destination?.namespaceSelector).toBe(inNamespace('orders'));
    expect(ingress?.[0].source?.namespaceSelector).toBe(inNamespace('shop'));
  });

  test.each(['before', 'after'])(
    'is written by the other isolation too, if that was made %s it was asked for',
    (time) => {
      const shop = new Shop();
      const chart = shop.namespace('orders');
      const orders = new kplus.Deployment(chart, 'api', { containers: [{ image: 'x' }] });
      const other = () => new CalicoIsolation(chart, 'isolation');
      if (time === 'before') other();
      shop.isolation().allow(shop.web, orders, TCP_80);
      if (time === 'after') other();
      expect(policyOf(chart, 'api')).toMatchObject({
        metadata: { namespace: 'orders' },
        spec: {
          types: ['Ingress'],
          ingress: [{ source: { selector: address(shop.web) }, destination: { ports: [80] } }],
        },
      });
      expect(policiesOf(shop.chart).filter(({ metadata }) => metadata.namespace !== 'shop')).toEqual([]);
    },
  );

  test('writes nothing into a namespace that nobody isolates: a policy there would isolate it', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    isolation.allow(IsolationPeer.namespace('ingress-nginx'), shop.web, TCP_80);
    isolation.allow(shop.web, IsolationPeer.labels('cache', { app: 'redis' }), IsolationPort.tcp(6379));
    expect(new Set(policiesOf(shop.chart).map(({ metadata }) => metadata.namespace))).toEqual(new Set(['shop']));
    const { ingress, egress } = policyOf(shop.chart, 'web').spec;
    expect(ingress?.[0].source).toEqual({ namespaceSelector: inNamespace('ingress-nginx') });
    expect(egress?.[0].destination).toMatchObject({
      selector: 'app == "redis"',
      namespaceSelector: inNamespace('cache'),
    });
  });

  test('takes whatever cdk8s-plus knows as a peer', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    const labelled = kplus.Pods.select(shop.chart, 'labelled', { labels: { app: 'cache' } });
    const other = new kplus.Namespace(shop.chart, 'other', { metadata: { name: 'other' } });
    const block = kplus.NetworkPolicyIpBlock.ipv4(shop.chart, 'block', '10.0.0.0/24', ['10.0.0.0/25', '10.0.0.128/26']);
    const job = new WindowsJob(shop.chart, 'job', { containers: [{ image: 'registry.example/job:1' }] });
    isolation.allow(shop.web, labelled, TCP_80);
    isolation.allow(shop.web, other, TCP_80);
    isolation.allow(shop.web, block, TCP_80);
    isolation.allow(job, shop.web, TCP_80);
    expect(policyOf(shop.chart, 'web').spec.egress?.map(({ destination }) => destination)).toEqual([
      { selector: 'app == "cache"', namespaceSelector: inNamespace('shop'), ports: [80] },
      { namespaceSelector: inNamespace('other'), ports: [80] },
      { nets: ['10.0.0.192/26'], ports: [80] },
    ]);
    expect(policyOf(shop.chart, 'labelled').spec.selector).toBe('app == "cache"');
    expect(policyOf(shop.chart, 'job').spec.selector).toBe(address(job));
  });

  test('can be of a service account', () => {
    const shop = new Shop();
    shop.isolation().allow(IsolationPeer.serviceAccount('shop', 'reader'), shop.database, SQL);
    expect(policyOf(shop.chart, 'database').spec.ingress?.[0].source).toEqual({
      selector: 'projectcalico.org/serviceaccount == "reader"',
      namespaceSelector: inNamespace('shop'),
    });
  });

  test('keeps apart pods whose policies would have the same name', () => {
    const shop = new Shop();
    const isolation = shop.isolation();
    isolation.allow(kplus.Pods.select(shop.chart, 'allow-dns', { labels: { app: 'a' } }), shop.web, TCP_80);
    const names = policiesOf(shop.chart).map(({ metadata }) => metadata.name);
    expect(names).toContain('shop-isolation-allow-dns-2');
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('whatever is allowed', () => {
  const pods = fc.integer({ min: 0, max: 3 });
  const edges = fc.array(fc.tuple(pods, pods, fc.integer({ min: 1, max: 3 })), { maxLength: 8 });
  const ends = (policies: Policy[], direction: 'ingress' | 'egress') =>
    policies.flatMap(({ metadata, spec }) =>
      (spec[direction] ?? []).flatMap(({ source, destination }) => {
        const far = direction === 'ingress' ? source : destination;
        const [here, there] = [`${metadata.namespace} ${spec.selector}`, `${far?.namespaceSelector} ${far?.selector}`];
        return (destination?.ports ?? []).map((port) => [here, there, port].join(' | '));
      }),
    );

  test('is written as egress and as ingress, exactly once, and nothing else is', () => {
    fc.assert(
      fc.property(edges, fc.boolean(), fc.boolean(), (asked, shared, late) => {
        const app = new App();
        const charts = ['a', 'b'].map((name) => new Chart(app, name, { namespace: name }));
        const workloads = [0, 1, 2, 3].map(
          (index) => new kplus.Deployment(charts[index % 2], `w${index}`, { containers: [{ image: 'x' }] }),
        );
        const first = new CalicoIsolation(charts[0], 'isolation', { namespaces: shared ? ['a', 'b'] : ['a'] });
        const another = () => (shared ? first : new CalicoIsolation(charts[1], 'isolation'));
        const second = late ? undefined : another();
        const wanted = asked.filter(([from, to]) => !late || shared || from % 2 === 0 || to % 2 === 0);
        for (const [from, to, port] of wanted) {
          const isolation = from % 2 === 0 || to % 2 === 0 ? first : (second ?? first);
          isolation.allow(workloads[from], workloads[to], IsolationPort.tcp(port));
        }
        if (late) another();
        const policies = policiesOf(...charts).filter(({ spec }) => spec.order === 500);
        const near = (index: number) => `${'ab'[index % 2]} ${address(workloads[index])}`;
        const far = (index: number) => `${inNamespace('ab'[index % 2])} ${address(workloads[index])}`;
        const once = (lines: string[]) => [...new Set(lines)].sort();
        expect(ends(policies, 'egress').sort()).toEqual(
          once(wanted.map(([f, t, p]) => [near(f), far(t), p].join(' | '))),
        );
        expect(ends(policies, 'ingress').sort()).toEqual(
          once(wanted.map(([f, t, p]) => [near(t), far(f), p].join(' | '))),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('a permission from outside', () => {
  test('without ranges is for anyone', () => {
    const shop = new Shop();
    shop.isolation().allowFromOutside(shop.web, { ports: [TCP_80] });
    expect(policyOf(shop.chart, 'web').spec.ingress).toEqual([
      { action: 'Allow', protocol: 'TCP', destination: { ports: [80] } },
    ]);
  });

  test('lets in the clients, and the nodes that stand in for them', () => {
    const shop = new Shop();
    const sources = { sourceRanges: ['203.0.113.7'], nodeCidrs: ['10.1.0.0/16'] };
    shop.isolation().allowFromOutside(shop.web, { ports: [TCP_80], ...sources });
    expect(policyOf(shop.chart, 'web').spec.ingress?.[0].source).toEqual({ nets: ['203.0.113.7/32', '10.1.0.0/16'] });
  });

  test('is for nobody but the nodes when only those are named', () => {
    const shop = new Shop();
    shop.isolation().allowFromOutside(shop.web, { ports: [TCP_80], nodeCidrs: ['10.1.0.0/16'] });
    expect(policyOf(shop.chart, 'web').spec.ingress?.[0].source).toEqual({ nets: ['10.1.0.0/16'] });
  });
});

describe('a permission to addresses', () => {
  test('that hold the metadata service comes after its denial', () => {
    const shop = new Shop();
    shop.isolation().allowToCidrs(shop.web, ['0.0.0.0/0'], IsolationPort.tcp(443));
    const denial = policyOf(shop.chart, 'deny-metadata');
    expect(denial.spec.egress).toEqual([{ action: 'Deny', destination: { nets: ['169.254.169.254/32'] } }]);
    expect(denial.spec.order).toBeLessThan(policyOf(shop.chart, 'web').spec.order);
  });

  test.each(Object.values(IsolationFormat))('that are the metadata service is refused in format %s', (format) => {
    const shop = new Shop();
    const isolation = shop.isolation({ format });
    expect(() => isolation.allowToCidrs(shop.web, ['10.0.0.0/8', '169.254.169.254'], TCP_80)).toThrow(
      /cidrs is '169.254.169.254\/32': it is the instance metadata service[\s\S]*isolation-metadata/,
    );
  });

  test('that are the metadata service holds when nothing denies it', () => {
    const shop = new Shop();
    shop.isolation({ denyMetadata: false }).allowToCidrs(shop.web, ['169.254.169.254'], TCP_80);
    expect(policyOf(shop.chart, 'web').spec.egress?.[0].destination?.nets).toEqual(['169.254.169.254/32']);
  });

  test('of Azure’s DNS holds on AKS, while its wire server is refused', () => {
    const shop = new Shop(TargetCluster.aks());
    const isolation = shop.isolation();
    isolation.allowToCidrs(shop.web, ['168.63.129.16'], IsolationPort.udp(53));
    expect(() => isolation.allowToCidrs(shop.web, ['168.63.129.16'], TCP_80)).toThrow(/it is the wire server of Azure/);
  });

  test('to the API server is the Service kubernetes with its namespace', () => {
    const shop = new Shop();
    shop.isolation().allowToApiServer(shop.web);
    expect(policyOf(shop.chart, 'web').spec.egress).toEqual([
      { action: 'Allow', destination: { services: { name: 'kubernetes', namespace: 'default' } } },
    ]);
  });

  test.each([
    ['host bits', ['10.1.2.3/8'], /cidrs\[0\] is '10.1.2.3\/8': it has host bits \(allowed: 10.0.0.0\/8\)/],
    ['IPv6', ['10.0.0.0/8', '::/0'], /cidrs\[1\] is '::\/0'[\s\S]*ip-address-family/],
    ['no network', [], /cidrs is \[\]: no network is named/],
  ])('refuses %s', (_, cidrs, message) => {
    const shop = new Shop();
    expect(() => shop.isolation().allowToCidrs(shop.web, cidrs, TCP_80)).toThrow(message);
  });
});

describe('a permission for Active Directory', () => {
  test('finds the domain controllers by their label, outside all namespaces, by TCP and UDP', () => {
    const shop = new Shop();
    const controllers = shop.domainControllers();
    shop.isolation().allowActiveDirectory(shop.web, controllers);
    const [set] = Testing.synth(Chart.of(controllers));
    const [[label, value]] = Object.entries(set.metadata.labels);
    const peer = { selector: `${label} == "${value}"`, namespaceSelector: 'global()' };
    expect(policyOf(shop.chart, 'web').spec.egress).toEqual([
      {
        action: 'Allow',
        protocol: 'TCP',
        destination: { ...peer, ports: [53, 88, 139, 389, 445, 464, 636, 3268, 3269, 135, '49152:65535'] },
      },
      { action: 'Allow', protocol: 'UDP', destination: { ...peer, ports: [53, 88, 389, 464] } },
    ]);
  });

  test('leaves RPC out on demand', () => {
    const shop = new Shop();
    const options = { profile: ActiveDirectoryProfile.WITHOUT_RPC };
    shop.isolation().allowActiveDirectory(shop.web, shop.domainControllers(), options);
    const ports = policyOf(shop.chart, 'web').spec.egress?.[0].destination?.ports;
    expect(ports).toEqual([53, 88, 139, 389, 445, 464, 636, 3268, 3269]);
  });
});
