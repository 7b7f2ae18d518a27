import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint } from '../../lib/lint/lint';
import { placeOf } from '../server-paths';
import type { Manifest } from '../synth';
import { DRY_RUN } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';

/** The rules that speak for the API server, and the fields that they speak of. */
const OURS = ['service-traffic-policy', 'service-source-ranges'];
const FIELDS = /externalTrafficPolicy|loadBalancerSourceRanges|load-balancer-source-ranges/;

const SERVICES = 600;
const BATCH = 20;
const PARAMETERS = { numRuns: SERVICES / BATCH, seed: 20260101 };

const ranges = fc.constantFrom(
  ...[
    '203.0.113.0/24',
    ' 203.0.113.0/24 ',
    '203.0.113.7/24',
    '203.0.113.7',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '10.0.0.0/33',
  ],
  ...['2001:db8::/32', '2001:db8::1/32', '::ffff:10.0.0.0/104', 'office', '', '0.0.0.0/0'],
);

/** Services of which the other fields are right. */
const services = fc
  .record({
    type: fc.constantFrom(undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'LoadBalancer', 'ExternalName'),
    externalTrafficPolicy: fc.constantFrom(undefined, '', 'Local', 'Cluster', 'local'),
    externalIPs: fc.constantFrom(undefined, [], ['192.0.2.1']),
    loadBalancerSourceRanges: fc.option(fc.array(ranges, { maxLength: 3 }), { nil: undefined }),
    annotation: fc.option(fc.array(ranges, { maxLength: 2 }), { nil: undefined }),
  })
  .map(({ annotation, ...spec }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'web',
      namespace: 'default',
      annotations: annotation && { 'service.beta.kubernetes.io/load-balancer-source-ranges': annotation.join(',') },
    },
    spec: {
      ...spec,
      ...(spec.type === 'ExternalName' ? { externalName: 'web.example' } : { ports: [{ port: 80 }] }),
    },
  }));

const sorted = (places: Iterable<string>) => [...new Set(places)].sort();

describe.each(KUBERNETES_MINORS)('the rules and Kubernetes %s agree on Services', (minor) => {
  const kubernetes = Number(minor.slice(2));
  let cluster: JudgedCluster;
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
  });
  afterAll(() => cluster.close());

  async function theirs(service: Manifest): Promise<string[]> {
    const { body } = await cluster.tryCreate(service, DRY_RUN);
    const causes = (body as { details?: { causes?: { field?: string }[] } }).details?.causes ?? [];
    return sorted(causes.flatMap(({ field }) => (field && FIELDS.test(placeOf(field)) ? placeOf(field) : [])));
  }

  function ours(service: Manifest): string[] {
    const findings = lint([service], { target: { kubernetes }, isAsked: ({ id }) => OURS.includes(id) });
    return sorted(findings.map(({ path }) => placeOf(path)));
  }

  test(`on ${SERVICES} of them, right and wrong, field by field`, async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(services, { minLength: BATCH, maxLength: BATCH }), async (batch) => {
        const manifests = batch.map((service) => JSON.parse(JSON.stringify(service)) as Manifest);
        const answers = await Promise.all(manifests.map(theirs));
        for (const [index, answer] of answers.entries()) {
          expect(ours(manifests[index]), JSON.stringify(manifests[index])).toEqual(answer);
          if (answer.length > 0) refused++;
        }
      }),
      PARAMETERS,
    );
    // neither half may become rare, or little would be compared
    expect(refused).toBeGreaterThan(SERVICES / 10);
    expect(refused).toBeLessThan(SERVICES - SERVICES / 10);
  });
});
