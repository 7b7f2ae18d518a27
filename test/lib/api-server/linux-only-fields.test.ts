import { describe, expect, test } from 'vitest';
import {
  LINUX_ONLY_CONTAINER_FIELDS,
  LINUX_ONLY_POD_FIELDS,
  linuxOnlyFieldsOf,
} from '../../../lib/api-server/linux-only-fields';
import { FORBIDDEN_CONTAINER_FIELDS, FORBIDDEN_POD_FIELDS } from '../../forbidden-fields';

const ALL = [...LINUX_ONLY_POD_FIELDS, ...LINUX_ONLY_CONTAINER_FIELDS];

describe('the fields that a Windows pod may not carry', () => {
  test('are 16 of the pod', () => {
    expect(LINUX_ONLY_POD_FIELDS.map(({ path }) => path).sort()).toEqual(FORBIDDEN_POD_FIELDS);
    expect(FORBIDDEN_POD_FIELDS).toHaveLength(16);
  });

  test('are 10 of each container', () => {
    expect(LINUX_ONLY_CONTAINER_FIELDS.map(({ path }) => path).sort()).toEqual(FORBIDDEN_CONTAINER_FIELDS);
    expect(FORBIDDEN_CONTAINER_FIELDS).toHaveLength(10);
  });

  test.each([
    ['hostPID', 'true'],
    ['hostIPC', 'true'],
    ['securityContext.sysctls', 'non-empty'],
  ])('%s is refused only when %s', (path, refusedWhen) => {
    expect(LINUX_ONLY_POD_FIELDS.find((field) => field.path === path)).toMatchObject({ refusedWhen });
  });

  test('all others are refused as soon as they are there', () => {
    expect(ALL.filter(({ refusedWhen }) => refusedWhen !== 'present')).toHaveLength(3);
  });

  test.each(ALL)('$path says what to do instead', (field) => {
    expect(field.instead).toMatch(/^(Leave it out|Set ).+\.$/);
  });
});

/** An object with one field, given by its path. */
function nest(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;
}

describe('in a pod', () => {
  const ifTrue = ['hostPID', 'hostIPC'];
  const ifFilled = ['securityContext.sysctls'];

  test.each(FORBIDDEN_POD_FIELDS)('%s is found', (path) => {
    expect(linuxOnlyFieldsOf(nest(path, ifFilled.includes(path) ? [{}] : true))).toMatchObject([{ path }]);
  });

  test.each(FORBIDDEN_CONTAINER_FIELDS)('%s of a container is found, false as well', (path) => {
    const container = nest(path, false);
    expect(linuxOnlyFieldsOf({ containers: [{}, container], initContainers: [container] })).toMatchObject([
      { path: `initContainers[0].${path}`, got: false },
      { path: `containers[1].${path}`, got: false },
    ]);
  });

  test.each(FORBIDDEN_POD_FIELDS.filter((path) => ![...ifTrue, ...ifFilled].includes(path)))(
    '%s is found when it is false, 0 or empty',
    (path) => {
      for (const got of [false, 0, '', [], {}])
        expect(linuxOnlyFieldsOf(nest(path, got))).toMatchObject([{ path, got }]);
    },
  );

  test('the API server takes hostPID and hostIPC when they are false, sysctls when there are none', () => {
    for (const path of ifTrue) expect(linuxOnlyFieldsOf(nest(path, false))).toEqual([]);
    for (const path of ifFilled) expect(linuxOnlyFieldsOf(nest(path, []))).toEqual([]);
  });

  test.each([...FORBIDDEN_POD_FIELDS, ...FORBIDDEN_CONTAINER_FIELDS])('%s is not there when it is null', (path) => {
    expect(linuxOnlyFieldsOf({ ...nest(path, null), containers: [nest(path, null)] })).toEqual([]);
  });
});
