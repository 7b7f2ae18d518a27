import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { RuleSeverity, TargetCluster, WindowsRules, WindowsValidation } from 'cdk8s-windows';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { windowsMatchers } from '../../lib/matchers/windows-matchers';

expect.extend(windowsMatchers);

/** The class that the command line of cdk8s itself uses; its package exports only the command. */
const { ValidationContext } = require(
  join(dirname(require.resolve('cdk8s-cli/package.json')), 'lib/plugins/validation.js'),
) as { ValidationContext: new (...args: unknown[]) => Context };

interface Context {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: unknown): void;
    submit(status: string): void;
    readonly success: boolean;
    toJson(): { violations: { ruleName: string; violatingConstructs: { locations: string[] }[] }[] };
  };
}

type Manifest = ConstructorParameters<typeof ApiObject>[2] & { readonly metadata: { readonly name: string } };

const WEB: Manifest = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    os: { name: 'windows' },
    nodeSelector: { 'kubernetes.io/os': 'windows' },
    containers: [
      {
        name: 'web',
        image: 'registry.example.com/web:1.0-ltsc2022',
        resources: { limits: { cpu: '500m', memory: '512Mi' } },
      },
    ],
  },
};
const ON_LINUX: Manifest = {
  ...WEB,
  spec: {
    os: { name: 'linux' },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }],
  },
};
const SHOP: Manifest = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
};

const out = (name: string, order: number, egress: readonly object[], more: object = {}): Manifest => ({
  apiVersion: 'projectcalico.org/v3',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { order, selector: 'app == "web"', types: ['Egress'], egress, ...more },
});
const TCP_443 = { protocol: 'TCP', destination: { ports: [443] } };
const METADATA = { action: 'Deny', destination: { nets: ['169.254.169.254/32'] } };

interface Case {
  readonly title: string;
  readonly rule: string;
  readonly path: string;
  readonly problem: string;
  readonly isError: boolean;
  readonly platform?: 'aks';
  readonly policies: readonly Manifest[];
}

const CASES: readonly Case[] = [
  {
    title: 'a Deny that Windows nodes skip, and what stands open for it',
    rule: 'policy-negation',
    path: 'spec.egress[0].destination.notNets',
    problem: 'TCP from shop/web to the Internet stands open',
    isError: true,
    policies: [
      out('closed', 10, [{ action: 'Deny', destination: { notNets: ['10.0.0.0/8'] } }]),
      out('open', 20, [{ action: 'Allow', protocol: 'TCP' }]),
    ],
  },
  {
    title: 'a Pass at which Felix fails',
    rule: 'policy-pass',
    path: 'spec.egress[0].destination.ports',
    problem: 'Felix fails on the Windows nodes: the highest port of both rules is 443',
    isError: true,
    policies: [
      { apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name: 'platform' }, spec: { order: 10 } },
      out('platform.web', 10, [{ action: 'Pass', ...TCP_443 }], { tier: 'platform' }),
      out('open', 20, [{ action: 'Allow', ...TCP_443 }]),
    ],
  },
  {
    title: 'a policy of an administrator that the Windows nodes of AKS have never heard of',
    rule: 'policy-windows-difference',
    path: 'spec.subject',
    problem: 'on the Windows nodes TCP from shop/web to 169.254.169.254 stands open',
    isError: true,
    platform: 'aks',
    policies: [
      {
        apiVersion: 'policy.networking.k8s.io/v1alpha1',
        kind: 'AdminNetworkPolicy',
        metadata: { name: 'no-metadata' },
        spec: {
          priority: 10,
          subject: { namespaces: {} },
          egress: [{ action: 'Deny', to: [{ networks: ['169.254.169.254/32'] }] }],
        },
      },
    ],
  },
  {
    title: 'two policies of one order that decide otherwise',
    rule: 'policy-order',
    path: 'spec.order',
    problem: 'NetworkPolicy shop/no-metadata has the same',
    isError: false,
    policies: [out('no-metadata', 10, [METADATA]), out('open', 10, [{ action: 'Allow' }])],
  },
];

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function appOf({ policies, platform }: Case): { app: App; shop: Chart } {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk8s-windows-policy-findings-')) });
  if (platform === 'aks') TargetCluster.aks({ kubernetesVersion: '1.34' }).applyTo(app);
  const shop = new Chart(app, 'shop');
  for (const object of [SHOP, WEB, ...policies]) new ApiObject(shop, `${object.kind}-${object.metadata.name}`, object);
  return { app, shop };
}

describe.each(CASES)('$title', (given) => {
  const { rule, path, problem, isError, policies, platform } = given;
  const objects = [SHOP, WEB, ...policies];

  test('is told when an app is synthesized, which an error stops', () => {
    const { app } = appOf(given);
    WindowsRules.on(app);
    let message = '';
    try {
      app.synth();
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message !== '').toBe(isError);
    const told = isError ? message : said;
    expect(told).toMatch(isError ? /^error: / : /^warning: /m);
    for (const part of [`: ${path} is `, problem, `Rule: ${rule}`]) expect(told).toContain(part);
  });

  test('stops an app that fails by warnings, in any case', () => {
    const { app } = appOf(given);
    WindowsRules.on(app, { failOn: RuleSeverity.WARNING });
    expect(() => app.synth()).toThrow(`Rule: ${rule}`);
  });

  test('is found by the matchers, in a chart and in objects', () => {
    const { shop } = appOf(given);
    for (const received of [shop, objects]) {
      expect(received).toBreakWindowsRule(rule, { path, platform });
      if (isError) expect(received).not.toFollowWindowsRules({ platform });
      else expect(received).not.toFollowWindowsRules({ platform, failOn: 'warning' });
    }
    expect([SHOP, ON_LINUX, ...policies]).not.toBreakWindowsRule(rule, { path, platform });
  });

  test('is reported to the command line of cdk8s', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'cdk8s-windows-policy-findings-')), 'shop.k8s.yaml');
    writeFileSync(file, Yaml.stringify(...objects));
    const context = new ValidationContext([file], 'cdk8s-windows', '0.1.0', {}, false);
    await new WindowsValidation({ platform }).validate(context);
    const { report } = context;
    expect(report.success).toBe(!isError);
    const { violations } = report.toJson();
    const own = violations.find(({ ruleName }) => ruleName === `${rule} (${isError ? 'error' : 'warning'})`);
    expect(own?.violatingConstructs.flatMap(({ locations }) => locations)).toEqual([
      expect.stringContaining(`${path} is `),
    ]);
    expect(JSON.stringify(own)).toContain(problem);
  });
});
