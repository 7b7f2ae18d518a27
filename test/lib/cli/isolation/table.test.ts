import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { BANK } from './bank';
import { answered, called } from './called';
import { calico, closed, documents, runningPod, workload } from './shop';

const EXCEPT = closed('shop', {
  policyTypes: ['Ingress', 'Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }], ports: [{ port: 443 }] }],
});
const shop = folderOf({
  'shop.yaml': documents(workload('shop/web', 'windows'), workload('shop/worker', 'linux'), EXCEPT),
});

describe('the table', () => {
  test('marks what Windows nodes make of a policy, beside what Linux nodes would', async () => {
    const text = await answered(shop, 'shop.yaml', '--pod-cidr', '100.64.0.0/10');
    expect(text).toContain('shop/web (Windows)\n  → Kubernetes DNS, the Internet  -  ! on Linux nodes: TCP 443\n');
    expect(text).toContain('shop/worker (Linux)\n  → Kubernetes DNS, the Internet  TCP 443\n');
    expect(text).toContain(
      '2 workloads, 2 isolated by a policy; 1 Windows workload, 1 where Windows enforces something else',
    );
  });

  test.each([
    ['linux', 'if all nodes were Linux', 'TCP 443  ! on Windows nodes: -'],
    ['windows', 'if all nodes were Windows', '-  ! on Linux nodes: TCP 443'],
  ])('is that of %s nodes where somebody asks for them', async (nodes, title, row) => {
    const text = await answered(shop, 'shop.yaml', '--nodes', nodes);
    expect(text).toContain(title);
    expect(text).toContain(`shop/worker (Linux)\n  → Kubernetes DNS, the Internet  ${row}\n`);
  });

  test('says on which addresses it depends, unless it knows them', async () => {
    const objects = [
      calico('shop/to-net', {
        types: ['Egress'],
        selector: 'app == "a"',
        egress: [{ action: 'Allow', destination: { nets: ['10.1.0.0/16'] } }],
      }),
    ];
    const unknown = folderOf({
      'a.yaml': documents(workload('shop/a', 'linux'), workload('shop/b', 'linux'), ...objects),
    });
    const all = await answered(unknown, 'a.yaml');
    expect(all).toContain('→ shop/a, shop/b, Kubernetes DNS  depends on the address of whoever is connected to: all\n');
    expect(all).toContain('\nWhere it depends on an address: --pod-cidr says where pods have theirs');
    expect(await answered(unknown, 'a.yaml', '--pod-cidr', '10.1.2.0/24')).not.toContain('Where it depends');
    expect(await answered(unknown, 'a.yaml', '--format', 'csv')).toContain(
      'shop/b,linux,depends on the address of shop/b: all,',
    );
    expect(await answered(unknown, 'a.yaml', '--pod-cidr', '10.1.2.0/24')).toMatch(/→ [^\n]*shop\/b[^\n]* {2}all\n/);
    const known = folderOf({
      'a.yaml': documents(
        runningPod('shop/a', '10.2.0.1'),
        runningPod('shop/b', '10.1.0.1'),
        runningPod('shop/c', '10.2.0.2'),
        ...objects,
      ),
    });
    const text = await answered(known, 'a.yaml', '--pod-cidr', '10.2.0.0/16');
    expect(text).toMatch(/shop\/a \(Linux\)\n {2}→ shop\/b, 10\.1\.0\.0\/16 {2}all\n {2}- [^\n]*shop\/c/);
  });

  test('is about one namespace where one is asked for', async () => {
    const two = folderOf({
      'a.yaml': documents(workload('a/web', 'linux'), workload('b/web', 'linux'), workload('c/web', 'linux')),
    });
    const text = await answered(two, 'a.yaml', '--namespace', 'a');
    expect(text).toContain('a/web (Linux)\n  → a/web, b/web, c/web, Kubernetes DNS, the Internet  all\n');
    expect(text).toContain('b/web (Linux)\n  → a/web  all\n');
    const { code, stderr } = await called(['isolation', 'a.yaml', '--namespace', 'aa'], two);
    expect([code, stderr]).toEqual([2, expect.stringContaining("no workload is in 'aa', did you mean 'a'?")]);
  });

  test('tells pods of a workload once, by the name of what has made them', async () => {
    const owned = (name: string, address: string) =>
      runningPod(`shop/${name}`, address, 'windows', {
        labels: { app: 'web', 'pod-template-hash': '5d' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web-5d' }],
      });
    const folder = folderOf({
      'a.yaml': documents(
        workload('shop/web', 'windows'),
        owned('web-5d-x', '10.0.0.1'),
        owned('web-5d-y', '10.0.0.2'),
      ),
    });
    const text = await answered(folder, 'a.yaml');
    expect(text).toContain('shop/web (Windows)\n  → shop/web, Kubernetes DNS, the Internet  all\n');
    expect(text).toContain('1 workload,');
  });

  test('says of workloads that no policy can be about, and of those that name no system', async () => {
    const host = workload('shop/agent', 'windows').replace('"containers"', '"hostNetwork":true,"containers"');
    const folder = folderOf({ 'a.yaml': documents(host, workload('shop/any', undefined)) });
    const text = await answered(folder, 'a.yaml');
    expect(text).toContain('1 of them is on the network of the node, where no policy governs.');
    expect(text).toContain('1 of them names no operating system, and is taken for Linux.');
  });
});

describe('the dataplane of Windows nodes', () => {
  const sentence = async (...args: string[]) => (await answered(shop, 'shop.yaml', ...args)).split('\n')[1];

  test.each<[string[], string | RegExp]>([
    [[], 'Windows nodes run Calico 3.31.'],
    [['--calico', '3.29'], 'Windows nodes run Calico 3.29.'],
    [['--calico', 'v3.28.4'], 'Windows nodes run Calico 3.28: all tiers are one order of policies there'],
    [
      ['--platform', 'aks'],
      'Windows nodes run Calico 3.24, which Azure Kubernetes Service installs on them itself: all tiers',
    ],
    [['--platform', 'aks', '--calico', '3.31'], 'Windows nodes run Calico 3.31.'],
    [['--platform', 'eks', '--calico', 'none'], 'Nothing enforces policies on Windows nodes: '],
    [
      ['--platform', 'eks'],
      'Windows nodes run Calico 3.31. That is taken for granted: the network plug-in of EKS enforces',
    ],
    [['--platform', 'eks', '--calico', '3.30'], /^Windows nodes run Calico 3\.30\.$/],
    [['--calico', '3.99'], '3.99. What it does there is known of 3.24 to 3.31 only: it is taken to do as 3.31 does.'],
    [
      ['--calico', '3.20'],
      'are left out. What it does there is known of 3.24 to 3.31 only: it is taken to do as 3.24 does.',
    ],
    [['--platform', 'rke2'], 'Windows nodes run Calico 3.31.'],
    [['--platform', 'openshift'], 'What another policy engine makes of the policies is not computed.'],
    [['--platform', 'gke'], 'Nothing enforces policies on the Windows nodes of Google Kubernetes Engine'],
  ])('by %j is told', async (args, expected) => {
    const told = await sentence(...args);
    if (typeof expected === 'string') expect(told).toContain(expected);
    else expect(told).toMatch(expected);
  });

  test('is told beside a flow where it is taken for granted', async () => {
    const flow = ['shop.yaml', '--from', 'shop/web', '--to', '203.0.113.7', '--port', '443'];
    expect(await answered(shop, ...flow)).not.toContain('taken for granted');
    expect(await answered(shop, ...flow, '--platform', 'eks')).toContain(
      '\nnote Windows nodes run Calico 3.31. That is taken for granted: the network plug-in of EKS enforces policies on Linux nodes only',
    );
  });

  test('decides about tiers', async () => {
    const tiered = folderOf({
      'a.yaml': documents(
        workload('shop/web', 'windows'),
        JSON.stringify({
          apiVersion: 'projectcalico.org/v3',
          kind: 'Tier',
          metadata: { name: 'first' },
          spec: { order: 10 },
        }),
        calico('first.pass', { tier: 'first', types: ['Egress'], egress: [{ action: 'Pass' }] }),
      ),
    });
    const row = /shop\/web \(Windows\)\n[^\n]*/;
    expect(row.exec(await answered(tiered, 'a.yaml'))?.[0]).toMatch(/the Internet {2}all$/);
    expect(row.exec(await answered(tiered, 'a.yaml', '--calico', '3.28'))?.[0]).toMatch(
      /the Internet {2}- {2}! on Linux nodes: all$/,
    );
  });
});

describe('300 workloads', () => {
  const objects: string[] = [];
  for (let tenant = 0; tenant < 40; tenant++) {
    const namespace = `tenant-${tenant}`;
    for (const name of ['web', 'api', 'database', 'cache', 'queue', 'report', 'admin'])
      objects.push(workload(`${namespace}/${name}`, name === 'web' ? 'windows' : 'linux'));
    objects.push(closed(namespace, { policyTypes: ['Ingress', 'Egress'] }));
    objects.push(
      calico(`${namespace}/web`, {
        selector: 'app == "web"',
        types: ['Egress'],
        egress: [{ action: 'Allow', protocol: 'TCP', destination: { selector: 'app == "api"', ports: [8080] } }],
      }),
      calico(`${namespace}/api`, {
        selector: 'app == "api"',
        types: ['Ingress'],
        ingress: [
          { action: 'Allow', protocol: 'TCP', source: { selector: 'app == "web"' }, destination: { ports: [8080] } },
        ],
      }),
    );
  }
  for (let tool = 0; tool < 20; tool++) objects.push(workload(`tools/tool-${tool}`, 'linux'));
  const odd = calico('tenant-7/odd', {
    selector: 'app == "report"',
    types: ['Ingress'],
    ingress: [{ action: 'Allow', source: { namespaceSelector: 'projectcalico.org/name == "tools"' } }],
  });
  const folder = folderOf({ 'all.yaml': documents(...objects, odd) });

  test('are told by what they have in common, and what only some have', async () => {
    const text = await answered(folder, 'all.yaml');
    expect(text).toMatchSnapshot();
    expect(text.split('\n').length).toBeLessThan(40);
    expect(text).toContain('300 workloads, 280 isolated by a policy; 40 Windows workloads, 0 where');
  });

  test('can be looked at namespace by namespace', async () => {
    const text = await answered(folder, 'all.yaml', '--namespace', 'tenant-7');
    expect(text).toContain('all of tools (Linux)\n    → tenant-7/report  all\n');
    expect(text).not.toContain('tenant-8');
  });
});

describe('for programs, the table', () => {
  const bank = folderOf({ 'bank.yaml': BANK });

  test('is CSV, a pair in a line', async () => {
    const csv = await answered(shop, 'shop.yaml', '--format', 'csv', '--pod-cidr', '10.2.0.0/16');
    expect(csv.split('\r\n')).toEqual([
      'from,from_system,to,to_system,connections,if_linux,if_windows',
      'shop/web,windows,Kubernetes DNS,linux,-,TCP 443,-',
      'shop/web,windows,the Internet,,-,TCP 443,-',
      'shop/worker,linux,Kubernetes DNS,linux,TCP 443,TCP 443,-',
      'shop/worker,linux,the Internet,,TCP 443,TCP 443,-',
      '',
    ]);
  });

  test('is no CSV of more lines than a spreadsheet takes', async () => {
    const pods = Array.from({ length: 1025 }, (_, index) =>
      runningPod(`shop/p${index}`, `10.0.${index >> 8}.${index & 255}`),
    );
    const folder = folderOf({ 'a.yaml': documents(...pods) });
    expect(await called(['isolation', 'a.yaml', '--format', 'csv', '--quiet'], folder)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: --format csv: 1,\d{3},\d{3} pairs can talk, a line for each: ask about some with --namespace, or take --format json\n/,
      ),
    });
  });

  test('quotes what CSV needs quoted', async () => {
    const folder = folderOf({
      'a.yaml': documents(
        workload('shop/web', 'linux'),
        calico('shop/web', {
          types: ['Egress'],
          egress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [80, 443] } }],
        }),
      ),
    });
    expect(await answered(folder, 'a.yaml', '--format', 'csv')).toContain(
      'shop/web,linux,the Internet,,"TCP 80, 443",',
    );
  });

  test.each(['dot', 'mermaid'])('is a picture: %s', async (format) => {
    expect(await answered(bank, 'bank.yaml', '--format', format, '--quiet')).toMatchSnapshot();
    const picture = await answered(shop, 'shop.yaml', '--format', format);
    expect(picture).toContain(format === 'dot' ? 'style=dashed' : '-.->');
    expect(picture).toMatch(/nothing.*\(otherwise on Linux nodes(?::|#58;) TCP 443\)/);
  });

  describe('is a picture whatever the names are:', () => {
    const names = ['a"]; evil [label="b', 'ends\\', '\\N \\n \\"', '&lt;b&gt;', 'two\nlines', '`x` #quot; %%{init}%%'];
    const folder = folderOf({
      'a.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: names.map((name) => JSON.parse(runningPod(`${name}/${name}`, '10.0.0.1'))),
      }),
    });

    test.each([
      [
        'dot',
        [
          String.raw`a\"]; evil [label=\"b`,
          String.raw`ends\\`,
          String.raw`\\N \\n \\\"`,
          '&amp;lt;b&amp;gt;',
          String.raw`two\\u000alines`,
          '`x` #quot; %%{init}%%',
        ],
      ],
      [
        'mermaid',
        [
          'a#34;#93;#59; evil #91;label#61;#34;b',
          'ends#92;',
          '#92;N #92;n #92;#34;',
          '#38;lt#59;b#38;gt#59;',
          'two#92;u000alines',
          '#96;x#96; #35;quot#59; #37;#37;#123;init#125;#37;#37;',
        ],
      ],
    ])('%s', async (format, expected) => {
      const { stdout } = await called(['isolation', 'a.json', '--format', format, '--quiet'], folder);
      for (const text of expected) expect(stdout).toContain(text);
    });
  });

  test('goes to a file where one is named', async () => {
    const folder = folderOf({ 'bank.yaml': BANK });
    const args = ['isolation', 'bank.yaml', '--quiet'];
    expect(await called([...args, '--output', 'all.txt'], folder)).toEqual({ code: 0, stdout: '', stderr: '' });
    const { stdout } = await called(['isolation', 'bank.yaml', '--quiet', '--output', 'no/such/folder.txt'], folder);
    expect(stdout).toBe('');
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${folder}/all.txt`, 'utf8')).toBe((await called(args, folder)).stdout);
  });
});
