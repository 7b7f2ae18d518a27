import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import linuxOnlyField from '../../../lib/rules/linux-only-field';
import { FORBIDDEN_CONTAINER_FIELDS, FORBIDDEN_POD_FIELDS } from '../../forbidden-fields';
import { checkOf } from './pods';

function withValue(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

const pathsIn = (pod: object) =>
  checkOf(linuxOnlyField, { os: { name: 'windows' }, ...(pod as PodSpec) })?.map(({ path }) => path);

describe('on a Windows pod', () => {
  test.each(FORBIDDEN_POD_FIELDS)('%s is found', (path) => {
    const lists: Record<string, unknown[]> = { sysctls: [{ name: 'a', value: 'b' }], supplementalGroups: [] };
    const value = lists[path.slice(path.lastIndexOf('.') + 1)] ?? true;
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

  test('the way out is that of the field, in the words of manifests and of constructs', () => {
    const [found] = checkOf(linuxOnlyField, { os: { name: 'windows' }, hostPID: true }) ?? [];
    expect(found.fix).toContain('hostProcess: true');
    expect(found.fixInCode).toContain('HostProcessDaemonSet');
  });

  test.each([
    ['false is what Windows does anyway', { privileged: false }, { remove: true }],
    ['true is a wish that somebody has', { privileged: true }, undefined],
    ['a file system that can be written is one', { readOnlyRootFilesystem: false }, { remove: true }],
    ['that it cannot be is a wish', { readOnlyRootFilesystem: true }, undefined],
  ])('a field goes without asking when %s', (_, securityContext, mend) => {
    const [found] = checkOf(linuxOnlyField, { os: { name: 'windows' }, containers: [{ securityContext }] }) ?? [];
    expect(found.mend).toEqual(mend);
  });
});
