import type { ContainerSpec, PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden } from './field-error';

const OF_LASTING_CONTAINERS = [
  'ports',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'restartPolicy',
] as const;

/** Ephemeral containers come later, through a subresource of their own; what is written is looked at all the same. */
export function ephemeralContainerErrors(pod: PodSpec): FieldError[] {
  const { ephemeralContainers: containers = [] } = pod;
  if (containers.length === 0) return [];
  return [
    forbidden('ephemeralContainers', containers, 'they can only be added to a pod that is there'),
    ...containers.flatMap((container, index) => lastingOnly(container, `ephemeralContainers[${index}]`)),
  ];
}

function lastingOnly(container: ContainerSpec, path: string): FieldError[] {
  const { resources = {} } = container;
  return [
    ...OF_LASTING_CONTAINERS.flatMap((field) => (container[field] === undefined ? [] : [field])),
    ...(Object.values(resources).some((value) => value !== undefined) ? (['resources'] as const) : []),
  ].map((field) => forbidden(`${path}.${field}`, container[field], 'an ephemeral container has none'));
}
