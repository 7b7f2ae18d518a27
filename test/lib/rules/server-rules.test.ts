import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationErrors } from '../../../lib/api-server/annotations';
import { podErrors, type Submission } from '../../../lib/api-server/pod-validation';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../../lib/platforms/target';
import { randomAnnotations, randomPods } from '../../cluster/random-pods';
import { withoutNulls } from '../../cluster/sparse';
import { WORKLOAD_KINDS } from '../../cluster/workload-kinds';
import { placeOf, placesOf } from '../../server-paths';

const objects = fc.record({
  // of a null only the key matters, and only to a server that does not know the field
  spec: randomPods.map(withoutNulls) as fc.Arbitrary<PodSpec>,
  annotations: randomAnnotations,
  workload: fc.constantFrom(...WORKLOAD_KINDS),
});
type RandomObject = typeof objects extends fc.Arbitrary<infer T> ? T : never;

const PARAMETERS = { seed: 20260101, numRuns: 600 };
const TIMEOUT = 60_000;

/** What the functions say that are proven to say what the server says. */
function refused({ spec, annotations, workload }: RandomObject, submission: Omit<Submission, 'kind'>): string[] {
  // a StatefulSet is looked at for its pods, also where the server takes any template
  const kind = workload.kind === 'StatefulSet' ? 'Deployment' : workload.kind;
  const errors = podErrors(spec, { ...submission, kind }, annotations);
  const isUndecoded = errors.some(({ about }) => about === 'unknown-field');
  return placesOf([
    ...errors.map(({ type, path }) => ({ type, path: [workload.spec, path].filter(Boolean).join('.') })),
    ...(isUndecoded ? [] : annotationErrors(annotations, spec)).map(({ type, path }) => ({
      type,
      path: `${workload.metadata}.${path}`,
    })),
  ]);
}

/** What the rules say that speak for the API server. */
function found({ spec, annotations, workload }: RandomObject, kubernetes?: number) {
  const object = workload.of(spec, annotations) as KubernetesObject;
  return lint([object], { target: { kubernetes }, isAsked: ({ verdict }) => verdict === 'api' });
}

const places = (findings: ReturnType<typeof found>) => findings.map(({ path }) => placeOf(path));
const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort();

describe.each([30, 34, 36])('for Kubernetes 1.%i', { timeout: TIMEOUT }, (kubernetes) => {
  test('the rules refuse what the API server refuses of a pod, and nothing else', () => {
    fc.assert(
      fc.property(objects, (object) => {
        expect(sorted(places(found(object, kubernetes)))).toEqual(refused(object, { kubernetes }));
      }),
      PARAMETERS,
    );
  });

  test('no two rules refuse the same', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const all = found(object, kubernetes).map(({ path }) => path);
        expect(sorted(all)).toEqual(all.sort());
      }),
      PARAMETERS,
    );
  });
});

test('what is null is nothing', { timeout: TIMEOUT }, () => {
  const withNulls = fc.tuple(randomPods as fc.Arbitrary<PodSpec>, objects);
  fc.assert(
    fc.property(withNulls, ([spec, { annotations, workload }]) => {
      const without = withoutNulls(spec) as PodSpec;
      expect(places(found({ spec, annotations, workload }, NEWEST_KUBERNETES))).toEqual(
        places(found({ spec: without, annotations, workload }, NEWEST_KUBERNETES)),
      );
    }),
    PARAMETERS,
  );
});

test('where no version is named, what some refuse is a warning that says which, and what all refuse an error', {
  timeout: TIMEOUT,
}, () => {
  fc.assert(
    fc.property(objects, (object) => {
      const [oldest, newest] = [OLDEST_KUBERNETES, NEWEST_KUBERNETES].map((kubernetes) =>
        refused(object, { kubernetes, unknownFields: 'dropped' }),
      );
      const findings = found(object);
      expect(sorted(places(findings))).toEqual(sorted([...oldest, ...newest]));
      const errors = findings.filter(({ severity }) => severity === 'error');
      expect(places(errors).filter((place) => !oldest.includes(place) || !newest.includes(place))).toEqual([]);
      for (const { severity, problem } of findings) {
        if (severity === 'warning') expect(problem).toMatch(/\(refused (from|before) Kubernetes 1\.3\d/);
      }
    }),
    PARAMETERS,
  );
});
