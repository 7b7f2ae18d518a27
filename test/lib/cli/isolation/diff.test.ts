import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { BANK } from './bank';
import { called } from './called';
import { calico, closed, documents, workload } from './shop';

const web = workload('shop/web', 'windows');
const db = workload('shop/db', 'linux');
const shut = closed('shop', { policyTypes: ['Ingress', 'Egress'] });
const open = (port: number) => [
  calico('shop/out', {
    selector: 'app == "web"',
    types: ['Egress'],
    egress: [{ action: 'Allow', protocol: 'TCP', destination: { selector: 'app == "db"', ports: [port] } }],
  }),
  calico('shop/in', {
    selector: 'app == "db"',
    types: ['Ingress'],
    ingress: [
      { action: 'Allow', protocol: 'TCP', source: { selector: 'app == "web"' }, destination: { ports: [port] } },
    ],
  }),
];

async function diff(before: string[], now: string[], ...args: string[]) {
  const folder = folderOf({ 'old/a.yaml': documents(...before), 'new/a.yaml': documents(...now) });
  return called(['isolation', 'new', '--diff', 'old', ...args], folder);
}

describe('a difference', () => {
  test('between equal versions is none', async () => {
    const folder = folderOf({ 'bank.yaml': BANK });
    expect(await called(['isolation', '.', '--diff', '.', '--quiet'], folder)).toEqual({
      code: 0,
      stdout: 'Nothing has opened, nothing has closed.\n',
      stderr: '',
    });
  });

  test('names what has opened and what has closed, and ends with 1', async () => {
    const { code, stdout } = await diff([web, db, shut, ...open(1433)], [web, db, shut, ...open(1434)]);
    expect(stdout).toBe('Opened\n  + shop/web → shop/db  TCP 1434\n\nClosed\n  - shop/web → shop/db  TCP 1433\n\n');
    expect(code).toBe(1);
  });

  test('is exact where the versions cut ports and addresses at other places', async () => {
    const out = (net: string, ports: (number | string)[]) =>
      calico('shop/out', {
        selector: 'app == "web"',
        types: ['Egress'],
        egress: [{ action: 'Allow', protocol: 'TCP', destination: { nets: [net], ports } }],
      });
    const { stdout } = await diff(
      [web, out('203.0.112.0/23', ['80:90'])],
      [web, out('203.0.113.0/24', ['85:100'])],
      '--pod-cidr',
      '10.0.0.0/8',
    );
    expect(stdout).toBe(
      'Opened\n  + shop/web → 203.0.113.0/24  TCP 91-100\n\nClosed\n  - shop/web → 203.0.112.0/24  TCP 80-90\n  - shop/web → 203.0.113.0/24  TCP 80-84\n\n',
    );
  });

  test('is about the nodes that are asked for', async () => {
    const except = closed('shop', {
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }] }],
    });
    const all = closed('shop', { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] });
    expect((await diff([web, all], [web, except], '--nodes', 'linux')).stdout).toBe(
      'Closed\n  - shop/web → 169.254.169.254/32  all\n\n',
    );
    expect((await diff([web, all], [web, except])).stdout).toContain(
      'Closed\n  - shop/web → shop/web, Kubernetes DNS, the Internet  all',
    );
  });

  test('names workloads that came and went', async () => {
    const { stdout, code } = await diff([web, shut], [db, shut]);
    expect(stdout).toBe('1 new workload: shop/db.\n1 workload gone: shop/web.\n');
    expect(code).toBe(1);
  });

  test('shows what a new workload can do', async () => {
    expect((await diff([web, shut, ...open(1433)], [web, db, shut, ...open(1433)])).stdout).toContain(
      '+ shop/web → shop/db  TCP 1433\n',
    );
  });

  test('is told to programs', async () => {
    const { stdout } = await diff([web, db, shut], [web, db, shut, ...open(1433)], '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: 'actual',
      opened: [{ from: ['shop/web'], to: ['shop/db'], connections: 'TCP 1433' }],
      closed: [],
      added: [],
      removed: [],
    });
  });

  test('is trouble where one of the versions cannot be read, and then not all has opened', async () => {
    const folder = folderOf({ 'a.yaml': documents(web) });
    for (const args of [
      ['.', '--diff', 'missing'],
      ['missing', '--diff', '.'],
    ]) {
      const { code, stdout, stderr } = await called(['isolation', ...args], folder);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toBe(
        'error: missing: there is no such file or folder\nerror: Nothing is compared: one of the versions cannot be read.\n',
      );
    }
  });
});
