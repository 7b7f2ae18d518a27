import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { valueAt } from '../manifests/value-at';
import type { FieldError } from './field-error';

/**
 * Fields that came after Kubernetes 1.25 and that the rules here look at. An API server that does not know a field refuses
 * it under strict field validation; one that knows it, its feature gate being off, takes the pod and drops the field.
 * Source: kubernetes/api `core/v1/types.go` of each minor from 0.30 to 0.36 for `known`; kubernetes/kubernetes
 * `pkg/features/kube_features.go` of 1.36, which lists the minors in which the default of a gate changed, for `kept`; and
 * `pkg/api/pod/util.go`, `dropDisabledFields`. Servers of 1.30, 1.34 and 1.36 are asked by the cluster suite; that a change
 * came in 1.31, 1.32, 1.33 or 1.35, and not in another minor between those, is the word of these sources alone.
 */
export interface NewerField {
  /** Path below the pod spec, or below each container or volume. */
  readonly path: string;
  /** The first minor that knows the field. */
  readonly known: number;
  /** The first minor that keeps it by default; none so far when missing. */
  readonly kept?: number;
}

export const NEWER_POD_FIELDS: readonly NewerField[] = [
  // gate UserNamespacesSupport
  { path: 'hostUsers', known: 25, kept: 33 },
  // gate AppArmorFields
  { path: 'securityContext.appArmorProfile', known: 30, kept: 30 },
  // gate SupplementalGroupsPolicy
  { path: 'securityContext.supplementalGroupsPolicy', known: 31, kept: 33 },
  // gate SELinuxChangePolicy
  { path: 'securityContext.seLinuxChangePolicy', known: 32, kept: 33 },
  // gate PodLevelResources
  { path: 'resources', known: 32, kept: 34 },
  // gate HostnameOverride
  { path: 'hostnameOverride', known: 34, kept: 35 },
];

export const NEWER_CONTAINER_FIELDS: readonly NewerField[] = [
  // gate AppArmorFields
  { path: 'securityContext.appArmorProfile', known: 30, kept: 30 },
  // gate ContainerStopSignals, still off by default
  { path: 'lifecycle.stopSignal', known: 33 },
];

/** Gate ImageVolume. A volume of an image that is not kept is dropped with its mounts; nothing here depends on that. */
const NEWER_VOLUME_FIELDS: readonly NewerField[] = [{ path: 'image', known: 31, kept: 35 }];

/** The fields that a server of this minor does not know. Like the server, sees a field as soon as its key is there. */
export function unknownFieldErrors(pod: PodSpec, kubernetes: number): FieldError[] {
  const volumes = (pod.volumes ?? []).map((volume, index) => ({ path: `volumes[${index}]`, volume }));
  return [
    ...unknownIn(pod, NEWER_POD_FIELDS, '', kubernetes),
    ...containersOf(pod).flatMap(({ path, container }) =>
      unknownIn(container, NEWER_CONTAINER_FIELDS, `${path}.`, kubernetes),
    ),
    ...volumes.flatMap(({ path, volume }) => unknownIn(volume, NEWER_VOLUME_FIELDS, `${path}.`, kubernetes)),
  ];
}

function unknownIn(holder: object, fields: readonly NewerField[], prefix: string, kubernetes: number): FieldError[] {
  return fields.flatMap(({ path, known }): FieldError[] => {
    if (kubernetes >= known) return [];
    const dot = path.lastIndexOf('.');
    const inner = dot < 0 ? holder : valueAt(holder, path.slice(0, dot));
    const last = path.slice(dot + 1);
    if (typeof inner !== 'object' || inner === null || !(last in inner)) return [];
    const got = (inner as Record<string, unknown>)[last];
    const problem = `Kubernetes 1.${kubernetes} does not know the field, 1.${known} is the first that does`;
    return [{ path: `${prefix}${path}`, type: 'UnknownField', got, problem }];
  });
}
