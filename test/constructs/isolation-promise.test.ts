import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  type CalicoIsolationProps,
  IsolationEnforcement,
  IsolationPeer,
  IsolationPort,
  PolicyEngine,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsRules,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { lintManifests } from '../../lib/lint/lint-manifests';
import { manifestsOf } from '../manifests-of';
import { saidOf, synthesisError } from './synthesis-error';

const OUTDIR = join(tmpdir(), 'cdk8s-windows');
const SQL = IsolationPort.tcp(1433);
const WEB = IsolationPort.tcp(80);

/** Its image does not tell on which system it runs. */
const CONTAINER = { image: 'registry.example/app:1', portNumber: 80 };

/** A front end on Windows, a database whose system nobody tells, and an isolation that lets the one ask the other. */
class Shop {
  readonly chart: Chart;
  readonly web: WindowsDeployment;
  readonly database: kplus.Deployment;
  readonly isolation: CalicoIsolation;

  constructor(
    readonly app: App = new App({ outdir: OUTDIR }),
    props: CalicoIsolationProps = {},
  ) {
    this.chart = this.namespace('shop');
    this.web = new WindowsDeployment(this.chart, 'web', { containers: [CONTAINER] });
    this.database = new kplus.Deployment(this.chart, 'database', { containers: [CONTAINER] });
    this.isolation = new CalicoIsolation(this.chart, 'isolation', props);
    this.isolation.allow(this.web, this.database, SQL);
  }

  namespace(name: string): Chart {
    return new Chart(this.app, name, { namespace: name, disableResourceNameHashes: true });
  }

  /** A policy of Kubernetes that the author writes beside the isolation. */
  policy(spec: object, chart = this.chart, name = 'own'): ApiObject {
    return new ApiObject(chart, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec,
    });
  }

  openAll(): ApiObject {
    return this.policy({ podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] });
  }
}

const aks = () => {
  const app = new App({ outdir: OUTDIR });
  TargetCluster.aks({ policyEngine: PolicyEngine.CALICO }).applyTo(app);
  return app;
};

describe('when an app is synthesized', () => {
  test('its isolations hold by themselves', () => {
    expect(saidOf(new Shop().app)).toBe('');
  });

  test.each([
    ['synth', (app: App) => app.synth()],
    ['synthYaml', (app: App) => app.synthYaml()],
  ])('a stock app asks by %s', (_, synth) => {
    const shop = new Shop();
    shop.openAll();
    expect(() => synth(shop.app)).toThrow(/shop\/isolation: the Internet → .*isolation-promise/s);
  });

  test('a WindowsApp tells it beside what the rules find, once', () => {
    const shop = new Shop(new WindowsApp({ outdir: OUTDIR }));
    shop.openAll();
    new kplus.ConfigMap(shop.namespace('other'), 'settings');
    expect(saidOf(shop.app).match(/Rule: isolation-promise/g)).toHaveLength(1);
  });

  test('a rule that is not asked says nothing', () => {
    const shop = new Shop(new WindowsApp({ outdir: OUTDIR, rules: { disable: ['isolation-promise'] } }));
    shop.openAll();
    expect(saidOf(shop.app)).toBe('');
  });

  test('a chart alone promises nothing: what else the app holds may come later', () => {
    const shop = new Shop();
    shop.openAll();
    expect(() => Testing.synth(shop.chart)).not.toThrow();
  });

  test('what is mended between two syntheses is well', () => {
    const shop = new Shop();
    const own = shop.openAll();
    expect(saidOf(shop.app)).toContain('NetworkPolicy shop/own allows it');
    shop.chart.node.tryRemoveChild(own.node.id);
    expect(saidOf(shop.app)).toBe('');
  });
});

