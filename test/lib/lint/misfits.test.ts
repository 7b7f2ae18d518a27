import { expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';

const ids = (containers: unknown) =>
  lint([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } }])
    .filter(({ severity }) => severity === 'error')
    .map(({ rule: { id }, path }) => `${id} ${path}`);

test('a value of a wrong type is found once, and not as missing as well', () => {
  expect(ids([{ name: 'web', image: 'web', ports: [{ containerPort: '80' }] }])).toEqual([
    'field-type spec.containers[0].ports[0].containerPort',
  ]);
});

test('an expression of node affinity without a key is looked at like any other', () => {
  const term = { matchExpressions: [{ key: null, operator: 'In', values: ['linux'] }] };
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
  const spec = { os: { name: 'windows' }, affinity: { nodeAffinity }, containers: [{ name: 'web', image: 'web' }] };
  const found = lint([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }]);
  expect(found.map(({ rule: { id } }) => id)).toContain('image-latest');
});

test('what is wrong beside it is found as ever', () => {
  expect(ids([{ name: 'web', image: 'web', ports: [{ containerPort: '80' }, { containerPort: 0 }] }])).toEqual([
    'field-type spec.containers[0].ports[0].containerPort',
    'container-port spec.containers[0].ports[1].containerPort',
  ]);
});
