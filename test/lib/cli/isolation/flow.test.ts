import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { BANK } from './bank';
import { answered, called, flowsOf, type ReportedFlow } from './called';
import { calico, closed, documents, runningPod, workload } from './shop';

const bank = folderOf({ 'bank.yaml': BANK });
const ask = (folder: string, from: string, to: string, ...args: string[]) =>
  called(['isolation', '.', '--from', from, '--to', to, ...args], folder);

describe('one flow', () => {
  test('is explained: both ends, the rules that decide, where they stand', async () => {
    const { code, stdout } = await ask(
      bank,
      'yaobank-customer/customer',
      'Service/summary',
      '--port',
      '8080',
      '--quiet',
    );
    expect(code).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test('is explained where no rule is about it', async () => {
    const { stdout } = await ask(bank, 'yaobank-customer/customer', 'yaobank-database/database', '--port', '2379');
    expect(stdout).toContain('Linux and Windows nodes: denied');
    expect(stdout).toContain(
      'No rule lets it through: GlobalNetworkPolicy default-app-policy, NetworkPolicy yaobank-customer/p-external2customer close yaobank-customer/customer for all that goes out that no rule allows.',
    );
  });

  test('is asked about by the names that people use', async () => {
    const target = [
      'yaobank-summary/summary',
      'Deployment/summary',
      'deploy/summary',
      'summary',
      'Deployment/yaobank-summary/summary',
    ];
    for (const to of target)
      expect((await ask(bank, 'customer', to, '--port', '80', '--quiet')).stdout).toContain(
        'yaobank-customer/customer → yaobank-summary/summary, TCP 80\n',
      );
    expect((await ask(bank, '203.0.113.7', 'customer', '--port', '80')).stdout).toContain(
      '203.0.113.7 → yaobank-customer/customer',
    );
  });

  test('from an address that a pod has is one from that pod', async () => {
    const folder = folderOf({
      'a.yaml': documents(runningPod('shop/a', '10.0.0.1'), runningPod('shop/b', '10.0.0.2')),
    });
    expect(await answered(folder, '.', '--from', '10.0.0.1', '--to', 'shop/b', '--port', '80')).toContain(
      'shop/a → shop/b, TCP 80',
    );
  });

  test.each([
    [
      'an unknown name',
      ['--from', 'yaobank-customer/custmer', '--to', '10.0.0.1', '--port', '80'],
      "there is no 'yaobank-customer/custmer' among the pods, workloads and Services, did you mean 'yaobank-customer/customer'?",
    ],
    [
      'a network',
      ['--from', 'customer', '--to', '10.0.0.0/8', '--port', '80'],
      "'10.0.0.0/8' is a network: name one address of it",
    ],
    ['no port', ['--from', 'customer', '--to', 'summary'], 'a port is missing: TCP has ports'],
    [
      'an unknown protocol',
      ['--from', 'customer', '--to', 'summary', '--protocol', 'TPC', '--port', '80'],
      "'TPC' is no protocol, which is TCP, UDP, SCTP, ICMP, ICMPv6, UDPLite or a number from 0 to 255, did you mean 'TCP'",
    ],
    [
      'a port that is none',
      ['--from', 'customer', '--to', 'summary', '--port', 'http'],
      "--port: 'http' is no port from 1 to 65535",
    ],
    [
      'a type of ICMP that is none',
      ['--from', 'customer', '--to', 'summary', '--protocol', 'icmp', '--icmp-type', '256'],
      "--icmp-type: '256' is no number from 0 to 255",
    ],
    [
      'a type of TCP',
      ['--from', 'customer', '--to', 'summary', '--port', '80', '--icmp-type', '8'],
      'TCP has no icmpType',
    ],
    [
      'a port of ICMP',
      ['--from', 'customer', '--to', 'summary', '--port', '80', '--protocol', 'icmp'],
      'ICMP has no ports',
    ],
    [
      'a port that the Service has not',
      ['--from', 'customer', '--to', 'svc/summary', '--port', '80'],
      'Service yaobank-summary/summary has no port TCP 80: it has 8080',
    ],
    ['one end', ['--from', 'customer'], '--to is missing: one flow has both ends'],
    [
      'two questions',
      ['--from', 'customer', '--to', 'summary', '--diff', '.'],
      '--from and --to and --diff are questions of their own',
    ],
    [
      'a picture',
      ['--from', 'customer', '--to', 'summary', '--port', '80', '--format', 'dot'],
      '--format: --from and --to is answered as text or json, not as dot',
    ],
  ])('with %s is refused', async (_, args, message) => {
    const { code, stdout, stderr } = await called(['isolation', '.', ...args], bank);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Try `cdk8s-windows isolation --help`.');
    expect([code, stdout]).toEqual([2, '']);
  });

  test('is asked about by the names of the table, but for those of many addresses', async () => {
    const folder = folderOf({ 'a.yaml': documents(workload('shop/shop-db', 'linux'), workload('shop/web', 'linux')) });
    const to = (end: string) => ask(folder, 'shop/web', end, '--port', '53');
    expect((await to('Kubernetes DNS')).stdout).toContain('shop/web → kube-system/');
    expect((await to('shop/web (Deployment)')).stdout).toContain('shop/web → shop/web, TCP 53');
    expect((await to('the Internet')).stderr).toContain(
      "'the Internet' is many addresses: write one of them, such as 203.0.113.7",
    );
    for (const end of ['shop/db', 'db', 'shop/shop-bd'])
      expect((await to(end)).stderr).toContain(
        `there is no '${end}' among the pods, workloads and Services, did you mean 'shop/shop-db'?`,
      );
    expect((await to('wbe')).stderr).toContain("did you mean 'web'?");
  });

  test.each([
    ['ICMP', 8],
    ['ICMPv6', 128],
  ])('of %s without a type is a ping, and --icmp-type asks about others', async (protocol, ping) => {
    const icmp = calico('shop/ping', {
      types: ['Ingress'],
      ingress: [{ action: 'Allow', protocol, icmp: { type: ping, code: 0 } }],
    });
    const folder = folderOf({ 'a.yaml': documents(workload('shop/a', 'linux'), workload('shop/b', 'linux'), icmp) });
    const asked = async (...args: string[]) => {
      const { stdout } = await ask(folder, 'shop/a', 'shop/b', '--protocol', protocol, ...args);
      return /^(.*)\n\nLinux .*nodes: (\w+)/.exec(stdout)?.slice(1);
    };
    const head = `shop/a → shop/b, ${protocol}`;
    expect(await asked()).toEqual([head, 'allowed']);
    expect(await asked('--icmp-type', '3')).toEqual([`${head} type 3`, 'denied']);
    expect(await asked('--icmp-type', `${ping}`)).toEqual([`${head} type ${ping}`, 'allowed']);
    expect(await asked('--icmp-type', `${ping}`, '--icmp-code', '1')).toEqual([
      `${head} type ${ping} code 1`,
      'denied',
    ]);
  });

  test('to a name that two kinds have is refused with both', async () => {
    const folder = folderOf({
      'a.yaml': documents(
        workload('shop/web', 'linux'),
        workload('shop/web', 'linux').replace('Deployment', 'StatefulSet'),
      ),
    });
    const { stderr } = await ask(folder, 'shop/web', '10.0.0.1', '--port', '80');
    expect(stderr).toContain("'shop/web' can mean Deployment/shop/web or StatefulSet/shop/web: write one of these");
    expect((await ask(folder, 'StatefulSet/shop/web', '10.0.0.1', '--port', '80')).code).toBe(0);
  });
});

describe('why Windows nodes decide otherwise is told:', () => {
  const web = workload('shop/web', 'windows', {}, 'http');
  const tier = (name: string, order: number) =>
    JSON.stringify({ apiVersion: 'projectcalico.org/v3', kind: 'Tier', metadata: { name }, spec: { order } });
  const allow = (rule: object) => calico('shop/p', { types: ['Egress'], egress: [{ action: 'Allow', ...rule }] });

  test.each<[string, string[], object, string[], [linux: string, windows: string], string]>([
    [
      'except',
      [
        closed('shop', {
          policyTypes: ['Egress'],
          egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['9.9.9.9/32'] } }] }],
        }),
      ],
      {},
      [],
      ['allow', 'deny'],
      'Windows nodes leave spec.egress[0].to[0] of NetworkPolicy shop/closed out: it holds a negated match',
    ],
    [
      'notPorts',
      [allow({ protocol: 'TCP', destination: { notPorts: [25] } })],
      {},
      [],
      ['allow', 'deny'],
      'it holds a negated match',
    ],
    [
      'a Deny that is left out',
      [
        calico('first', {
          order: 1,
          types: ['Egress'],
          egress: [{ action: 'Deny', destination: { notNets: ['10.0.0.0/8'] } }, { action: 'Allow' }],
        }),
      ],
      {},
      [],
      ['deny', 'allow'],
      'Windows nodes leave spec.egress[0] of GlobalNetworkPolicy first out',
    ],
    [
      'a type of ICMP',
      [allow({ protocol: 'ICMP', icmp: { type: 8 } })],
      { protocol: 'ICMP', port: undefined },
      [],
      ['allow', 'deny'],
      'it names a type or a code of ICMP',
    ],
    [
      'the name of a port',
      [allow({ protocol: 'TCP', destination: { ports: [443, 'https'] } })],
      {},
      [],
      ['allow', 'deny'],
      'it names a port by a name',
    ],
    [
      'Pass in the last tier',
      [calico('shop/p', { types: ['Egress'], egress: [{ action: 'Pass' }] })],
      {},
      [],
      ['allow', 'deny'],
      'Behind spec.egress[0] no tier follows to which it could pass',
    ],
    [
      'ports of Pass that the next tier has not',
      [
        tier('first', 10),
        calico('first.p', {
          tier: 'first',
          types: ['Egress'],
          egress: [{ action: 'Pass', protocol: 'TCP', destination: { ports: [80] } }],
        }),
        allow({ protocol: 'TCP', destination: { ports: [1433] } }),
      ],
      { port: 22 },
      [],
      ['deny', 'allow'],
      'have none in common: Windows nodes take it for any port',
    ],
    [
      'tiers before Calico 3.29',
      [
        tier('first', 10),
        calico('first.p', { tier: 'first', order: 100, types: ['Egress'], egress: [{ action: 'Deny' }] }),
        calico('shop/p', { order: 1, types: ['Egress'], egress: [{ action: 'Allow' }] }),
      ],
      {},
      ['--calico', '3.28'],
      ['deny', 'allow'],
      'Before Calico 3.29 Windows nodes know no tiers: all policies stand in one order.',
    ],
    [
      'Pass before Calico 3.29',
      [
        tier('first', 10),
        calico('first.p', { tier: 'first', types: ['Egress'], order: 1, egress: [{ action: 'Pass' }] }),
      ],
      {},
      ['--calico', '3.28'],
      ['allow', 'deny'],
      'Before Calico 3.29 Windows nodes leave spec.egress[0] of GlobalNetworkPolicy first.p out: its action is Pass.',
    ],
    [
      'a staged policy',
      [calico('shop/p', { types: ['Egress'], egress: [{ action: 'Allow' }] }, 'StagedNetworkPolicy')],
      {},
      [],
      ['allow', 'deny'],
      'StagedNetworkPolicy shop/p is only tried out, but on Windows nodes its tier ends where it stands',
    ],
  ])('%s', async (_, policies, more, args, verdicts, reason) => {
    const flow = { from: 'shop/web', to: '8.8.8.8', protocol: 'TCP', port: 443, ...more };
    const folder = folderOf({ 'a.yaml': documents(web, ...policies), 'flows.txt': JSON.stringify([flow]) });
    const [{ linux, windows, actual }] = await flowsOf(folder, 'flows.txt', ...args);
    expect([linux.verdict, windows.verdict]).toEqual(verdicts);
    expect(actual.verdict).toBe(windows.verdict);
    expect(windows.egress.difference.join(' ')).toContain(reason);
    expect(linux.egress.difference).toEqual([]);
  });

  test('a rule of a Service, of which Windows looks at nothing else', async () => {
    const service = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { selector: { app: 'db' }, ports: [{ port: 53, protocol: 'UDP' }] },
    });
    const rule = allow({ protocol: 'TCP', destination: { services: { name: 'db', namespace: 'shop' } } });
    const folder = folderOf({
      'a.yaml': documents(web, workload('shop/db', 'linux'), service, rule),
      'flows.txt': JSON.stringify([{ from: 'shop/web', to: 'shop/db', protocol: 'UDP', port: 53 }]),
    });
    const [{ linux, windows }] = await flowsOf(folder, 'flows.txt');
    expect([linux.verdict, windows.verdict]).toEqual(['deny', 'allow']);
    expect(windows.egress.difference).toEqual([
      'In spec.egress[0] of NetworkPolicy shop/p Windows nodes look at the Service and at nothing else.',
    ]);
  });

  test('ports on which Felix itself fails', async () => {
    const policies = [
      tier('first', 10),
      calico('first.p', {
        tier: 'first',
        types: ['Egress'],
        egress: [{ action: 'Pass', protocol: 'TCP', destination: { ports: [443] } }],
      }),
      allow({ protocol: 'TCP', destination: { ports: [443] } }),
    ];
    const folder = folderOf({
      'a.yaml': documents(web, ...policies),
      'flows.txt': JSON.stringify([{ from: 'shop/web', to: '8.8.8.8', port: 443 }]),
    });
    const [{ linux, windows, actual }] = await flowsOf(folder, 'flows.txt');
    expect([linux.verdict, windows.verdict, actual.verdict]).toEqual(['allow', 'broken', 'broken']);
    expect(windows.egress.why).toContain('Felix) fails on these policies: the highest port of both rules is 443');
    expect(await answered(folder, 'a.yaml')).toContain('unknown: Felix cannot put the policies into force');
  });
});

