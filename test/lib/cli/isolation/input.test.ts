import { describe, expect, test } from 'vitest';
import { command, folderOf } from '../command';
import { BANK } from './bank';
import { called } from './called';
import { calico, closed, documents, workload } from './shop';

const folder = folderOf({ 'bank.yaml': BANK });
const isolation = (...args: string[]) => called(['isolation', ...args], folder);

describe('a wrong call says what to write, on stderr, and exits with 2:', () => {
  test.each([
    ['no path', [], 'isolation needs a file, a folder, a pattern, or - for standard input'],
    ['an empty path', ['.', ''], 'a path is empty: write . for the working directory'],
    [
      'one value twice',
      ['.', '--from', 'a', '--to', 'b', '--from', 'c'],
      '--from stands here a second time: it takes one value',
    ],
    ['an unknown option', ['.', '--platfrom', 'aks'], "unknown option --platfrom, did you mean '--platform'?"],
    ['an unknown format', ['.', '--format', 'svg'], "--format: 'svg' is none of text, json, csv, dot, mermaid"],
    ['an unknown platform', ['.', '--platform', 'ask'], "did you mean 'aks'?"],
    ['no version', ['.', '--calico', '4'], "--calico: '4' is no version such as 3.31, and not none"],
    ['no network', ['.', '--pod-cidr', '10.0.0.0'], "--pod-cidr: '10.0.0.0' is no network such as 10.244.0.0/16"],
    [
      'unknown nodes',
      ['.', '--nodes', 'window'],
      "--nodes: 'window' is none of actual, linux, windows, did you mean 'windows'?",
    ],
    ['standard input twice', ['-', '--diff', '-'], '- stands for standard input, which can be read once only'],
    [
      'a file that cannot be written',
      ['.', '--output', '/no/such/folder/file'],
      '--output /no/such/folder/file: it cannot be written',
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await isolation(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Try `cdk8s-windows isolation --help`.');
    expect([code, stdout]).toEqual([2, '']);
  });
});

describe('as a program of its own the command', () => {
  test('explains itself, and is in the list of commands', async () => {
    const { code, stdout } = await command(['help', 'isolation']);
    expect(code).toBe(0);
    for (const option of ['--platform', '--calico', '--pod-cidr', '--from', '--flows', '--diff', '--nodes', '--output'])
      expect(stdout).toContain(option);
    expect((await command(['--help'])).stdout).toContain('cdk8s-windows isolation PATH…');
    expect((await command(['isolatoin'])).stderr).toContain("did you mean 'isolation'?");
  });

  test('reads standard input, and paints only where somebody looks', async () => {
    const run = (env: Record<string, string>, ...args: string[]) =>
      command(['isolation', '-', ...args], { input: BANK, env });
    expect((await run({})).stdout).toContain('yaobank-customer/customer (Windows)');
    expect((await run({})).stdout).not.toContain('\u001b[');
    expect((await run({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[');
    expect((await run({ FORCE_COLOR: '1' }, '--no-color')).stdout).not.toContain('\u001b[');
    expect((await run({ FORCE_COLOR: '1' }, '--format', 'csv')).stdout).not.toContain('\u001b[');
  });

  test('does not mind a reader that has had enough', async () => {
    const many = Array.from({ length: 200 }, (_, index) => workload(`shop/w${index}`, 'linux'));
    const { code, stderr } = await command(['isolation', '-', '--format', 'csv'], {
      input: documents(...many),
      readsLittle: true,
    });
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('what plays no part in the answer is told, and ends with 2:', () => {
  const shop = documents(workload('shop/web', 'windows'), workload('shop/db', 'linux'));
  const shut = closed('shop', { policyTypes: ['Ingress', 'Egress'] });

  test.each([
    [
      'a file that is not there',
      [shut],
      ['missing.yaml'],
      'cannot be read missing.yaml\n    there is no such file or folder',
    ],
    ['a document that is no YAML', [shut, 'a: "b'], [], 'cannot be read a.yaml:7:4'],
    [
      'a selector that does not parse',
      [shut, calico('broken', { selector: 'app == web', types: ['Ingress'] })],
      [],
      `spec.selector is 'app == web': at character 8, "web": a value in quotes belongs here`,
    ],
    [
      'a policy of Kubernetes that the API server refuses',
      [shut, closed('shop', { podSelector: { matchLabels: { app: '-' } } }).replace('closed', 'wrong')],
      [],
      'error network-policy-selector a.yaml:7',
    ],
    [
      'a field of another type',
      [shut, calico('shop/wrong', { types: ['Egress'], egress: [{ action: 'Allow', destination: { ports: 80 } }] })],
      [],
      'error field-type a.yaml:7',
    ],
    [
      'a tier that is not there',
      [shut, calico('first.p', { tier: 'first', types: ['Ingress'] })],
      [],
      'not computed Tier first is not among the objects, and no cluster has it by itself: it is taken to stand behind all others',
    ],
    [
      'a Service that is not there',
      [
        shut,
        calico('shop/api', {
          types: ['Egress'],
          egress: [{ action: 'Allow', destination: { services: { name: 'kubernetes', namespace: 'default' } } }],
        }),
      ],
      [],
      'not computed Service default/kubernetes, which policies name, is not among the objects',
    ],
    [
      'a network of IPv6 for Windows pods',
      [shut],
      ['--pod-cidr', 'fd00::/64'],
      'not computed The networks of pods are of IPv6 only, which Windows nodes cannot have: name the one of IPv4 as well.',
    ],
    [
      'a kind that is not computed',
      [
        shut,
        JSON.stringify({
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumNetworkPolicy',
          metadata: { name: 'c', namespace: 'shop' },
        }),
      ],
      [],
      'not computed CiliumNetworkPolicy shop/c is left out: what cilium.io/v2 says is not computed.',
    ],
    [
      'a kind that networking.k8s.io does not have',
      [shut, closed('shop', {}).replace('"NetworkPolicy"', '"NetworkPolicies"')],
      [],
      "kind is 'NetworkPolicies': networking.k8s.io/v1 has no such kind",
    ],
    [
      'a kind in small letters',
      [shut, closed('shop', {}).replace('"NetworkPolicy"', '"networkpolicy"')],
      [],
      'error unknown-kind a.yaml:7',
    ],
    [
      'a kind that Calico does not have',
      [shut, calico('shop/many', {}).replace('"NetworkPolicy"', '"NetworkPolicys"')],
      [],
      'error unknown-kind a.yaml:7',
    ],
    [
      'a policy whose kind is misspelt in the plural',
      [shut, calico('shop/many', {}).replace('"NetworkPolicy"', '"StagedNetworkPolicies"')],
      [],
      'error unknown-kind a.yaml:7',
    ],
    [
      'a kind that resembles a policy, in a group of which not all kinds are known',
      [
        shut,
        calico('shop/many', {})
          .replace('projectcalico.org/v3', 'crd.projectcalico.org/v1')
          .replace('Policy', 'Policies'),
      ],
      [],
      'not computed NetworkPolicies shop/many is left out: what crd.projectcalico.org/v1 says is not computed.',
    ],
    [
      'a field that policies do not have',
      [shut, closed('shop', { ingress: [{ form: [] }] }).replace('closed', 'wrong')],
      [],
      'error policy-field a.yaml:7',
    ],
    [
      'a field that policies of Calico do not have',
      [shut, calico('shop/wrong', { selector: 'all()', egres: [] })],
      [],
      'warning policy-field a.yaml:7',
    ],
    [
      'a field that namespaces do not have',
      [shut, JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', lables: { a: 'b' } } })],
      [],
      'error unknown-field a.yaml:7',
    ],
  ])('%s', async (_, objects, more, message) => {
    const cwd = folderOf({ 'a.yaml': documents(shop, ...objects) });
    const { code, stdout } = await called(['isolation', 'a.yaml', ...more], cwd);
    expect(stdout).toContain(message);
    // the rest is answered
    expect(stdout).toContain('2 workloads, 2 isolated by a policy');
    expect(code).toBe(2);
    const { stderr, stdout: csv } = await called(['isolation', 'a.yaml', ...more, '--format', 'csv'], cwd);
    expect(stderr).toMatch(/^(error|warning|note): /);
    expect(csv).not.toContain(message);
  });

  test('a group of which nobody knows anything is none, whatever it is called', async () => {
    const foreign = JSON.stringify({ apiVersion: 'constructor/v1', kind: 'Foo', metadata: { name: 'a' } });
    const { code, stdout } = await called(['isolation', '-'], folder, documents(shop, shut, foreign));
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 workloads, 2 isolated by a policy')]);
    const { stderr } = await called(['isolation', '.', '--from', 'constructor/customer', '--to', '10.0.0.1'], folder);
    expect(stderr).toContain("there is no 'constructor/customer'");
  });

  test('a policy that Calico refuses does not close anything, as in the cluster', async () => {
    const cwd = folderOf({
      'a.yaml': documents(shop, calico('broken', { selector: 'app == web', types: ['Ingress', 'Egress'] })),
    });
    expect((await called(['isolation', 'a.yaml'], cwd)).stdout).toContain('2 workloads, 0 isolated by a policy');
  });
});

describe('what is worth knowing is noted, and no trouble:', () => {
  const noted = async (...objects: string[]) => {
    const { code, stdout } = await called(
      ['isolation', 'a.yaml'],
      folderOf({ 'a.yaml': documents(workload('shop/web', 'linux'), ...objects) }),
    );
    expect(code).toBe(0);
    return stdout;
  };

  test('labels of a namespace that nobody shows', async () => {
    const policy = calico('all', { namespaceSelector: 'team == "a"', types: ['Ingress'] });
    expect(await noted(policy)).toContain(
      'note The labels of namespaces shop, kube-system are taken to be none, since no manifest shows them; policies ask for team.',
    );
    const namespace = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    expect(await noted(policy, namespace('shop'), namespace('kube-system'))).not.toContain('note');
  });

  test('an object that is there twice, of which the last counts', async () => {
    const open = closed('shop', { policyTypes: ['Ingress'], ingress: [{}] });
    const shut = closed('shop', { policyTypes: ['Ingress'] });
    expect(await noted(shut, open)).toMatch(
      /the Internet\n {2}→ shop\/web {2}all\n[\s\S]*note NetworkPolicy shop\/closed is there more than once: the last one counts\./,
    );
    expect(await noted(open, shut)).toMatch(/the Internet\n {2}- shop\/web\n/);
  });

  test('a policy for hosts', async () => {
    expect(await noted(calico('hosts', { doNotTrack: true, applyOnForward: true, types: ['Ingress'] }))).toContain(
      'note GlobalNetworkPolicy hosts is left out: with doNotTrack or preDNAT it is about host endpoints only.',
    );
  });
});

test('the DNS of the cluster is taken from the objects where they hold it', async () => {
  const dns = workload('kube-system/coredns', 'linux', { 'k8s-app': 'kube-dns' });
  const shut = calico('dns', { namespaceSelector: 'projectcalico.org/name == "kube-system"', types: ['Ingress'] });
  const cwd = folderOf({ 'a.yaml': documents(workload('shop/web', 'linux'), dns, shut) });
  const { stdout } = await called(['isolation', 'a.yaml'], cwd);
  expect(stdout).toContain(
    'shop/web (Linux)\n  → shop/web, the Internet  all\n  - kube-system/coredns (Kubernetes DNS)\n',
  );
});
