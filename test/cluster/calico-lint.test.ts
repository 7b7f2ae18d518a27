import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALICO_KINDS } from '../../lib/calico/refusals';
import { matches, selectorText } from '../../lib/calico/selector';
import { isSelector, parseSelector } from '../../lib/calico/selector-parser';
import { lint } from '../../lib/lint/lint';
import { exactly } from '../../lib/manifests/label-selector';
import { RULES } from '../../lib/rules/rules';
import { objectsOf } from '../objects-of';
import type { Manifest } from '../synth';
import { CalicoJudge, type Fault, type Labels } from './calico-judge';
import { randomCalico } from './random-calico';
import { brokenSelectors, selectorTexts, wordSalads } from './random-selectors';

const BUILD_MS = 20 * 60_000;
/** Objects are judged in batches: the judge answers while the rules think. */
const BATCH = 20;
const OBJECTS = Number(process.env.CALICO_OBJECTS ?? 40_000);
const SEED = process.env.CALICO_SEED ?? '20260101';
const parameters = (runs: number) => ({ numRuns: runs, ...(SEED === 'random' ? {} : { seed: Number(SEED) }) });

let judge: CalicoJudge;
beforeAll(async () => {
  judge = await CalicoJudge.start();
}, BUILD_MS);
afterAll(() => judge.close());

/** The rules that speak for Calico's validation. */
const OURS = /^(calico-|field-type$|policy-field$)/;

interface Ours {
  readonly refused: boolean;
  /** The names of the fields, without lists and what is above them. */
  readonly fields: readonly string[];
}

function ours(object: Manifest): Ours {
  const findings = lint([object], { isAsked: ({ id }) => OURS.test(id) });
  return { refused: findings.length > 0, fields: findings.map(({ path }) => lastField(path)) };
}

/** `spec.egress[0].destination.nets[1]` and Calico's `Destination.Nets[1]` are both about nets. */
function lastField(path: string): string {
  const fields = path
    .replace(/\[[^\]]*\]/g, '')
    .replace(/ .*$/, '')
    .split('.');
  return fields[fields.length - 1].toLowerCase();
}

/** Names by which Calico calls a field otherwise than the manifest does. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  port: ['ports', 'notports', 'port'],
  portname: ['ports', 'notports', 'name'],
  protocol: ['protocol', 'notprotocol'],
  icmp: ['icmp', 'noticmp'],
  services: ['services', 'name', 'namespace'],
  annotations: ['annotations'],
  paths: ['paths'],
  cidr: ['cidr', 'blocksize'],
  types: ['types', 'egress'],
  networkpolicyspec: [],
  interfacename: ['interfacename', 'node'],
};

/** Whether we name a field that Calico names as well; faults in reading have no field. */
function agreesOnField(faults: readonly Fault[], { fields }: Ours): boolean {
  const named = faults.flatMap(({ field }) => (field === undefined ? [] : [lastField(field)]));
  if (named.length === 0 || named.length < faults.length) return true;
  return named.some((name) => (SAME[name] ?? [name]).some((same) => fields.includes(same)) || /spec$/.test(name));
}

describe('the rules and Calico’s own validation agree', () => {
  test(`on ${OBJECTS} objects, right and wrong: whether they are taken, and on which field`, async () => {
    const counts = { refused: 0, taken: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(randomCalico, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        const objects = batch.map((object) => JSON.parse(JSON.stringify(object)) as Manifest);
        const verdicts = await Promise.all(objects.map((object) => judge.faults(object)));
        for (const [index, faults] of verdicts.entries()) {
          const verdict = ours(objects[index]);
          const isRefused = faults.length > 0;
          counts[isRefused ? 'refused' : 'taken']++;
          const context = JSON.stringify({ object: objects[index], faults, verdict });
          expect(verdict.refused, context).toBe(isRefused);
          if (isRefused) expect(agreesOnField(faults, verdict), context).toBe(true);
        }
      }),
      parameters(OBJECTS / BATCH),
    );
    // neither half may become rare, or little would be compared
    expect(counts.refused).toBeGreaterThan(OBJECTS / 10);
    expect(counts.taken).toBeGreaterThan(OBJECTS / 10);
  }, 600_000);
});

/** Rules whose examples are for the code of Calico: no other server sees the mistake. */
const BY_CALICO = RULES.filter(
  ({ kinds = [] }) => kinds.length > 0 && kinds.every((kind) => CALICO_KINDS.includes(kind)),
);

describe.each(BY_CALICO)('$id', ({ verdict, bad = '', good = '' }) => {
  const faultsIn = async (example: string) => {
    const objects = objectsOf(example).filter(({ apiVersion }) => apiVersion.startsWith('projectcalico.org/'));
    return (await Promise.all(objects.map((object) => judge.faults(object as unknown as Manifest)))).flat();
  };

  test(
    verdict === 'api' ? 'has a wrong example that Calico refuses' : 'has a wrong example that Calico takes',
    async () => {
      expect((await faultsIn(bad)).length > 0).toBe(verdict === 'api');
    },
  );

  test('has a right example that Calico takes', async () => {
    expect(await faultsIn(good)).toEqual([]);
  });
});

describe('what we read as a selector', () => {
  const labels = fc
    .array(
      fc.tuple(
        fc.constantFrom('app', 'in', 'not', 'has', 'all', 'a.b/c', '-'),
        fc.constantFrom('', 'web', "it's", 'x', 'y'),
      ),
    )
    .map((pairs): Labels => Object.fromEntries(pairs));
  const texts = fc.oneof(selectorTexts, wordSalads, brokenSelectors);

  test('is what Calico reads as one, and it matches the same labels', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.array(labels, { minLength: 1, maxLength: 4 }), async (text, sets) => {
        const parsed = parseSelector(text);
        const meant = isSelector(parsed) ? sets.map((set) => matches(parsed, exactly(set))) : undefined;
        expect(meant).toEqual(await judge.matches(text, ...sets));
      }),
      parameters(10_000),
    );
  });

  test('means the same in its canonical form', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.array(labels, { minLength: 1, maxLength: 4 }), async (text, sets) => {
        const parsed = parseSelector(text);
        fc.pre(isSelector(parsed));
        const canonical = selectorText(parsed as never);
        expect(selectorText(parseSelector(canonical) as never)).toBe(canonical);
        expect(await judge.matches(canonical, ...sets)).toEqual(await judge.matches(text, ...sets));
      }),
      parameters(2_000),
    );
  });
});
