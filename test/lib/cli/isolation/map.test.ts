import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { hasBit } from '../../../../lib/policy/bits';
import { protocolNumber } from '../../../../lib/policy/connection-space';
import type { MapData } from '../../../../lib/report/isolation-map/map-data';
import { MapReader } from '../../../../lib/report/isolation-map/map-reader';
import { policyCases } from '../../../policy-clusters/cases';
import { folderOf } from '../command';
import { BANK } from './bank';
import { called, type ReportedFlow as Flow, flowsOf } from './called';
import { closed, documents, workload } from './shop';

// what the bundler puts in
vi.stubGlobal('MAP_SCRIPT', 'start()');
vi.stubGlobal('MAP_STYLE', 'body { margin: 0 }');

async function pageOf(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await called(['isolation', ...args, '--format', 'html', '--quiet'], folder);
  return stdout;
}

function mapIn(page: string): MapReader {
  const [, data = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page) ?? [];
  return new MapReader(JSON.parse(data) as MapData);
}

/** With what was asked. */
type ReportedFlow = Flow & { readonly protocol: string } & Partial<
    Record<'port' | 'sourcePort' | 'icmpType' | 'icmpCode', number>
  >;

const NODES = ['linux', 'windows', 'actual'] as const;
const ENDS = ['egress', 'ingress'] as const;

/** What the page says of a flow, in the form of the report for programs. */
function toldBy(map: MapReader, flow: ReportedFlow) {
  const party = (name: string) => map.parties.find((each) => each.name === name);
  const [from, to] = [party(flow.from), party(flow.to)];
  if (from === undefined || to === undefined) return undefined;
  const { port, sourcePort, icmpType, icmpCode } = flow;
  const protocol = protocolNumber(flow.protocol) as number;
  const cell = map.space.cellOf({ protocol, port: port ?? undefined, sourcePort, icmpType, icmpCode });
  const cases = map.explained(from, to).filter(({ cells }) => hasBit(cells, cell));
  expect(cases).toHaveLength(1);
  const [{ verdicts, sides }] = cases;
  return Object.fromEntries(
    NODES.map((nodes) => [
      nodes,
      {
        verdict: verdicts[nodes],
        ...Object.fromEntries(
          ENDS.map((end) => {
            const { verdict, sentence, reasons, place } = sides[end][nodes];
            return [end, { verdict, why: sentence, difference: reasons, line: place?.place.split(':')[1] ?? null }];
          }),
        ),
      },
    ]),
  );
}

/** The same of the report. */
function reported(flow: ReportedFlow) {
  return Object.fromEntries(
    NODES.map((nodes) => [
      nodes,
      {
        verdict: flow[nodes].verdict,
        ...Object.fromEntries(
          ENDS.map((end) => {
            const { verdict, why, difference, line } = flow[nodes][end];
            return [end, { verdict, why, difference, line: line === null ? null : `${line}` }];
          }),
        ),
      },
    ]),
  );
}