describe('a promise', () => {
  test('that the author accepts is no error, and an acknowledgement of nothing is reported', () => {
    const shop = new Shop();
    WindowsRules.acknowledge(shop.isolation, 'isolation-promise', 'The shop moves to this namespace in steps.');
    const own = shop.openAll();
    expect(saidOf(shop.app)).toBe('');
    shop.chart.node.tryRemoveChild(own.node.id);
    WindowsRules.on(shop.app, { failOn: 'warning' as never });
    expect(saidOf(shop.app)).toMatch(/shop\/isolation: WindowsRules.acknowledge is 'isolation-promise'/);
  });

  test.each([
    ['a stock app', () => new App({ outdir: OUTDIR })],
    ['a WindowsApp', () => new WindowsApp({ outdir: OUTDIR })],
  ])(
    'that is accepted leaves the reason in the policies of the isolation, in %s, which lint takes as it is',
    (_, app) => {
      const shop = new Shop(app());
      const reason = 'The shop moves to this namespace in steps.';
      WindowsRules.acknowledge(shop.isolation, 'isolation-promise', reason);
      shop.openAll();
      const yaml = shop.app.synthYaml();
      const { findings } = lintManifests(yaml);
      expect(findings.filter(({ rule }) => rule.startsWith('acknowledgement'))).toEqual([]);
      const annotated = manifestsOf(yaml)
        .filter(({ metadata }) => 'annotations' in metadata)
        .map(({ metadata }) => metadata);
      const key = 'acknowledge.cdk8s-windows/isolation-promise';
      expect(annotated.length).toBeGreaterThan(0);
      for (const { name, ...more } of annotated) {
        expect(name).toMatch(/^shop-isolation-/);
        expect(more).toHaveProperty('annotations', { [key]: reason });
      }
      expect(annotated.map(({ name }) => name)).toContainEqual(expect.stringMatching(/deny-rest/));
    },
  );

  test('that is not broken leaves nothing in the policies', () => {
    const shop = new Shop();
    WindowsRules.acknowledge(shop.isolation, 'isolation-promise', 'The shop moves to this namespace in steps.');
    expect(shop.app.synthYaml()).not.toContain('acknowledge.cdk8s-windows');
  });

  test('that is accepted accepts no expectation', () => {
    const shop = new Shop();
    WindowsRules.acknowledge(shop.isolation, 'isolation-promise', 'The shop moves to this namespace in steps.');
    shop.openAll();
    shop.isolation.expectDenied(IsolationPeer.labels('monitoring', { app: 'prometheus' }), shop.web);
    expect(saidOf(shop.app)).toMatch(
      /^error: shop\/isolation: expectDenied at \S+, monitoring\/.*1 error \(1 accepted\)$/s,
    );
  });

  test('is kept by an isolation in another namespace too, whichever of them was asked', () => {
    const shop = new Shop();
    const orders = shop.namespace('orders');
    const api = new kplus.Deployment(orders, 'api', { containers: [CONTAINER] });
    new CalicoIsolation(orders, 'isolation');
    shop.isolation.allow(shop.web, api, WEB);
    expect(saidOf(shop.app)).toBe('');
    shop.policy({ podSelector: {}, ingress: [{}], policyTypes: ['Ingress'] }, orders);
    expect(saidOf(shop.app)).toMatch(/^error: orders\/isolation: /);
  });

  test('is held against policies of the namespaces that nobody isolates', () => {
    const shop = new Shop();
    const cache = shop.namespace('cache');
    const redis = new kplus.Deployment(cache, 'redis', { containers: [CONTAINER] });
    shop.isolation.allow(shop.web, redis, IsolationPort.tcp(6379));
    expect(saidOf(shop.app)).toBe('');
    shop.policy({ podSelector: {}, policyTypes: ['Ingress'] }, cache);
    expect(saidOf(shop.app)).toMatch(/→ cache\/.*TCP 6379: it is permitted, and closed: into cache\//);
  });

  test('names the rule that opens what nobody names, whatever protocols are named', () => {
    const shop = new Shop();
    const named = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 253];
    new ApiObject(shop.chart, 'rest', {
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { name: 'rest' },
      spec: {
        order: 1,
        types: ['Ingress'],
        ingress: [...named.map((protocol) => ({ action: 'Deny', protocol })), { action: 'Allow' }],
      },
    });
    expect(saidOf(shop.app)).toContain(`spec.ingress[${named.length}] of NetworkPolicy shop/rest allows it`);
  });

  test('says nothing where an address that nobody knows would decide', () => {
    const shop = new Shop();
    const cache = shop.namespace('cache');
    const redis = new kplus.Deployment(cache, 'redis', { containers: [CONTAINER] });
    shop.isolation.allow(shop.web, redis, IsolationPort.tcp(6379));
    const ingress = [{ from: [{ ipBlock: { cidr: '10.0.0.0/16' } }] }];
    shop.policy({ podSelector: {}, policyTypes: ['Ingress'], ingress }, cache);
    expect(saidOf(shop.app)).toBe('');
  });

  test('is one for Linux nodes only where nobody enforces policies on Windows nodes', () => {
    const app = new App({ outdir: OUTDIR });
    TargetCluster.gke({}).applyTo(app);
    const shop = new Shop(app, { enforcement: IsolationEnforcement.NOT_ON_WINDOWS });
    expect(saidOf(app)).toBe('');
    shop.openAll();
    expect(saidOf(app)).toContain('on Linux nodes');
    expect(saidOf(app)).not.toContain('on Windows nodes');
  });

  test('is held by each pod on the nodes on which it runs', () => {
    const guard = (shop: Shop, selector: object) =>
      shop.policy({
        podSelector: selector,
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '192.168.0.0/16'] } }] }],
      });
    const onWindows = new Shop(aks());
    guard(onWindows, {
      matchLabels: { [kplus.Pod.ADDRESS_LABEL]: onWindows.web.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL) },
    });
    // Windows nodes leave the rule with its except out, so that it opens nothing there
    expect(saidOf(onWindows.app)).toBe('');
    const onBoth = new Shop(aks());
    guard(onBoth, {});
    expect(saidOf(onBoth.app)).toMatch(/→ the Internet, any connection: it is open/);
    expect(saidOf(onBoth.app)).not.toContain('on Windows nodes');
  });
});

