import * as kplus from 'cdk8s-plus-28';
import { describe, expect, test } from 'vitest';
import { FORBIDDEN_CONTAINER_FIELDS, FORBIDDEN_POD_FIELDS, forbiddenFields } from './forbidden-fields';
import { synth } from './synth';

function nest(field: string, value: unknown): Record<string, unknown> {
  return field.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
}

describe('the assertion that the other tests rest on finds', () => {
  test.each(FORBIDDEN_POD_FIELDS)('%s of a pod, even when it is false, 0, empty or null', (field) => {
    for (const value of [false, 0, [], '', null, {}]) {
      const deployment = { spec: { template: { spec: { containers: [], ...nest(field, value) } } } };
      expect(forbiddenFields([deployment])).toEqual([`.0.spec.template.spec.${field}`]);
    }
  });

  test.each(FORBIDDEN_CONTAINER_FIELDS)('%s of every kind of container', (field) => {
    const container = nest(field, false);
    const spec = { initContainers: [{}, container], containers: [container], ephemeralContainers: [container] };
    expect(forbiddenFields({ spec })).toHaveLength(3);
  });

  test('what cdk8s-plus itself emits: one field of the pod and three of each container', () => {
    const manifests = synth((chart) => {
      new kplus.Deployment(chart, 'web', { containers: [{ image: 'app' }], initContainers: [{ image: 'app' }] });
    });
    expect(forbiddenFields(manifests)).toHaveLength(7);
  });

  test('nothing in fields that Windows pods may carry', () => {
    const securityContext = { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } };
    expect(forbiddenFields({ securityContext, containers: [{ securityContext, resources: {} }] })).toEqual([]);
  });
});
