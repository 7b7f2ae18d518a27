import type { PodSpec } from '../manifests/pod-spec';
import { annotationContradictions } from './annotations';
import { ephemeralContainerErrors } from './ephemeral-containers';
import { type FieldError, forbidden } from './field-error';
import { hostPortErrors, withHostPorts } from './host-ports';
import { hostProcessErrors } from './host-process';
import { hostUsersErrors } from './host-users';
import { hostnameOverrideErrors } from './hostname-override';
import { initContainerErrors, restartPolicyErrors } from './init-containers';
import { linuxOnlyFieldsOf } from './linux-only-fields';
import { mountPropagationErrors } from './mount-propagation';
import { unknownFieldErrors } from './newer-fields';
import { osErrors } from './pod-os';
import { podResourcesErrors } from './pod-resources';
import { securityContextErrors } from './security-context';
import { storedPod } from './stored-pod';
import { windowsOnlyFieldErrors } from './windows-only-fields';

/** What a pod spec is sent as, and to which server. */
export interface Submission {
  /** The minor of the API server: `34` for Kubernetes 1.34. */
  readonly kubernetes: number;
  /** `Pod`, or the kind of the workload whose template it is. */
  readonly kind: string;
}

/**
 * Before this minor a StatefulSet is taken with any template: only its pods are refused, when they are to be made.
 * Source: kubernetes/kubernetes#131790, CHANGELOG-1.34; asked of 1.30 and 1.34.
 */
const STATEFUL_SET_TEMPLATES_SINCE = 34;

/**
 * What the API server refuses about a pod spec, as far as it depends on the operating system, on security and on the
 * namespaces of the node: type and path of each error as in the server's answer, with fieldValidation=Strict and default
 * feature gates. What the server says of names, images, volumes, probes and resources is not among them.
 * Source: kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodSpec`.
 *
 * @param annotations Those of the pod: some fields must not contradict them. What is wrong with the annotations themselves
 * says `annotationErrors`.
 */
export function podErrors(
  pod: PodSpec,
  { kubernetes, kind }: Submission,
  annotations: Readonly<Record<string, string>> = {},
): FieldError[] {
  const unknown = unknownFieldErrors(pod, kubernetes);
  if (unknown.length > 0) return unknown;
  if (kind === 'StatefulSet' && kubernetes < STATEFUL_SET_TEMPLATES_SINCE) return [];
  const isPod = kind === 'Pod';
  const kept = storedPod(pod, kubernetes);
  const stored = isPod ? withHostPorts(kept) : kept;
  return [
    ...operatingSystemErrors(stored),
    ...securityContextErrors(stored),
    ...hostProcessErrors(stored),
    ...hostUsersErrors(stored, kubernetes),
    ...hostPortErrors(stored),
    ...hostnameOverrideErrors(stored),
    ...podResourcesErrors(stored),
    ...mountPropagationErrors(stored),
    ...initContainerErrors(stored, kubernetes),
    ...restartPolicyErrors(stored, kubernetes),
    ...ephemeralContainerErrors(stored),
    ...annotationContradictions(annotations, stored, isPod),
  ];
}

function operatingSystemErrors(pod: PodSpec): FieldError[] {
  const errors = osErrors(pod);
  if (errors.length > 0) return errors;
  if (pod.os?.name === 'linux') return windowsOnlyFieldErrors(pod);
  if (pod.os?.name !== 'windows') return [];
  return linuxOnlyFieldsOf(pod).map(({ path, got }) => forbidden(path, got, 'a Windows pod has none'));
}
