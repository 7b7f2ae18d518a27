import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { BANK } from './bank';
import { called } from './called';
import { calico, documents, runningPod } from './shop';

const ask = (folder: string, from: string, to: string, ...args: string[]) =>
  called(['isolation', '.', '--from', from, '--to', to, ...args], folder);

describe('a list of flows', () => {
  const flows = [
    { from: 'customer', to: 'summary', port: 80 },
    { from: 'customer', to: 'nobody', port: 80 },
    { from: 'customer', to: 'summary' },
    { from: 'customer', port: 80 },
    'customer',
    { from: 'customer', to: 'summary', port: '80' },
    { from: 'customer', to: 'summary', port: 443 },
  ];
  const folder = folderOf({
    'bank.yaml': BANK,
    'flows.txt': JSON.stringify(flows),
    'broken.txt': '[\n{"from": }\n]',
    'twice.txt': '[{"from": "customer", "to": "summary",\n  "port": 80, "port": 443}]',
    'comment.txt': '[ // customers\n]',
    'comma.txt': '[{"from": "customer", "to": "summary", "port": 80}\n  ,]',
    'none.txt': '{}',
    'empty.txt': '[]',
  });
  const list = (file: string, ...args: string[]) =>
    called(['isolation', 'bank.yaml', '--flows', file, '--quiet', ...args], folder);

  test('is answered line by line, and what cannot be answered hides nothing', async () => {
    const { code, stdout } = await list('flows.txt');
    expect(code).toBe(2);
    expect(stdout).toContain('customer → summary TCP 80   Linux allowed Windows allowed actual allowed\n');
    expect(stdout).toContain('customer → summary TCP 443  Linux denied  Windows denied  actual denied\n');
    expect(stdout).toContain("flow 1: there is no 'nobody' among the pods");
  });

  test('tells programs by index what cannot be answered', async () => {
    const { code, stdout, stderr } = await list('flows.txt', '--format', 'json');
    const { flows: answers, unreadable } = JSON.parse(stdout);
    expect(
      answers.map(({ port, linux }: { port: number; linux: { verdict: string } }) => [port, linux.verdict]),
    ).toEqual([
      [80, 'allow'],
      [443, 'deny'],
    ]);
    expect(unreadable).toEqual([
      { file: 'flows.txt', line: null, index: 1, message: expect.stringContaining("there is no 'nobody'") },
      { file: 'flows.txt', line: null, index: 2, message: 'a port is missing: TCP has ports' },
      { file: 'flows.txt', line: null, index: 3, message: expect.stringContaining('to is missing') },
      { file: 'flows.txt', line: null, index: 4, message: expect.stringContaining('it is no flow such as') },
      { file: 'flows.txt', line: null, index: 5, message: 'port is no number' },
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("error: flows.txt: flow 1: there is no 'nobody'")]);
  });

  test('is not answered where a field makes no sense', async () => {
    const noField = (field: string) =>
      `'${field}' is no field of a flow, which are from, to, protocol, port, sourcePort, icmpType, icmpCode`;
    const wrong: readonly (readonly [object, string])[] = [
      [{ protocol: 'ICMP', icmpType: 300 }, 'icmpType is 300: it is a number from 0 to 255'],
      [{ protocol: 'ICMP', icmpCode: 3 }, 'icmpType is missing: a code is one of a type'],
      [{ protocol: 'ICMP', port: 8 }, 'ICMP has no ports'],
      [{ port: 80, icmpType: 8 }, 'TCP has no icmpType'],
      [{ port: 80, sourcePort: 0 }, 'sourcePort is 0: a port is a number from 1 to 65535'],
      ...Object.entries({
        Protocol: 'protocol',
        protcol: 'protocol',
        prtocol: 'protocol',
        protocl: 'protocol',
        protocoll: 'protocol',
        ports: 'port',
        dport: 'port',
        source_port: 'sourcePort',
      }).map(
        ([field, meant]) => [{ port: 53, [field]: 'UDP' }, `${noField(field)}, did you mean '${meant}'?`] as const,
      ),
      [{ port: 53, nodes: 'linux' }, noField('nodes')],
      [{ port: 53, from: 17 }, 'from is 17: it must be a text such as "shop/web"'],
      [{ port: 80, to: '10.0.0.0/8' }, "'10.0.0.0/8' is a network: name one address of it"],
      [{ port: 80, from: '8.8.8.8', to: '2001:db8::7' }, '8.8.8.8 has IPv4 and 2001:db8::7 IPv6 only: nothing passes'],
    ];
    const asked = wrong.map(([fields]) => ({ from: 'customer', to: 'summary', ...fields }));
    const { stdout } = await called(
      ['isolation', 'bank.yaml', '--flows', '-', '--format', 'json', '--quiet'],
      folder,
      JSON.stringify([...asked, { ...asked[0], icmpType: 8, comment: 'a ping' }]),
    );
    const { flows: answers, unreadable } = JSON.parse(stdout);
    expect(unreadable.map(({ message }: { message: string }) => message)).toEqual(wrong.map(([, message]) => message));
    expect(answers).toHaveLength(1);
  });

  test('finds a Service by the address that it has in the cluster', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { clusterIP: '10.96.0.10', selector: { app: 'db' }, ports: [{ port: 80, targetPort: 5432 }] },
    };
    const objects = [
      runningPod('shop/web', '10.0.0.1'),
      runningPod('shop/db', '10.0.0.2'),
      JSON.stringify(service),
      calico('shop/db', {
        selector: 'app == "db"',
        types: ['Ingress'],
        ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [5432] } }],
      }),
    ];
    const to = (port: number) => ({ from: 'shop/web', to: '10.96.0.10', port });
    const own = folderOf({ 'a.yaml': documents(...objects), 'flows.txt': JSON.stringify([to(80), to(81)]) });
    const { stdout } = await called(['isolation', '.', '--flows', 'flows.txt', '--quiet'], own);
    expect(stdout).toMatch(/^shop\/web → 10\.96\.0\.10 TCP 80 +Linux allowed/);
    expect(stdout).toContain('flow 1: Service shop/db has no port TCP 81: it has 80');
  });

  test('finds it however the address is written', async () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { clusterIP: 'fd00:0::5', selector: { app: 'db' }, ports: [{ port: 80, targetPort: 5432 }] },
    };
    const own = folderOf({ 'a.yaml': documents(runningPod('shop/db', 'fd00::2'), JSON.stringify(service)) });
    const { stdout } = await ask(own, 'fd00::1', 'fd00::5', '--port', '80');
    expect(stdout).toContain('fd00::1 → shop/db, TCP 5432 (port 80 of fd00::5)\n');
  });

  test.each([
    ['missing.txt', 'there is no such file or folder', null],
    ['broken.txt', 'a value', 2],
    ['twice.txt', "the key 'port' stands here a second time", 2],
    ['comment.txt', 'JSON has no comments', 1],
    ['comma.txt', "no comma may stand before ']'", 2],
    ['none.txt', 'it holds no list of flows', null],
  ])('that cannot be read is named: %s', async (file, message, line) => {
    const { code, stdout } = await list(file, '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).unreadable).toEqual([
      { file, line, index: null, message: expect.stringContaining(message) },
    ]);
  });

  test('that is no JSON is named with line and column', async () => {
    expect((await list('comma.txt')).stdout).toContain('cannot be read comma.txt:2:3\n');
  });

  test('that is empty is noted', async () => {
    const { code, stderr } = await called(['isolation', 'bank.yaml', '--flows', 'empty.txt'], folder);
    expect([code, stderr]).toEqual([0, 'note: empty.txt: it holds no flow\n']);
  });

  test('can be one that was answered', async () => {
    const flow = [{ from: 'customer', to: 'summary', port: 80 }];
    const ask = (input: unknown) =>
      called(['isolation', 'bank.yaml', '--flows', '-', '--format', 'json', '--quiet'], folder, JSON.stringify(input));
    const { stdout } = await ask(flow);
    expect((await ask(JSON.parse(stdout))).stdout).toBe(stdout);
  });

  test('can come by standard input', async () => {
    const { stdout } = await called(
      ['isolation', 'bank.yaml', '--flows', '-', '--quiet'],
      folder,
      JSON.stringify({ flows: [flows[0]] }),
    );
    expect(stdout).toContain('actual allowed');
  });
});
