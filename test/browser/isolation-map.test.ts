import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { BANK } from '../lib/cli/isolation/bank';
import { calico, closed, documents, workload } from '../lib/cli/isolation/shop';
import { fleet } from './fleet';
import { cellName, clickPair, explanations, opened } from './opened-map';

const SHOP = documents(
  workload('shop/web', 'windows'),
  workload('shop/db', 'linux'),
  workload('shop/job', undefined),
  closed('shop', {
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 1433 }] }],
    egress: [
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } }], ports: [{ port: 443 }] },
      { to: [{ podSelector: {} }], ports: [{ port: 1433 }] },
    ],
  }),
);

/** Windows nodes leave its Deny out. */
const OPENED = documents(
  workload('shop/web', 'windows'),
  workload('shop/db', 'linux'),
  calico('shop/not-from-web', {
    selector: 'app == "web"',
    types: ['Ingress'],
    ingress: [{ action: 'Deny', source: { notNets: ['203.0.113.0/24'] } }, { action: 'Allow' }],
  }),
);

/** Windows nodes fail on what both tiers say of one port. */
const BROKEN = documents(
  workload('shop/web', 'windows'),
  workload('shop/db', 'linux'),
  calico('first', { order: 10 }, 'Tier'),
  calico('first.p', {
    tier: 'first',
    types: ['Egress'],
    egress: [{ action: 'Pass', protocol: 'TCP', destination: { ports: [443] } }],
  }),
  calico('allow', {
    types: ['Egress'],
    egress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [443] } }],
  }),
);

