import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lint } from '../../lib/lint/lint';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';
import type { Platform } from '../../lib/platforms/platform';
import { PLATFORMS } from '../../lib/platforms/platforms';
import type { Dataplane } from '../../lib/policy/reach';
import { folderOf } from '../lib/cli/command';
import { called } from '../lib/cli/isolation/called';
import { flowOf, reachOf, verdictOf } from '../lib/policy/answers';
import { calico, kubernetes, pod } from '../lib/policy/objects';
import { WINDOWS } from '../lib/rules/found-in';

const PAGE = readFileSync(join(__dirname, '../../docs/isolation-on-windows.md'), 'utf8');

/** The rows of the table that begins with these cells. */
function rowsBelow(...head: string[]): string[][] {
  const [, table = ''] = PAGE.split(`\n| ${head.join(' | ')} |\n`);
  const [, ...lines] = table.split('\n\n')[0].split('\n');
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Without what makes it stand out. */
const plain = (text: string) => text.replace(/[*`]/g, '');

const VERSIONS = { '3.24 (AKS)': 'first', '3.27–3.28': 'first', '3.29–3.31': 'flattened' } as const;
type Version = keyof typeof VERSIONS;
const NAMES = Object.keys(VERSIONS) as Version[];

const SHOP = [
  kubernetes('v1', 'Namespace', 'shop'),
  pod('shop/web', { labels: { app: 'web' }, spec: { nodeName: 'a' } }),
  pod('shop/db', {
    ip: '10.0.0.2',
    labels: { app: 'db' },
    spec: {
      serviceAccountName: 'db',
      containers: [{ name: 'db', ports: [{ name: 'https', containerPort: 443 }] }],
    },
  }),
  kubernetes('v1', 'Service', 'shop/db', { spec: { selector: { app: 'db' }, ports: [{ port: 443 }] } }),
].map((object) => {
  const { metadata, ...rest } = object as { metadata: { name: string } };
  if (metadata.name !== 'web') return object;
  return { metadata, ...rest, status: { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: '2001:db8:1::1' }] } };
});

const FLOWS = [
  'shop/web -> shop/db TCP 443',
  'shop/web -> shop/db ICMP 8/0',
  'shop/web -> 8.8.8.8 TCP 443',
  'shop/web -> 8.8.8.8 UDP 53',
  'shop/web -> 2001:db8::7 TCP 443',
];

function verdict(objects: readonly object[], flow: string, on: Dataplane, version: Version): string {
  const reach = reachOf([...SHOP, ...objects], { windows: VERSIONS[version] });
  return verdictOf(reach, flowOf(flow), on).egress.verdict;
}

const SELECTED = { selector: "app == 'web'", types: ['Egress'] };
const global = (name: string, egress: readonly object[], more: object = {}) =>
  calico('GlobalNetworkPolicy', name, { ...SELECTED, ...more, egress });
const tier = (defaultAction?: string) => calico('Tier', 'team', { order: 10, defaultAction });
const inTeam = (egress: readonly object[]) => global('team.web', egress, { tier: 'team', order: 10 });
const ALLOW_ALL = global('open', [{ action: 'Allow' }], { order: 20 });

/** Policies in which a rule matters, by its action, and what Linux nodes say where it does. */
const AROUND = {
  Allow: { matters: 'allow', policies: (rule: object) => [global('own', [{ action: 'Allow', ...rule }])] },
  Deny: {
    matters: 'deny',
    policies: (rule: object) => [global('own', [{ action: 'Deny', ...rule }, { action: 'Allow' }])],
  },
  Pass: {
    matters: 'allow',
    policies: (rule: object) => [tier(), inTeam([{ action: 'Pass', ...rule }, { action: 'Deny' }]), ALLOW_ALL],
  },
} as const;
const ACTIONS = ['Allow', 'Deny', 'Pass'] as const;

/** What lint says of policies for Windows pods: `error policy-negation`. */
function linted(objects: readonly object[], platform?: Platform): string[] {
  const shop = SHOP.map((given) => {
    const { kind, spec = {}, ...rest } = given as KubernetesObject;
    return kind === 'Pod' ? { ...rest, kind, spec: { ...(spec as object), ...WINDOWS } } : given;
  });
  return lint([...shop, ...objects] as KubernetesObject[], { target: { platform } }).map(
    ({ severity, rule }) => `${severity} ${rule.id}`,
  );
}

/** In the last cell stands a link to its page. */
const ruleNamed = (cells: readonly string[]) => /^\[(.+)\]\(rules\/\1\.md\)$/.exec(cells[cells.length - 1])?.[1];

const ruleIn = (cell: string): object => parse(plain(cell));

const WORDS: Readonly<Record<string, string>> = { allow: 'open', deny: 'closed', broken: 'broken' };

describe('the page about isolation on Windows', () => {
  const leftOut = rowsBelow('a rule with', 'such as', 'Allow', 'Deny', 'Pass', 'write instead', 'rule');

  test.each(leftOut.map(([title, example, ...cells]) => ({ title, example, cells })))(
    'is right about rules that are left out: $title',
    ({ example, cells }) => {
      const rule = ruleIn(example);
      for (const [index, action] of ACTIONS.entries()) {
        const { matters, policies } = AROUND[action];
        for (const version of NAMES) {
          const objects = policies(rule);
          const about = FLOWS.filter((flow) => verdict(objects, flow, 'linux', version) === matters);
          expect(about.length, `${action} in ${version}`).toBeGreaterThan(0);
          const said = about.map((flow) => WORDS[verdict(objects, flow, 'windows', version)]);
          expect(new Set(said), `${action} in ${version}`).toEqual(new Set([plain(cells[index])]));
        }
      }
    },
  );

  test.each(rowsBelow('a rule with', 'such as').map(([title, example]) => ({ title, example })))(
    'is right about rules that are carried out: $title',
    ({ example }) => {
      const rule = ruleIn(example);
      for (const action of ['Allow', 'Deny'] as const) {
        const objects = AROUND[action].policies(rule);
        for (const version of NAMES) {
          const flows = FLOWS.filter((flow) => !flow.includes('2001:'));
          const on = (plane: Dataplane) => flows.map((flow) => verdict(objects, flow, plane, version));
          expect(new Set(on('linux'))).toEqual(new Set(['allow', 'deny']));
          expect(on('windows')).toEqual(on('linux'));
        }
      }
    },
  );

  const otherwise = rowsBelow('what you write', ...NAMES, 'write instead', 'rule');

  test.each(otherwise.map(([title, ...cells]) => ({ title: plain(title), cells })))(
    'is right about what is read otherwise: $title',
    ({ title, cells }) => {
      const { objects, flow } = CASES[title];
      const said = NAMES.map((version) => {
        const [linux, windows] = (['linux', 'windows'] as const).map((on) => verdict(objects, flow, on, version));
        return linux === windows ? 'as on Linux' : WORDS[windows];
      });
      expect(cells.slice(0, 3).map((cell) => plain(cell).replace(/(:| where).*/, ''))).toEqual(said);
    },
  );

  test.each(leftOut.map(([title, example, ...cells]) => ({ title, example, rule: ruleNamed(cells) })))(
    'names the rule of lint that finds it: $title',
    ({ example, rule }) => {
      // nobody knows what becomes of IPv6
      const severity = rule === 'ip-address-family' ? 'warning' : 'error';
      expect(linted(AROUND.Deny.policies(ruleIn(example)))).toContain(`${severity} ${rule}`);
    },
  );

  test.each(otherwise.map(([title, ...cells]) => ({ title: plain(title), rule: ruleNamed(cells) })))(
    'names the rule of lint that finds what is read otherwise: $title',
    ({ title, rule }) => {
      const found = [undefined, PLATFORMS.aks].flatMap((platform) => linted(CASES[title].objects, platform));
      expect(found.map((each) => each.split(' ')[1])).toContain(rule);
    },
  );

  test('has all of these, and no other', () => {
    expect(otherwise.map(([title]) => plain(title))).toEqual(Object.keys(CASES));
    expect(leftOut).toHaveLength(9);
  });

  const platforms = rowsBelow('Windows nodes of', 'who enforces policies there', 'ask with');

  test.each(platforms.map(([title, who, call]) => ({ title, who: plain(who), call: plain(call) })))(
    'is right about who enforces: $title',
    async ({ who, call }) => {
      const folder = folderOf({ 'a.yaml': JSON.stringify(pod('shop/web', { spec: { os: { name: 'windows' } } })) });
      const { stdout } = await called(['isolation', 'a.yaml', '--quiet', ...call.split(' ')], folder);
      const [said] = /Nothing enforces policies|Calico 3\.\d+/.exec(stdout) ?? [];
      const [asked = '3.24'] = /(?<=--calico )3\.\d+/.exec(call) ?? [];
      expect(said).toBe(who.startsWith('nobody') ? 'Nothing enforces policies' : `Calico ${asked}`);
    },
  );

  test('says who enforces on every platform of which it speaks', () => {
    expect(platforms).toHaveLength(8);
  });
});

const TCP = (port: number) => ({ protocol: 'TCP', destination: { ports: [port] } });
const HTTPS = 'shop/web -> 8.8.8.8 TCP 443';

/** What the page tells in words, as policies. */
const CASES: Readonly<Record<string, { readonly objects: readonly object[]; readonly flow: string }>> = {
  'a Pass before a Deny': {
    objects: [tier(), inTeam([{ action: 'Pass' }, { action: 'Deny' }]), ALLOW_ALL],
    flow: HTTPS,
  },
  'a tier that denies at its end': { objects: [tier(), inTeam([]), ALLOW_ALL], flow: HTTPS },
  'a tier that passes at its end, and no policy in the default tier': {
    objects: [tier('Pass'), inTeam([])],
    flow: HTTPS,
  },
  'a Pass in the last tier': { objects: [global('web', [{ action: 'Pass' }])], flow: HTTPS },
  'a Pass with ports, and other ports in the next tier': {
    objects: [
      tier(),
      inTeam([{ action: 'Pass', ...TCP(80) }]),
      global('web', [{ action: 'Allow', ...TCP(8080) }], { order: 20 }),
    ],
    flow: HTTPS,
  },
  'a Pass with ports, and the same highest port in the next tier': {
    objects: [
      tier(),
      inTeam([{ action: 'Pass', ...TCP(443) }]),
      global('web', [{ action: 'Allow', ...TCP(443) }], { order: 20 }),
    ],
    flow: HTTPS,
  },
  'a staged policy': {
    objects: [calico('StagedGlobalNetworkPolicy', 'planned', { ...SELECTED, order: 1, egress: [] }), ALLOW_ALL],
    flow: HTTPS,
  },
  'an AdminNetworkPolicy that denies': {
    objects: [
      kubernetes('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'closed', {
        spec: {
          priority: 1,
          subject: { namespaces: {} },
          egress: [{ action: 'Deny', to: [{ networks: ['0.0.0.0/0'] }] }],
        },
      }),
    ],
    flow: HTTPS,
  },
  'a Service, and a protocol in the same rule': {
    objects: [
      global('web', [
        { action: 'Allow', protocol: 'UDP', destination: { services: { name: 'db', namespace: 'shop' } } },
      ]),
    ],
    flow: 'shop/web -> shop/db TCP 443',
  },
};