test('a policy of an administrator decides before those of the application', async () => {
  const admin = (action: string) =>
    JSON.stringify({
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name: 'no-internet' },
      spec: {
        priority: 1,
        subject: { namespaces: {} },
        egress: [{ action, to: [{ networks: ['0.0.0.0/0'] }] }],
      },
    });
  const open = calico('shop/open', { types: ['Egress'], egress: [{ action: 'Allow' }] });
  const files = (action: string) => ({ 'a.yaml': documents(workload('shop/web', 'linux'), open, admin(action)) });
  const { stdout } = await ask(folderOf(files('Deny')), 'shop/web', '8.8.8.8', '--port', '443');
  expect(stdout).toContain(
    'spec.egress[0].to[0] of AdminNetworkPolicy no-internet (tier adminnetworkpolicy) denies it.',
  );
  const wrong = await ask(folderOf(files('Denny')), 'shop/web', '8.8.8.8', '--port', '443');
  expect(wrong.stdout).toContain('AdminNetworkPolicy no-internet');
  expect(wrong.code).toBe(2);
});

describe('what is not known', () => {
  test('is said where it decides', async () => {
    const toNet = calico('shop/to-net', {
      types: ['Egress'],
      egress: [{ action: 'Allow', destination: { nets: ['10.1.0.0/16'] } }],
    });
    const folder = folderOf({
      'a.yaml': documents(workload('shop/a', 'linux'), workload('shop/b', 'linux'), toNet),
      'flows.txt': JSON.stringify([{ from: 'shop/a', to: 'shop/b', port: 80 }]),
    });
    const verdictOf = ([{ actual }]: readonly ReportedFlow[]) => actual.verdict;
    expect(verdictOf(await flowsOf(folder, 'flows.txt'))).toBe('depends');
    expect(verdictOf(await flowsOf(folder, 'flows.txt', '--pod-cidr', '10.1.0.0/24'))).toBe('allow');
    expect(verdictOf(await flowsOf(folder, 'flows.txt', '--pod-cidr', '10.2.0.0/16,10.3.0.0/16'))).toBe('deny');
    const { stdout } = await ask(folder, 'shop/a', 'shop/b', '--port', '80');
    expect(stdout).toContain('It depends on the address of shop/b, which is not known.');
    const { stdout: lines } = await called(['isolation', '.', '--flows', 'flows.txt'], folder);
    for (const text of [stdout, lines])
      expect(text).toContain('\nnote Where it depends on an address: --pod-cidr says');
  });

  test('is that pods behind a Service are not alike', async () => {
    const service = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'any', namespace: 'shop' },
      spec: { selector: { tier: 'front' }, ports: [{ port: 80 }] },
    });
    const folder = folderOf({
      'a.yaml': documents(
        workload('shop/open', 'linux', { tier: 'front' }),
        workload('shop/shut', 'linux', { tier: 'front' }),
        service,
        calico('shop/shut', { selector: 'app == "shut"', types: ['Ingress'] }),
      ),
      'flows.txt': JSON.stringify([{ from: '8.8.8.8', to: 'shop/any', port: 80 }]),
    });
    const [{ actual }] = await flowsOf(folder, 'flows.txt');
    expect([actual.verdict, actual.ingress.why]).toEqual(['depends', 'The pods that are meant are not alike.']);
    const { stdout } = await ask(folder, '8.8.8.8', 'shop/any', '--port', '80');
    expect(stdout).toContain('8.8.8.8 → shop/open, TCP 80');
    expect(stdout).toContain('8.8.8.8 → shop/shut, TCP 80');
  });
});