async function linesOfCommand(answer: (...args: string[]) => Promise<string>, from: string, to: string, port: number) {
  const text = await answer('--from', from, '--to', to, '--port', `${port}`);
  const [, ...lines] = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

describe('the map', () => {
  test('asks for nothing from anywhere, and the browser complains about nothing', async () => {
    const { page, complaints } = await opened({ 'shop.yaml': SHOP });
    await page.getByText('Matrix', { exact: true }).click();
    await clickPair(page, 'shop/web', 'shop/db');
    await page.getByText('all Windows', { exact: true }).click();
    await page.getByText('Map', { exact: true }).click();
    await page.getByRole('button', { name: 'db' }).first().click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(300);
    expect(complaints).toEqual([]);
  });

  test('holds every workload of the input, by namespace and with its system', async () => {
    const manifests = fleet(60);
    const { page } = await opened(
      { 'fleet.yaml': manifests },
      { hash: { view: 'matrix', open: 'team-0,team-1,team-2,team-3,team-4,' } },
    );
    const workloads = parseAllDocuments(manifests)
      .map((document) => document.toJS())
      .filter(({ kind }) => kind === 'Deployment');
    expect(workloads).toHaveLength(60);
    const titles = (role: string) =>
      page.evaluate<Record<string, string>>(
        `Object.fromEntries([...document.querySelectorAll('[role=${role}] button')].map((each) => [each.title, each.textContent]))`,
      );
    for (const role of ['rowheader', 'columnheader']) {
      const found = await titles(role);
      for (const { metadata, spec } of workloads) {
        const system = spec.template.spec.os.name === 'windows' ? 'Windows' : 'Linux';
        expect(found[`${metadata.namespace}/${metadata.name}`]).toBe(`${system[0]} (${system})${metadata.name}`);
      }
      expect(Object.keys(found)).toEqual(expect.arrayContaining(['all of team-3', 'the Internet', 'Kubernetes DNS']));
    }
  });

  test('shows for a pair what the command says of its flow, word for word', async () => {
    const bank = await opened({ 'bank.yaml': BANK }, { hash: { view: 'matrix' } });
    const shop = await opened({ 'shop.yaml': SHOP }, { hash: { view: 'matrix' } });
    const open = await opened({ 'shop.yaml': OPENED }, { hash: { view: 'matrix' } });
    const broken = await opened({ 'shop.yaml': BROKEN }, { hash: { view: 'matrix' } });
    const flows = [
      [bank, 'yaobank-customer/customer', 'yaobank-summary/summary', 80, 'TCP 80'],
      [bank, 'yaobank-customer/customer', 'yaobank-database/database', 2379, 'all'],
      [shop, 'shop/web', 'shop/db', 1433, 'TCP 1433'],
      [shop, 'shop/web', 'shop/job', 443, 'TCP 443'],
      [shop, 'shop/db', 'shop/web', 1433, 'TCP 1433'],
      [open, 'shop/db', 'shop/web', 80, 'all'],
      [broken, 'shop/web', 'shop/db', 443, 'TCP 443'],
    ] as const;
    for (const [{ page, answer }, from, to, port, connections] of flows) {
      await clickPair(page, from, to);
      await page.getByRole('heading', { name: `${from} (` }).waitFor();
      const told = await explanations(page);
      const one = told.find(({ title }) => title.replace(/^all connections$/, 'all') === connections);
      expect({ from, to, lines: one?.lines }).toEqual({
        from,
        to,
        lines: await linesOfCommand(answer, from, to, port),
      });
    }
  });

  test('marks what Windows nodes fail on, and what they open', async () => {
    const legendOf = async (manifests: string) => {
      const { page } = await opened({ 'shop.yaml': manifests });
      return page.locator('.legend').textContent();
    };
    expect(await legendOf(BROKEN)).toContain('broken on Windows nodes');
    expect(await legendOf(OPENED)).toContain('more open on Windows nodes');
  });

  test('leads by a link to what was looked at, and the back button undoes a step', async () => {
    const { page } = await opened({ 'shop.yaml': SHOP }, { hash: { view: 'matrix', from: 'shop/web', to: 'shop/db' } });
    const heading = page.locator('.panel h2');
    expect(await heading.textContent()).toMatch(/^shop\/web.* → shop\/db/);
    await page.getByRole('button', { name: 'The way back' }).click();
    expect(await heading.textContent()).toMatch(/^shop\/db.* → shop\/web/);
    expect(page.url()).toContain('from=shop%2Fdb&to=shop%2Fweb');
    await page.goBack();
    expect(await heading.textContent()).toMatch(/^shop\/web.* → shop\/db/);
  });

  test('is filtered by name, namespace, system and mark, with those who talk to what is left', async () => {
    const { page } = await opened({ 'fleet.yaml': fleet(24) }, { hash: { view: 'matrix', open: 'team-0,team-1' } });
    const rows = () =>
      page.evaluate<string[]>(
        `[...document.querySelectorAll('[role=rowheader] button')].map(({ title }) => title).filter((title) => title.includes('/'))`,
      );
    const all = await rows();
    await page.getByLabel('Workload', { exact: true }).fill('team-1/cache');
    expect((await rows()).sort()).toEqual(['team-1/api', 'team-1/cache', 'team-1/orders']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Namespace', { exact: true }).selectOption('team-0');
    const ofTeam = await rows();
    expect(ofTeam).toEqual(expect.arrayContaining(all.filter((name) => name.startsWith('team-0/'))));
    // whom the scheduler of the other team talks to
    expect(ofTeam.filter((name) => name.startsWith('team-1/'))).toEqual(['team-1/scheduler']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('System', { exact: true }).selectOption('windows');
    expect(await page.getByRole('status').textContent()).toContain(': 12 fit the filters');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'more closed on Windows nodes' }).click();
    const closedOnly = await rows();
    expect(closedOnly).toContain('team-1/mailer');
    expect(closedOnly).not.toContain('team-0/db');
  });

  test('shows on demand what would pass if all nodes were Linux or Windows', async () => {
    const { page } = await opened({ 'shop.yaml': SHOP }, { hash: { view: 'matrix' } });
    const text = async (nodes: string) => {
      await page.getByText(nodes, { exact: true }).click();
      await clickPair(page, 'shop/web', 'the Internet');
      return cellName(page);
    };
    const name = 'shop/web (Windows) to the Internet: ';
    const mark = '(more closed on Windows nodes)';
    expect(await text('each pod on its own system')).toBe(`${name}nothing; on Linux nodes: TCP 443 ${mark}`);
    expect(await text('all Linux')).toBe(`${name}TCP 443; on Windows nodes: nothing ${mark}`);
    expect(await text('all Windows')).toBe(`${name}nothing; on Linux nodes: TCP 443 ${mark}`);
    expect(await page.locator('.view h2').textContent()).toBe('Who can talk to whom, if all nodes were Windows');
  });

  test('tells differences by words and forms, not by colours alone', async () => {
    const { page } = await opened({ 'fleet.yaml': fleet(48) });
    const marks = await page.evaluate<
      { text: string; form: string }[]
    >(`[...document.querySelectorAll('.legend button')].map(
      (button) => ({ text: button.textContent, form: [...button.querySelectorAll('path')].map((path) => path.getAttribute('d') + path.getAttribute('class')).join() }))`);
    expect(marks.length).toBeGreaterThan(3);
    expect(new Set(marks.map(({ form }) => form)).size).toBe(marks.length);
    for (const { text } of marks) expect(text).toMatch(/[a-z]{4}/);
  });

  test('runs nothing that names hold', async () => {
    const name = '</script><img src=x onerror="hit=1"><script>hit=1</script>';
    const quoted = JSON.stringify(name);
    const hostile = documents(
      workload('shop/web', 'linux').replaceAll('"web"', quoted),
      workload('shop/db', 'linux').replaceAll('"shop"', quoted),
      closed('shop', { policyTypes: [name] }).replaceAll('"closed"', quoted),
    );
    const { page, complaints } = await opened(
      { '<img src=x onerror="hit=1">.yaml': hostile },
      { hash: { view: 'matrix', from: `shop/${name}`, to: 'the Internet', find: name } },
    );
    expect(await page.evaluate('[typeof hit, document.images.length, document.scripts.length]')).toEqual([
      'undefined',
      0,
      2,
    ]);
    expect(await page.locator('.panel h2').textContent()).toContain(name);
    expect(await page.locator('.banner').textContent()).toContain('<img src=x onerror="hit=1">.yaml');
    expect(complaints).toEqual([]);
  });

  test('says what of the input plays no part', async () => {
    const { page } = await opened({
      'shop.yaml': documents(SHOP, closed('shop', { policyTypes: ['Ingres'] }).replace('closed', 'typo')),
    });
    const banner = page.locator('.banner');
    expect(await banner.textContent()).toContain('1 thing of the input plays no part');
    expect(await banner.getByRole('listitem').first().isVisible()).toBe(true);
  });

  test('is a page without workloads, too', async () => {
    const { page, complaints } = await opened({
      'a.yaml': '{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }',
    });
    expect(await page.getByRole('status').textContent()).toBe('All are shown: 0 workloads, and what is outside.');
    expect(await page.getByText('Nobody connects.').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('opens 300 workloads namespace by namespace', async () => {
    const { page, complaints } = await opened({ 'fleet.yaml': fleet(300) });
    expect(await page.locator('[role=rowheader]').count()).toBe(26);
    await page.locator('[role=rowheader] button[title="all of team-7"]').click();
    expect(await page.locator('[role=rowheader]').count()).toBe(38);
    await clickPair(page, 'team-7/orders', 'team-7/db');
    expect((await explanations(page)).map(({ title }) => title)).toContain('TCP 1433');
    expect(complaints).toEqual([]);
  });
});
