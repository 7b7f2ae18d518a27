import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { called, flowsOf } from './called';
import { closed, documents, workload } from './shop';

const NO_IPV6 = 'Calico for Windows knows no IPv6';
const open = closed('shop', {
  policyTypes: ['Ingress', 'Egress'],
  egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/32' } }] }, { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }],
});
const flows = JSON.stringify([
  { from: 'shop/web', to: '2001:db8::7', port: 443 },
  { from: '2001:db8::7', to: 'shop/web', port: 443 },
  { from: 'shop/web', to: '203.0.113.7', port: 443 },
]);
const folder = folderOf({
  'a.yaml': documents(workload('shop/web', 'windows'), workload('shop/db', 'linux'), open),
  'flows.txt': flows,
});
const isolation = async (...args: string[]) => (await called(['isolation', 'a.yaml', ...args], folder)).stdout;

describe('a connection of IPv6 to or from a Windows pod', () => {
  test('has no verdict on which one may count, and one of IPv4 has', async () => {
    const [out, into, ipv4] = await flowsOf(folder, 'flows.txt');
    for (const nodes of ['windows', 'actual'] as const) {
      expect(out[nodes].egress.difference).toEqual([expect.stringContaining(NO_IPV6)]);
      expect(into[nodes].ingress.difference).toEqual([expect.stringContaining(NO_IPV6)]);
      expect(JSON.stringify(ipv4[nodes])).not.toContain('IPv6');
    }
    for (const flow of [out, into]) expect(JSON.stringify(flow.linux)).not.toContain('IPv6');
    // what is outside is asked nothing
    expect([out.windows.ingress.difference, into.windows.egress.difference]).toEqual([[], []]);
  });

  test('is told so in words, also where the rules say the same as on Linux nodes', async () => {
    expect(await isolation('--flows', 'flows.txt', '--quiet')).toMatch(
      /^shop\/web → 2001:db8::7 .*! Calico for Windows knows no IPv6.*\n.*knows no IPv6.*\nshop\/web → 203\.0\.113\.7 TCP 443 +Linux allowed Windows allowed actual allowed\n$/,
    );
    const text = await isolation('--from', '2001:db8::7', '--to', 'shop/web', '--port', '443');
    expect(text).toMatch(
      /\nLinux nodes: denied\n[\s\S]*\nWindows nodes: denied\n[\s\S]*\n {4}! Calico for Windows knows/,
    );
  });

  test('is noted below the table, where a Windows pod and an address of IPv6 are in it', async () => {
    expect(await isolation()).toContain(`note ${NO_IPV6}`);
    expect(await isolation('--calico', 'none')).not.toContain('IPv6');
    const others = [
      documents(workload('shop/web', 'linux'), open),
      documents(workload('shop/web', 'windows'), closed('shop', { policyTypes: ['Ingress'] })),
    ];
    for (const text of others) expect((await called(['isolation', '-'], folder, text)).stdout).not.toContain('IPv6');
  });

  test('is for nobody to enforce where nobody enforces anything', async () => {
    const [out] = await flowsOf(folder, 'flows.txt', '--platform', 'gke');
    expect(out.windows.egress).toMatchObject({ verdict: 'allow', difference: [] });
  });
});
