import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { STAGED_POLICIES } from '../../../lib/calico/policy';
import { fileText } from '../../../lib/manifests/file-text';
import { groupKindOf, type KubernetesObject, namespaceOf, titleOf } from '../../../lib/manifests/kubernetes-object';
import { type ManifestText, readManifests } from '../../../lib/manifests/manifest-text';
import type { SourceFile } from '../../../lib/manifests/source-file';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import { ALL_POLICIES } from '../../../lib/policy/converted-policy';
import { enforcementOf } from '../../../lib/reach/enforcement';
import { clusterInMemory, type GivenCluster, givenCluster } from '../../../lib/reach/given-cluster';
import { Survey } from '../../../lib/reach/survey';
import { Table } from '../../../lib/reach/table';
import { isolationCsv } from '../../../lib/report/isolation-csv';
import { tableJson } from '../../../lib/report/isolation-json';
import { mapOf } from '../../../lib/report/isolation-map/map-of';
import { isolationText } from '../../../lib/report/isolation-text';
import { PLAIN } from '../../../lib/report/paint';
import { policyCases } from '../../policy-clusters/cases';

const MEMBERS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

/** What stands where something else belongs. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1.5, 2 ** 53, null, true, '', ' ', [], {}),
  fc.constantFrom<unknown>([[]], [null], [{}], { '': 0 }, 'a\nb', '\u0000', '{{ x }}', '10.0.0.0/99', '::', '53:1'),
  fc.constantFrom<unknown>(...MEMBERS, ...MEMBERS.map((name) => [name])),
  fc.constantFrom(...MEMBERS).map((name) => Object.fromEntries([[name, name]])),
);

interface Change {
  readonly at: number;
  readonly how: 'value' | 'name' | 'gone' | 'twice';
  readonly value: unknown;
  readonly member: string;
}

const changes = fc.array(
  fc.record<Change>({
    at: fc.nat(),
    how: fc.constantFrom('value', 'value', 'value', 'name', 'gone', 'twice'),
    value: odd,
    member: fc.constantFrom(...MEMBERS),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Objects in which some places are odd; their kinds stay. */
function spoilt(objects: readonly KubernetesObject[], all: readonly Change[]): KubernetesObject[] {
  return all.reduce<KubernetesObject[]>(
    (given, change) => {
      const index = change.at % given.length;
      return given.map((object, own) => (own === index ? spoiltObject(object, change) : object));
    },
    [...objects],
  );
}

function spoiltObject(object: KubernetesObject, change: Change): KubernetesObject {
  const { apiVersion, kind, ...rest } = object;
  const places = placesIn(rest);
  if (places.length === 0) return object;
  return { apiVersion, kind, ...(spoiltAt(rest, places[Math.floor(change.at / 7) % places.length], change) as object) };
}

type Place = readonly string[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, own]) => [[...place, key], ...placesIn(own, [...place, key])]);
}

function spoiltAt(value: unknown, [key, ...more]: Place, change: Change): unknown {
  const { how, value: other, member } = change;
  const entries = Object.entries(value as object).flatMap(([name, own]): [string, unknown][] => {
    if (name !== key) return [[name, own]];
    if (more.length > 0) return [[name, spoiltAt(own, more, change)]];
    if (how === 'gone') return [];
    if (how === 'value') return [[name, other]];
    return [...(how === 'twice' ? [[name, own] as [string, unknown]] : []), [member, own]];
  });
  return Array.isArray(value) ? entries.map(([, own]) => own) : Object.fromEntries(entries);
}

const ENFORCEMENTS = [
  enforcementOf(undefined, undefined),
  enforcementOf(PLATFORMS.aks, undefined),
  enforcementOf(undefined, 'none'),
];
const everybody = () => true;

/** Everything that the command tells of a cluster. */
function told(given: GivenCluster): Survey {
  const surveys = ENFORCEMENTS.map((enforcement) => new Survey(given, enforcement));
  const input = { findings: given.findings, remarks: surveys[0].remarks, unreadable: [], skipped: [] };
  for (const survey of surveys) {
    const table = new Table(survey);
    JSON.parse(tableJson(table, 'actual', everybody, input));
    JSON.stringify(mapOf(table, 'actual', everybody));
    isolationText(table, { nodes: 'actual', paint: PLAIN, isAsked: everybody });
    isolationCsv(table, everybody);
  }
  return surveys[0];
}

function inFile(objects: readonly KubernetesObject[]): ManifestText {
  const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
  return readManifests(fileText('a.yaml', Buffer.from(text)) as SourceFile);
}

const COMPUTED: readonly string[] = [...ALL_POLICIES, ...STAGED_POLICIES];
const nameOf = (object: KubernetesObject) =>
  JSON.stringify([groupKindOf(object), namespaceOf(object), object.metadata?.name]);

/** Policies of which nobody says why they play no part. */
function unreported(policies: readonly KubernetesObject[], survey: Survey): string[] {
  const computed = new Set([...survey.network.policies()].map(({ object }) => nameOf(object)));
  const reported = new Set(
    [...survey.given.findings, ...survey.remarks].flatMap(({ object }) =>
      object === undefined ? [] : [nameOf(object)],
    ),
  );
  return policies
    .filter((policy) => COMPUTED.includes(groupKindOf(policy)))
    .filter((policy) => !computed.has(nameOf(policy)) && !reported.has(nameOf(policy)))
    .map(titleOf);
}

describe('whatever odd values stand in the objects', () => {
  test('of files, everything is told, and a policy that plays no part has a reason that is told', {
    timeout: 60_000,
  }, () => {
    let leftOut = 0;
    fc.assert(
      fc.property(policyCases(0), changes, ({ cluster }, all) => {
        const { objects, unreadable } = inFile(spoilt(cluster, all));
        const survey = told(givenCluster(objects, {}));
        if (unreadable.length > 0) return;
        expect(
          unreported(
            objects.map(({ object }) => object),
            survey,
          ),
        ).toEqual([]);
        leftOut += survey.given.findings.length;
      }),
      { numRuns: 150, seed: 20_261_121 },
    );
    expect(leftOut).toBeGreaterThan(100);
  });

  test('of an app, everything is told', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(policyCases(0), changes, ({ cluster }, all) => {
        told(clusterInMemory(spoilt(cluster, all), {}));
      }),
      { numRuns: 100, seed: 20_261_122 },
    );
  });

  test('an object whose name is none has no namesake, and is called by what stands there', () => {
    const name = { toString: 'web' } as unknown as string;
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec: {} };
    const { given, remarks } = told(givenCluster(inFile([policy, policy]).objects, {}));
    expect(given.findings.map(({ object }) => titleOf(object))).toContain('NetworkPolicy {"toString":"web"}');
    expect(JSON.stringify(remarks)).not.toContain('more than once');
  });
});
