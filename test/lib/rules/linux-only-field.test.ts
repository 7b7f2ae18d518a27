import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import linuxOnlyField from '../../../lib/rules/linux-only-field';
import { FORBIDDEN_CONTAINER_FIELDS, FORBIDDEN_POD_FIELDS } from '../../forbidden-fields';

function withValue(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

const pathsIn = (pod: object) => linuxOnlyField.check?.(pod as PodSpec).map(({ path }) => path);

describe('on a Windows pod', () => {
  test.each(FORBIDDEN_POD_FIELDS)('%s is found', (path) => {
    const value = path.endsWith('sysctls') ? [{ name: 'a', value: 'b' }] : true;
    expect(pathsIn(withValue(path, value))).toEqual([path]);
  });

  test.each(FORBIDDEN_CONTAINER_FIELDS)('%s is found on every container', (path) => {
    const container = withValue(path, false);
    expect(pathsIn({ initContainers: [container], containers: [{}, container] })).toEqual([
      `initContainers[0].${path}`,
      `containers[1].${path}`,
    ]);
  });

  test.each([
    ['hostPID', false],
    ['hostIPC', false],
    ['securityContext.sysctls', []],
  ])('%s: %j is accepted', (path, value) => {
    expect(pathsIn(withValue(path, value))).toEqual([]);
  });

  test('nothing is found where nothing is', () => {
    expect(pathsIn({ securityContext: { runAsNonRoot: true }, containers: [{ securityContext: {} }] })).toEqual([]);
  });

  test('the way out is that of the field', () => {
    const [found] = linuxOnlyField.check?.({ hostPID: true } as PodSpec) ?? [];
    expect(found.fix).toContain('HostProcessDaemonSet');
  });
});
