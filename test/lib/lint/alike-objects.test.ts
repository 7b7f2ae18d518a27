import { describe, expect, test } from 'vitest';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import { MANY } from './many-alike';

function pod(image: string, spec: object = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { ...spec, containers: [{ name: 'web', image }] },
  };
}

/** What is said of the last of the objects, beside what is said of it where it is alone. */
function ofLast(objects: readonly KubernetesObject[]) {
  const last = objects[objects.length - 1];
  const among = lint(objects).filter(({ object }) => object === last);
  return {
    among: among.map(({ rule, path }) => [rule.id, path]),
    alone: lint([last]).map(({ rule, path }) => [rule.id, path]),
  };
}

describe('an object that follows many like it', () => {
  test('is for Windows when its image alone says so', () => {
    const many = Array.from({ length: MANY }, (_, index) =>
      pod(`registry.example.com/web:${index}`, { hostPID: true }),
    );
    const image = 'mcr.microsoft.com/windows/servercore:ltsc2022';
    const { among, alone } = ofLast([...many, pod(image, { hostPID: true })]);
    expect(alone.length).toBeGreaterThan(1);
    expect(among).toEqual(alone);
  });

  test('is for Windows no more when it is the first whose image does not say so', () => {
    const many = Array.from({ length: MANY }, () =>
      pod('mcr.microsoft.com/windows/servercore:ltsc2022', { hostPID: true }),
    );
    const { among, alone } = ofLast([...many, pod('registry.example.com/web:1.0', { hostPID: true })]);
    expect(among).toEqual(alone);
  });

  test('is known again after many others of other makes', () => {
    const windows = { os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } };
    const many = Array.from({ length: MANY }, (_, index) => pod(`registry.example.com/web:${index}`, windows));
    const others = Array.from({ length: MANY }, (_, index) =>
      pod('registry.example.com/web:1.0', { ...windows, terminationGracePeriodSeconds: index }),
    );
    const { among, alone } = ofLast([...many, ...others, pod('registry.example.com/web:latest', windows)]);
    expect(among.map(([id]) => id)).toContain('image-latest');
    expect(among).toEqual(alone);
  });
});
