import { expect, test } from 'vitest';
import { NEWER_CONTAINER_FIELDS, NEWER_POD_FIELDS, type NewerField } from '../../../lib/api-server/newer-fields';
import type { Shape } from '../../../lib/manifests/shape';
import { NEWEST_VERSIONS, shapeOfKind, shapeOfType } from '../../../lib/manifests/shapes/kubernetes';
import { KUBERNETES_KINDS, KUBERNETES_TYPES } from '../../../lib/manifests/shapes/kubernetes-types';
import { shapeOf } from '../../../lib/manifests/shapes/shapes';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../../lib/platforms/target';

type Fields = Extract<Shape, { readonly fields: object }>;

const fieldsOf = (shape: Shape | undefined): Fields | undefined =>
  typeof shape === 'object' && 'fields' in shape ? shape : undefined;

/** The first minor that knows the field; the oldest in question where all do. */
function knownSince(type: string, { path }: NewerField): number | undefined {
  let shape: Shape | undefined = shapeOfType(type);
  let since = OLDEST_KUBERNETES;
  for (const name of path.split('.')) {
    const { fields, versions }: Partial<Fields> = fieldsOf(shape) ?? {};
    since = Math.max(since, versions?.[name]?.since ?? 0);
    shape = fields?.[name];
  }
  return shape === undefined ? undefined : since;
}

test('every type can be read, with all that it refers to', () => {
  for (const name of Object.keys(KUBERNETES_TYPES)) {
    const { fields = {} } = fieldsOf(shapeOfType(name)) ?? {};
    expect(Object.keys(fields)).not.toEqual([]);
    expect(Object.keys(fields)).not.toContain('undefined');
  }
});

test('every kind says what it is and has metadata of one form', () => {
  for (const key of Object.keys(KUBERNETES_KINDS)) {
    const [kind, ...apiVersion] = key.split('/').reverse();
    const shape = shapeOfKind(apiVersion.reverse().join('/'), kind);
    expect(fieldsOf(shape)?.fields).toMatchObject({ apiVersion: 'string', kind: 'string' });
    expect(fieldsOf(shape)?.fields.metadata).toBe(shapeOfType('ObjectMeta'));
  }
});

test('versions of fields lie within those in question', () => {
  const minors = Object.keys(KUBERNETES_TYPES).flatMap((name) =>
    Object.values(fieldsOf(shapeOfType(name))?.versions ?? {}).flatMap(({ since = [], before = [] }) =>
      [since, before].flat(),
    ),
  );
  expect(Math.min(...minors)).toBeGreaterThan(OLDEST_KUBERNETES);
  expect(Math.max(...minors)).toBe(NEWEST_KUBERNETES);
});

test.each([
  ...NEWER_POD_FIELDS.map((field) => ['PodSpec', field] as const),
  ...NEWER_CONTAINER_FIELDS.map((field) => ['Container', field] as const),
])('what the verdict of the API server goes by agrees: %s %j', (type, field) => {
  expect(knownSince(type, field)).toBe(Math.max(field.known, OLDEST_KUBERNETES));
});

test('the shape of another version is that of the newest, and says nothing of fields', () => {
  const newest = shapeOf({ apiVersion: 'apps/v1', kind: 'Deployment' });
  expect(newest.isComplete).toBe(true);
  for (const apiVersion of ['apps/v1beta1', 'extensions/v1beta1', 'v1']) {
    expect(shapeOf({ apiVersion, kind: 'Deployment' })).toMatchObject({ shape: newest.shape, isComplete: false });
  }
  expect(NEWEST_VERSIONS.get('autoscaling/HorizontalPodAutoscaler')).toBe('autoscaling/v2');
});

test('of a kind that nobody knows, metadata alone has a shape', () => {
  const { shape, isComplete } = shapeOf({ apiVersion: 'example.com/v1', kind: 'Deployment' });
  expect(Object.keys(fieldsOf(shape)?.fields ?? {})).toEqual(['metadata']);
  expect(isComplete).toBe(false);
});