describe('what is said of several', () => {
  test('has one advice for promises that are broken alike, and counts each', () => {
    const shop = new Shop();
    shop.openAll();
    shop.policy({ podSelector: {}, egress: [{}], policyTypes: ['Egress'] }, shop.chart, 'out');
    const said = saidOf(shop.app);
    const found = said.match(/^error: shop\/isolation: .*it is open, and no permission says so/gm) ?? [];
    expect(found.length).toBeGreaterThan(1);
    expect(said.match(/^ {2}Do: /gm)).toHaveLength(1);
    expect(said).toMatch(new RegExp(`\n${found.length} errors$`));
  });

  test('begins with a flow between two workloads rather than within one', () => {
    const shop = new Shop();
    const peer = [{ podSelector: {} }];
    const [ingress, egress] = [[{ from: peer }], [{ to: peer }]];
    shop.policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress, egress });
    expect(saidOf(shop.app)).toMatch(/^error: shop\/isolation: shop\/shop-web → shop\/shop-database, /);
  });

  test('says how all flows are listed', () => {
    const shop = new Shop();
    shop.openAll();
    expect(saidOf(shop.app)).toMatch(/and \d+ other flows for the same reason: .*`npx cdk8s-windows isolation dist`/);
  });

  test('names the line of each expectation, and shows the stack of a single one only', () => {
    const { app, isolation, web, database } = new Shop(aks());
    isolation.expectDenied(web, database);
    isolation.expectDenied(web, database, SQL);
    const { message, stack = '' } = synthesisError(app) as Error;
    const places = [...message.matchAll(/expectDenied at (test\/constructs\/isolation-promise\.test\.ts:\d+), /g)];
    expect(new Set(places.map(([, place]) => place)).size).toBe(2);
    expect(stack).not.toMatch(/^ {4}at /m);
  });
});

describe('the wire server of Azure', () => {
  const WIRE = '168.63.129.16/32';
  const https = { to: [{ ipBlock: { cidr: WIRE } }], ports: [{ port: 443 }] };
  const open = (shop: Shop, egress: object[]) => shop.policy({ podSelector: {}, policyTypes: ['Egress'], egress });

  test('is open where it is asked on another port than the denied ones, and nobody permits it', () => {
    const shop = new Shop(aks());
    open(shop, [https]);
    expect(saidOf(shop.app)).toMatch(
      /TCP 443: it is open, and no permission says so.*permit it by allow, allowToCidrs/s,
    );
    shop.isolation.allowToCidrs(IsolationPeer.namespace('shop'), [WIRE], IsolationPort.tcp(443));
    expect(saidOf(shop.app)).toBe('');
  });

  test('keeps its denied ports closed beside a policy that opens everything later', () => {
    const shop = new Shop(aks());
    open(shop, [{}]);
    expect(saidOf(shop.app)).not.toContain('it is denied by the isolation');
  });

  test('is reached on a denied port by a policy that is asked earlier; what the message says to do helps', () => {
    const reached = (props: CalicoIsolationProps) => {
      const shop = new Shop(aks(), props);
      new ApiObject(shop.chart, 'wire', {
        apiVersion: 'projectcalico.org/v3',
        kind: 'NetworkPolicy',
        metadata: { name: 'wire' },
        spec: {
          order: 1,
          types: ['Egress'],
          egress: [{ action: 'Allow', protocol: 'TCP', destination: { nets: [WIRE], ports: [80, 443] } }],
        },
      });
      return shop;
    };
    const denied = saidOf(reached({}).app);
    expect(denied).toMatch(/TCP 80: it is denied by the isolation, and open.*denyMetadata: false.*allowToCidrs/s);
    expect(denied).toMatch(/TCP 443: it is open, and no permission says so/);
    const asked = reached({ denyMetadata: false });
    expect(saidOf(asked.app)).toMatch(/TCP 80, 443: it is open, and no permission says so/);
    const peer = IsolationPeer.namespace('shop');
    asked.isolation.allowToCidrs(peer, [WIRE], IsolationPort.tcp(80), IsolationPort.tcp(443));
    expect(saidOf(asked.app)).toBe('');
  });
});

