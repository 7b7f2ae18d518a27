import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { follow, rangeOf } from '../../../lib/manifests/yaml-path';
import { yamlTree } from '../../../lib/manifests/yaml-tree';
import { yamlValue } from '../../../lib/manifests/yaml-value';
import { jsonObjects } from './json-values';
import { chooser, laidOut } from './layout';

/** What stands at the place of a path. */
function at(text: string, path: string): string {
  const { start, end } = rangeOf(follow(yamlTree(text), path));
  return text.slice(start, end);
}

test('a random object in a random layout reads as itself, and each path leads to where its value stands', () => {
  const index = (max: number) => fc.nat({ max });
  fc.assert(
    fc.property(jsonObjects, fc.gen(), (object, random) => {
      const { text, places } = laidOut(object, chooser(random, index));
      const root = yamlTree(text);
      expect(yamlValue(root)).toEqual(object);
      for (const [path, offset] of places) {
        const found = follow(root, path);
        expect([path, found.missing]).toEqual([path, '']);
        if (offset >= 0) expect([path, rangeOf(found).start]).toEqual([path, offset]);
      }
    }),
    { numRuns: 500 },
  );
});

const POD = `
apiVersion: v1
kind: Pod
metadata:
  labels:
    app.kubernetes.io/name: web
spec:
  hostNetwork: true   # why
  os: { name: "windows" }
  nodeSelector:
    'kubernetes.io/os': linux
  containers:
    - name: web
      image: 'app:1.0'
      command:
        - |
          one
          two
      resources:
    - &second
      name: log
      <<: { image: merged, tty: true }
  initContainers:
    - *second
`;

describe('a path leads to', () => {
  test.each([
    ['spec.hostNetwork', 'true'],
    ['spec.os.name', '"windows"'],
    ['spec.os', '{ name: "windows" }'],
    ['spec.nodeSelector[kubernetes.io/os]', 'linux'],
    ['metadata.labels[app.kubernetes.io/name]', 'web'],
    ['spec.containers[0].image', "'app:1.0'"],
  ])('the value: %s', (path, text) => {
    expect(at(POD, path)).toBe(text);
  });

  test.each([
    ['spec.containers', 'containers'],
    ['spec.containers[0].command', 'command'],
    ['spec.containers[0].resources', 'resources'],
    ['spec.containers[0]', 'name'],
    ['', 'apiVersion'],
  ])('the key, where the value is long, empty or below: %s', (path, text) => {
    expect(at(POD, path)).toBe(text);
  });

  test.each([
    ['spec.containers[0].resources.limits.memory', 'resources'],
    ['spec.securityContext.windowsOptions', 'spec'],
    ['spec.containers[7].image', 'containers'],
    ['status', 'apiVersion'],
    ['metadata.labels[nobody.example]', 'labels'],
  ])('the nearest key around what is missing: %s', (path, text) => {
    expect(at(POD, path)).toBe(text);
  });

  test('what an alias stands for', () => {
    expect(at(POD, 'spec.initContainers[0]')).toBe('*second');
    expect(at(POD, 'spec.initContainers[0].name')).toBe('log');
  });

  test('what a merge brings in', () => {
    expect(at(POD, 'spec.containers[1].image')).toBe('merged');
    expect(at(POD, 'spec.initContainers[0].tty')).toBe('true');
  });

  test('the block of a text', () => {
    expect(at(POD, 'spec.containers[0].command[0]')).toMatch(/^\|\n/);
  });
});

describe('what several places share is marked', () => {
  const isShared = (path: string) => follow(yamlTree(POD), path).shared;

  test.each(['spec.containers[1].name', 'spec.containers[1].image', 'spec.initContainers[0].name'])('%s', (path) => {
    expect(isShared(path)).toBe(true);
  });

  test.each(['spec.containers[0].name', 'spec.hostNetwork', 'spec.containers'])('but not %s', (path) => {
    expect(isShared(path)).toBe(false);
  });
});