describe('the data of the page', () => {
  test('says of random clusters what the flows say, in the same words', { timeout: 120_000 }, async () => {
    const folder = folderOf({});
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(policyCases(20), async ({ cluster, flows }) => {
        writeFileSync(join(folder, 'one.json'), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: cluster }));
        writeFileSync(join(folder, 'one.txt'), JSON.stringify(flows));
        const map = mapIn(await pageOf(folder, 'one.json'));
        for (const flow of (await flowsOf(folder, 'one.txt')) as readonly ReportedFlow[]) {
          // a node reaches its own pods, which is about two pods and not about two kinds
          if (flow.actual.ingress.why.includes('a node always reaches')) continue;
          const told = toldBy(map, flow);
          if (told === undefined) continue;
          compared++;
          expect([flow.from, flow.to, told]).toEqual([flow.from, flow.to, reported(flow)]);
        }
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test('says of every two workloads of the bank what their flow says', async () => {
    const folder = folderOf({ 'bank.yaml': BANK });
    const map = mapIn(await pageOf(folder, 'bank.yaml'));
    const names = map.parties
      .filter((party) => party.workload !== undefined && !party.isStandIn)
      .map(({ name }) => name);
    expect(names).toHaveLength(3);
    const flows = names.flatMap((from) => names.flatMap((to) => [80, 2379, 9].map((port) => ({ from, to, port }))));
    writeFileSync(join(folder, 'flows.txt'), JSON.stringify(flows.map((flow) => ({ ...flow, protocol: 'TCP' }))));
    for (const flow of (await flowsOf(folder, 'flows.txt')) as readonly ReportedFlow[])
      expect([flow.from, flow.to, toldBy(map, flow)]).toEqual([flow.from, flow.to, reported(flow)]);
  });
});

describe('the page', () => {
  test('is the same bytes for the same input', async () => {
    const folder = folderOf({ 'bank.yaml': BANK });
    expect(await pageOf(folder, 'bank.yaml')).toBe(await pageOf(folder, 'bank.yaml'));
  });

  test('names what of the files is no manifest, as the other formats do', async () => {
    const folder = folderOf({ 'a.yaml': documents(workload('shop/web', 'linux')), 'values.yaml': 'replicas: 2\n' });
    const { stdout } = await called(['isolation', '.'], folder);
    const [, reason] = /^Skipped:\n {2}(.+)\n {4}values\.yaml$/m.exec(stdout) ?? [];
    expect(reason).toMatch(/./);
    const page = await pageOf(folder, '.');
    expect(page).toContain('1 note on the input');
    expect(page).toContain(`<strong>skipped</strong> ${reason} <code>values.yaml</code>`);
  });

  test('holds names as text only, whatever they are', async () => {
    const name = 'x</script><img src=x onerror=alert(1)>';
    const folder = folderOf({
      [`${name.replace('/', '')}.yaml`]: workload('shop/web', 'linux').replaceAll('"web"', JSON.stringify(name)),
    });
    const { stdout } = await called(['isolation', '.', '--format', 'html'], folder);
    expect(stdout.match(/<\/script>/g)).toHaveLength(2);
    expect(stdout).not.toContain('<img');
    expect(mapIn(stdout).parties.map((party) => party.name)).toContain(`shop/${name}`);
  });

  test('says above all what plays no part, and the call ends with 2', async () => {
    const folder = folderOf({
      'shop.yaml': documents(workload('shop/web', 'linux'), closed('shop', { policyTypes: ['Ingres'] })),
      'broken.yaml': 'apiVersion: v1\nkind: [',
    });
    const { code, stdout } = await called(['isolation', '.', '--format', 'html'], folder);
    expect(code).toBe(2);
    const [head] = stdout.split('<main');
    expect(head).toContain('2 things of the input play no part: this map is that of the cluster without them.');
    expect(head).toContain('NetworkPolicy shop/closed: spec.policyTypes[0] is &#39;Ingres&#39;');
    expect(head).toContain('<code>broken.yaml:2</code>');
  });

  test('is about one namespace and whom it talks to, where one is asked for', async () => {
    const shut = closed('c', { policyTypes: ['Ingress', 'Egress'] });
    const folder = folderOf({
      'a.yaml': documents(...['a/web', 'b/web', 'c/web'].map((id) => workload(id, 'linux')), shut),
    });
    const map = mapIn(await pageOf(folder, 'a.yaml', '--namespace', 'a'));
    expect(map.parties.map(({ name }) => name)).toEqual(['a/web', 'b/web', 'Kubernetes DNS', 'the Internet']);
    const [a, b] = map.parties;
    expect([map.valueOf(a, b), map.valueOf(b, b)]).toEqual([expect.anything(), undefined]);
  });

  test('shows no change between two versions', async () => {
    const folder = folderOf({ 'a.yaml': workload('shop/web', 'linux') });
    const { code, stderr } = await called(['isolation', 'a.yaml', '--diff', 'a.yaml', '--format', 'html'], folder);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('--format: --diff is answered as text or json, not as html'),
    ]);
  });
});
