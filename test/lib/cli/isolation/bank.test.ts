import { describe, expect, test } from 'vitest';
import { folderOf } from '../command';
import { BANK, NEIGHBOURS } from './bank';
import { answered, flowsOf } from './called';

const [CUSTOMER, SUMMARY, DATABASE] = ['customer', 'summary', 'database'].map((tier) => `yaobank-${tier}/${tier}`);
const NEWCOMER = 'newcomers/newcomer';
const AGENT = 'kube-system/agent';
const DNS = 'kube-system/kube-dns';
const INTERNET = '203.0.113.7';

/** Who reaches whom, by which protocol and port, and whether that passes; found by hand from what the policies say. */
const TRUTH: readonly [from: string, to: string, protocol: string, port: number, isAllowed: boolean][] = [
  [INTERNET, CUSTOMER, 'TCP', 80, true],
  [INTERNET, CUSTOMER, 'TCP', 3389, true],
  [INTERNET, CUSTOMER, 'UDP', 80, false],
  [AGENT, CUSTOMER, 'TCP', 80, true],
  [CUSTOMER, SUMMARY, 'TCP', 80, true],
  [CUSTOMER, SUMMARY, 'TCP', 443, false],
  [CUSTOMER, SUMMARY, 'UDP', 80, false],
  [AGENT, SUMMARY, 'TCP', 80, true],
  [INTERNET, SUMMARY, 'TCP', 80, true],
  [INTERNET, SUMMARY, 'TCP', 443, false],
  [NEWCOMER, SUMMARY, 'TCP', 80, false],
  [CUSTOMER, DATABASE, 'TCP', 2379, false],
  [SUMMARY, DATABASE, 'TCP', 2379, true],
  [SUMMARY, DATABASE, 'TCP', 22, true],
  [SUMMARY, DATABASE, 'UDP', 2379, false],
  [SUMMARY, CUSTOMER, 'TCP', 80, false],
  [DATABASE, SUMMARY, 'TCP', 80, true],
  [DATABASE, SUMMARY, 'TCP', 443, false],
  [CUSTOMER, DNS, 'UDP', 53, true],
  [CUSTOMER, DNS, 'TCP', 53, false],
  [DATABASE, DNS, 'UDP', 53, true],
  [CUSTOMER, INTERNET, 'TCP', 443, false],
  [SUMMARY, INTERNET, 'TCP', 443, false],
  [CUSTOMER, '169.254.169.254', 'TCP', 80, false],
  [AGENT, NEWCOMER, 'TCP', 80, false],
  [INTERNET, NEWCOMER, 'TCP', 80, false],
  [NEWCOMER, DNS, 'UDP', 53, true],
  [NEWCOMER, INTERNET, 'TCP', 443, false],
];

const folder = folderOf({
  'bank.yaml': BANK,
  'neighbours.yaml': NEIGHBOURS,
  'asked/flows.txt': JSON.stringify(TRUTH.map(([from, to, protocol, port]) => ({ from, to, protocol, port }))),
});

describe('the bank', () => {
  test('is isolated as its policies say, on Linux nodes and on Windows nodes alike', async () => {
    const flows = await flowsOf(folder, 'asked/flows.txt');
    const told = flows.map(({ linux, windows, actual }) => [linux.verdict, windows.verdict, actual.verdict]);
    expect(told).toEqual(TRUTH.map(([, , , , isAllowed]) => Array(3).fill(isAllowed ? 'allow' : 'deny')));
  });

  test('is shown as a table', async () => {
    expect(await answered(folder, 'bank.yaml', '--quiet')).toMatchSnapshot();
  });

  test('tells for a flow which rules decide, and where they stand', async () => {
    const [flow] = await flowsOf(folderWith([{ from: CUSTOMER, to: SUMMARY, port: 80 }]), 'flows.txt');
    const line = (text: string) => BANK.slice(0, BANK.indexOf(text)).split('\n').length;
    expect(flow.actual.egress).toMatchObject({
      policy: 'NetworkPolicy yaobank-customer/p-external2customer',
      rule: 'spec.egress[0]',
      file: 'bank.yaml',
      line: line('destination: { serviceAccounts') - 2,
    });
    expect(flow.actual.ingress).toMatchObject({
      policy: 'NetworkPolicy yaobank-summary/p-customer2summary',
      rule: 'spec.ingress[0]',
      file: 'bank.yaml',
      line: line('destination: { selector: app == "summary", ports') - 2,
    });
  });

  test('does nothing on the Windows nodes of GKE, where nobody enforces policies', async () => {
    const flows = [
      { from: CUSTOMER, to: INTERNET, port: 443 },
      { from: CUSTOMER, to: DATABASE, port: 2379 },
    ];
    const [out, inside] = await flowsOf(folderWith(flows), 'flows.txt', '--platform', 'gke');
    expect([out.linux.verdict, out.windows.verdict, out.actual.verdict]).toEqual(['deny', 'allow', 'allow']);
    // the database runs on Linux, and closes its own end
    expect([inside.windows.verdict, inside.actual.verdict]).toEqual(['allow', 'deny']);
    expect(out.windows.egress.why).toContain(
      'Nothing enforces policies on the Windows nodes of Google Kubernetes Engine',
    );
  });
});

function folderWith(flows: readonly object[]): string {
  return folderOf({ 'bank.yaml': BANK, 'flows.txt': JSON.stringify(flows) });
}
