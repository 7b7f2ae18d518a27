import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Cluster } from '../../../lib/manifests/cluster';
import { exactly, type LabelSelector, picks } from '../../../lib/manifests/label-selector';
import { demandsOf, podsIn, podsNear } from '../../../lib/manifests/pod-index';

const keys = fc.constantFrom('app', 'tier', '');
const values = fc.constantFrom('web', 'db', '');
const namespaces = fc.constantFrom('', 'shop', 'bank');

const pods = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({ namespace: namespaces, labels: fc.dictionary(keys, values) }),
  spec: fc.constant({ containers: [] }),
});

const selectors: fc.Arbitrary<LabelSelector> = fc.record(
  {
    matchLabels: fc.dictionary(keys, values),
    matchExpressions: fc.array(
      fc.record(
        {
          key: keys,
          operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
          values: fc.array(values, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

describe('an index of pods', () => {
  test('finds all pods that a selector picks, in their order', () => {
    fc.assert(
      fc.property(fc.array(pods, { maxLength: 12 }), selectors, (objects, selector) => {
        const cluster = new Cluster(objects);
        const picked = (templates: ReturnType<Cluster['podTemplates']>) =>
          templates.filter(({ labels }) => picks(selector, exactly(labels)) === true);
        expect(picked(podsIn(cluster).candidates(demandsOf(selector)))).toEqual(picked(cluster.podTemplates()));
      }),
    );
  });

  test('finds in a namespace what states it, and what states none', () => {
    fc.assert(
      fc.property(fc.array(pods, { maxLength: 12 }), fc.array(namespaces, { maxLength: 2 }), (objects, near) => {
        const cluster = new Cluster(objects);
        const all = cluster.podTemplates().filter(({ namespace }) => {
          return near.some((each) => each === '' || each === namespace) || namespace === '';
        });
        expect(podsNear(cluster, near, [])).toEqual(all);
      }),
    );
  });

  test('leaves out what a plain selector cannot pick', () => {
    const pod = (app: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { labels: { app } }, spec: {} });
    const cluster = new Cluster([pod('web'), pod('db'), pod('web')]);
    expect(podsIn(cluster).candidates([['app=db', 'app=other']])).toHaveLength(1);
    expect(podsIn(cluster).candidates([[]])).toEqual([]);
  });
});
