import { describe, expect, test } from 'vitest';
import { annotationErrors } from '../../../lib/api-server/annotations';
import { podErrors } from '../../../lib/api-server/pod-validation';
import { KUBERNETES_MINORS, numberOf } from '../../cluster/control-plane/kubernetes-versions';
import { POD_VERDICTS } from './pod-verdicts';
import { refusedBy } from './verdict';

describe.each(KUBERNETES_MINORS.map(numberOf))('Kubernetes 1.%i', (kubernetes) => {
  test.each(POD_VERDICTS)('$title', (verdict) => {
    const { spec, kind, annotations } = verdict;
    const found = [
      ...podErrors(spec, { kubernetes, kind }, annotations).map(({ type, path }) => `${type} ${path}`.trim()),
      ...annotationErrors(annotations, spec).map(({ type, path }) => `${type} metadata.${path}`),
    ];
    expect([...new Set(found)].sort()).toEqual(refusedBy(kubernetes, verdict));
  });
});

test('an error names the field, the value and what is wrong with it', () => {
  expect(podErrors({ os: { name: 'windows' }, hostPID: true }, { kubernetes: 34, kind: 'Pod' })).toMatchObject([
    { path: 'hostPID', type: 'Forbidden', got: true, problem: 'a Windows pod has none' },
  ]);
});

test('a pod without errors has none on any minor', () => {
  const pod = { os: { name: 'windows' }, containers: [{ name: 'main', securityContext: { runAsNonRoot: true } }] };
  for (const minor of KUBERNETES_MINORS) {
    expect(podErrors(pod, { kubernetes: numberOf(minor), kind: 'Pod' })).toEqual([]);
  }
});