describe('an expectation', () => {
  test('that holds says nothing', () => {
    const { app, chart, isolation, web, database } = new Shop(aks());
    isolation.expectAllowed(web, database, SQL);
    isolation.expectDenied(web, database, IsolationPort.tcp(80), IsolationPort.udp(1433));
    isolation.expectDenied(database, web);
    isolation.expectDenied(web, kplus.NetworkPolicyIpBlock.ipv4(chart, 'metadata', '169.254.169.254/32'));
    isolation.expectDenied(IsolationPeer.namespace('shop'), kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'any'));
    isolation.expectDenied(IsolationPeer.labels('monitoring', { app: 'prometheus' }), web);
    isolation.expectAllowed(web, IsolationPeer.labels('kube-system', { 'k8s-app': 'kube-dns' }), IsolationPort.udp(53));
    expect(saidOf(app)).toBe('');
  });

  test('that does not hold names the line of its author, the flow, the policy and the rule', () => {
    const { app, isolation, web, database } = new Shop(aks());
    isolation.expectDenied(web, database);
    const { message, stack = '' } = synthesisError(app) as Error;
    expect(message).toMatch(
      /^error: shop\/isolation: expectDenied at test\/constructs\/isolation-promise\.test\.ts:\d+, shop\/shop-web → shop\/shop-database, TCP 1433: it is expected to be denied and is not: out of shop\/shop-web on Windows nodes: spec\.egress\[0\] of NetworkPolicy shop\/shop-isolation-web allows it; into shop\/shop-database on Linux nodes: spec\.ingress\[0\]/,
    );
    expect(stack.split('\n').filter((line) => line.startsWith('    at '))[0]).toContain('isolation-promise.test.ts');
  });

  test('is judged over all policies of the app', () => {
    const shop = new Shop();
    shop.isolation.expectAllowed(shop.web, shop.database, SQL);
    const app = 'projectcalico.org/v3';
    new ApiObject(shop.chart, 'freeze', {
      apiVersion: app,
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'freeze' },
      spec: { order: 1, types: ['Egress'], egress: [{ action: 'Deny', protocol: 'TCP' }] },
    });
    expect(saidOf(shop.app)).toMatch(
      /expectAllowed at .*TCP 1433: it is expected to be allowed and is not: out of .* of GlobalNetworkPolicy shop\/freeze denies it/,
    );
  });

  test('about addresses says what an address is that does not fit', () => {
    const { app, chart, isolation, web } = new Shop();
    isolation.allowToCidrs(web, ['10.9.0.0/16'], WEB);
    isolation.expectAllowed(web, kplus.NetworkPolicyIpBlock.ipv4(chart, 'wide', '10.8.0.0/15'), WEB);
    expect(saidOf(app)).toMatch(
      /expectAllowed at .* → 10\.8\.0\.0\/16, TCP 80: it is expected to be allowed and is not/,
    );
  });

  test('that hangs on an address that nobody knows does not hold', () => {
    const shop = new Shop();
    const cache = shop.namespace('cache');
    const redis = new kplus.Deployment(cache, 'redis', { containers: [CONTAINER] });
    shop.isolation.allowToCidrs(shop.web, ['10.9.0.0/16'], WEB);
    shop.isolation.expectDenied(shop.web, redis);
    expect(saidOf(shop.app)).toMatch(/It depends on the address of .*cache\/cache-redis, which is not known/);
  });

  test('about pods that the app does not hold and that labels do not describe is an error', () => {
    const { app, chart, isolation, web } = new Shop();
    const others = kplus.Pods.select(chart, 'others', {
      expressions: [kplus.LabelExpression.exists('team')],
    });
    isolation.expectDenied(web, others);
    expect(saidOf(app)).toContain('no pod of the app is');
  });

  test('of a permission needs a port', () => {
    const { isolation, web, database } = new Shop();
    expect(() => isolation.expectAllowed(web, database)).toThrow(/policy-port/);
  });
});
