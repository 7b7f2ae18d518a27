import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../../lib/manifests/kubernetes-object';
import { type PolicyCase, policyCases } from '../../../policy-clusters/cases';
import { folderOf } from '../command';
import { called } from './called';

const DOCS = join(__dirname, '../../../../docs');
const schema = (name: string) => JSON.parse(readFileSync(join(DOCS, name), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true })
  .addSchema(schema('lint-report.schema.json'))
  .compile(schema('isolation-report.schema.json'));

function expectValid(report: unknown): void {
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
}

const folder = folderOf({});
const NODES = ['linux', 'windows', 'actual'] as const;

async function asked(args: readonly string[]) {
  const { stdout } = await called(['isolation', ...args, '--format', 'json', '--quiet'], folder);
  const report = JSON.parse(stdout);
  expectValid(report);
  return report;
}

function write({ cluster, flows }: PolicyCase, name: string): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ apiVersion: 'v1', kind: 'List', items: cluster }));
  writeFileSync(join(folder, `${name}.txt`), JSON.stringify(flows));
}

interface Part {
  readonly protocol: string | null;
  readonly ranges: readonly { readonly from: number; readonly to: number }[] | null;
  readonly isOfSomeSources: boolean;
}

interface Pair extends Readonly<Record<(typeof NODES)[number], number>> {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const PROTOCOLS: Readonly<Record<string, string>> = { 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

/** Whether a packet is among connections; `undefined` where that hangs on more than its port. */
function isAmong(parts: readonly Part[], protocol: string, port: number): boolean | undefined {
  const part = parts.find((each) => each.protocol === protocol);
  if (part === undefined) return false;
  const isThere = part.ranges === null || part.ranges.some(({ from, to }) => from <= port && port <= to);
  return isThere && part.isOfSomeSources ? undefined : isThere;
}

test('of random clusters the table says what the flows say, by the published schema', {
  timeout: 120_000,
}, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(policyCases(12), async (one) => {
      write(one, 'one');
      const { parties, pairs, connections } = await asked(['one.json']);
      const { flows, unreadable } = await asked(['one.json', '--flows', 'one.txt']);
      expect(flows.length + unreadable.filter(({ index }: { index: number | null }) => index !== null).length).toBe(
        one.flows.length,
      );
      const classOf = new Map<string, number>(
        parties.map((party: { name: string; class: number }) => [party.name, party.class]),
      );
      for (const flow of flows) {
        const [from, to] = [classOf.get(flow.from), classOf.get(flow.to)];
        const protocol = PROTOCOLS[flow.protocol] ?? flow.protocol;
        if (from === undefined || to === undefined || !Object.values(PROTOCOLS).includes(protocol)) continue;
        const [pair, ...others] = pairs.filter((each: Pair) => each.from.includes(from) && each.to.includes(to));
        expect(others).toEqual([]);
        for (const nodes of NODES) {
          const passage = pair === undefined ? { parts: [], depends: [], broken: null } : connections[pair[nodes]];
          const isAllowed = isAmong(passage.parts, protocol, flow.port);
          const mayBe = isAmong(passage.depends, protocol, flow.port);
          // a node reaches its own pods, which is about two pods and not about two kinds
          if (
            isAllowed === undefined ||
            mayBe === undefined ||
            flow[nodes].ingress.why.includes('a node always reaches')
          )
            continue;
          compared++;
          const expected = passage.broken !== null ? 'broken' : isAllowed ? 'allow' : mayBe ? 'depends' : 'deny';
          expect([flow.from, flow.to, nodes, flow[nodes].verdict]).toEqual([flow.from, flow.to, nodes, expected]);
        }
      }
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(compared).toBeGreaterThan(300);
});

test('between random clusters the difference is what their flows say', { timeout: 120_000 }, async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(policyCases(12), policyCases(1), async (one, other) => {
      write(one, 'now');
      write({ ...other, flows: one.flows }, 'before');
      const { opened, closed, added, removed } = await asked(['now.json', '--diff', 'before.json', '--nodes', 'linux']);
      const verdicts = async (name: string) => {
        const { flows } = await asked([`${name}.json`, '--flows', `${name}.txt`]);
        return new Map<string, { linux: { verdict: string; ingress: { why: string } } }>(
          flows.map((flow: { from: string; to: string; protocol: string; port: number }) => [
            JSON.stringify([flow.from, flow.to, flow.protocol, flow.port]),
            flow,
          ]),
        );
      };
      const [now, before] = [await verdicts('now'), await verdicts('before')];
      for (const [key, { linux }] of now) {
        const was = before.get(key)?.linux;
        const [from, to] = JSON.parse(key);
        const isKnown = [from, to].every((end) => end.includes('/') && !added.includes(end) && !removed.includes(end));
        if (was === undefined || !isKnown || [linux, was].some(({ ingress }) => ingress.why.includes('a node always')))
          continue;
        const rows =
          linux.verdict === 'allow' && was.verdict === 'deny'
            ? opened
            : linux.verdict === 'deny' && was.verdict === 'allow'
              ? closed
              : undefined;
        if (rows === undefined) continue;
        compared++;
        const row = rows.find(
          (each: { from: string[]; to: string[] }) => each.from.includes(from) && each.to.includes(to),
        );
        expect({ key, row }).toEqual({ key, row: expect.anything() });
      }
    }),
    { numRuns: 150, seed: 3 },
  );
  expect(compared).toBeGreaterThan(20);
});

/** The same value with something wrong in it, here and there. */
function mutilated(value: unknown, isHit: () => boolean, other: () => unknown): unknown {
  if (isHit()) return other();
  if (Array.isArray(value)) return value.map((each) => mutilated(each, isHit, other));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, own]) => [
    key,
    key === 'kind' || key === 'apiVersion' ? own : mutilated(own, isHit, other),
  ]);
  return Object.fromEntries(entries);
}

test('whatever is wrong in the objects, an answer comes', { timeout: 120_000 }, async () => {
  const wrong = fc.constantFrom<unknown>(5, 'x', null, [], {}, true, ['a', 1], { a: { b: 1 } });
  await fc.assert(
    fc.asyncProperty(
      policyCases(4),
      fc.infiniteStream(fc.nat(60)),
      fc.infiniteStream(wrong),
      async (one, hits, others) => {
        const isHit = () => hits.next().value === 0;
        write(
          {
            ...one,
            cluster: one.cluster.map((each) => mutilated(each, isHit, () => others.next().value) as KubernetesObject),
          },
          'wrong',
        );
        await asked(['wrong.json']);
        await asked(['wrong.json', '--flows', 'wrong.txt']);
        await asked(['wrong.json', '--diff', 'wrong.json']);
      },
    ),
    { numRuns: 30, seed: 5, endOnFailure: true },
  );
});

test('something else does not fit the schema', async () => {
  const report = {
    flows: [],
    windows: { enforcement: 'flattened', sentence: '' },
    findings: [],
    remarks: [],
    unreadable: [],
  };
  expectValid(report);
  expect(validate({ ...report, flows: [{ from: 'a', to: 'b' }] })).toBe(false);
  expect(validate({ ...report, more: 1 })).toBe(false);
});
