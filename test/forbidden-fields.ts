import { expect } from 'vitest';

/** What the API server refuses on a Windows pod, written down apart from the code under test. */
export const FORBIDDEN_POD_FIELDS = [
  'hostIPC',
  'hostPID',
  'hostUsers',
  'resources',
  'securityContext.appArmorProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.runAsGroup',
  'securityContext.runAsUser',
  'securityContext.seLinuxChangePolicy',
  'securityContext.seLinuxOptions',
  'securityContext.seccompProfile',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
];

export const FORBIDDEN_CONTAINER_FIELDS = [
  'securityContext.allowPrivilegeEscalation',
  'securityContext.appArmorProfile',
  'securityContext.capabilities',
  'securityContext.privileged',
  'securityContext.procMount',
  'securityContext.readOnlyRootFilesystem',
  'securityContext.runAsGroup',
  'securityContext.runAsUser',
  'securityContext.seLinuxOptions',
  'securityContext.seccompProfile',
];

/**
 * The forbidden fields of every pod spec anywhere below a value. Stricter than the API server: a field counts as soon as
 * its key is there, with `false`, `0`, `[]` or `null` as well.
 */
export function forbiddenFields(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = isPodSpec(value) ? ofPodSpec(value, path) : [];
  return [...here, ...Object.entries(value).flatMap(([key, child]) => forbiddenFields(child, `${path}.${key}`))];
}

export function expectNoForbiddenFields(manifests: unknown): void {
  expect(forbiddenFields(manifests)).toEqual([]);
}

function isPodSpec(value: object): value is Record<string, unknown> {
  return Array.isArray((value as { containers?: unknown }).containers);
}

function ofPodSpec(spec: Record<string, unknown>, path: string): string[] {
  const ofPod = FORBIDDEN_POD_FIELDS.filter((field) => isThere(spec, field)).map((field) => `${path}.${field}`);
  const ofContainers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((kind) =>
    ((spec[kind] ?? []) as unknown[]).flatMap((container, index) =>
      FORBIDDEN_CONTAINER_FIELDS.filter((field) => isThere(container, field)).map(
        (field) => `${path}.${kind}[${index}].${field}`,
      ),
    ),
  );
  return [...ofPod, ...ofContainers];
}

function isThere(value: unknown, field: string): boolean {
  const [key, ...rest] = field.split('.');
  if (typeof value !== 'object' || value === null || !(key in value)) return false;
  return rest.length === 0 || isThere((value as Record<string, unknown>)[key], rest.join('.'));
}
