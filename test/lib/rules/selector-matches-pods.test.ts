import { expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';

function deployment(selector: unknown, labels: unknown, kind = 'Deployment'): KubernetesObject {
  const spec = { containers: [{ name: 'web', image: 'registry.example.com/web:1.0' }] };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: { selector, template: { metadata: { labels }, spec } },
  };
}

const errors = (object: KubernetesObject) =>
  lint([object])
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, path }) => `${rule.id} ${path}`);

const LABELS = 'spec.template.metadata.labels';

test.each(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])('a %s needs a selector', (kind) => {
  expect(errors(deployment(undefined, { app: 'web' }, kind))).toEqual(['selector-matches-pods spec.selector']);
});

test.each<[unknown, unknown, string]>([
  [{ matchLabels: { app: 'web' } }, undefined, `${LABELS}[app]`],
  [{ matchLabels: { app: 'web', tier: 'front' } }, { app: 'web' }, `${LABELS}[tier]`],
  [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }, { app: 'shop' }, LABELS],
])('%j does not match %j', (selector, labels, path) => {
  expect(errors(deployment(selector, labels))).toEqual([`selector-matches-pods ${path}`]);
});

test('pods may have more labels than the selector asks for', () => {
  expect(errors(deployment({ matchLabels: { app: 'web' } }, { app: 'web', tier: 'front' }))).toEqual([]);
});

test('a label of the wrong type is told as that alone', () => {
  expect(errors(deployment({ matchLabels: { app: 'web' } }, { app: 1 }))).toEqual([`field-type ${LABELS}[app]`]);
  expect(errors(deployment({ matchLabels: { app: 1 } }, { app: '1' }))).toEqual([
    'field-type spec.selector.matchLabels[app]',
  ]);
});

test('labels right below the selector are told as that alone', () => {
  expect(errors(deployment({ app: 'web' }, { app: 'web' }))).toEqual(['unknown-field spec.selector.app']);
});
