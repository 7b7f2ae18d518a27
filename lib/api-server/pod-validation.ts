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
import { withoutNulls } from './without-nulls';

/** What a pod spec is sent as, and to which server. */
export interface Submission {
  /** The minor of the API server: `34` for Kubernetes 1.34. */
  readonly kubernetes: number;
  /** `Pod`, or the kind of the workload whose template it is. */
  readonly kind: string;
  /** Fields that the server does not know: refused with fieldValidation=Strict, dropped otherwise. `refused` by default. */
  readonly unknownFields?: 'refused' | 'dropped';
  /** Whether fields may be null; in shapes that fit none is. `possible` by default. */
  readonly nulls?: 'possible' | 'none';
}

/** What an error is about: the part of the validation that found it. */
export type ServerCheck =
  | 'unknown-field'
  | 'os'
  | 'linux-only-field'
  | 'windows-only-field'
  | 'security-context'
  | 'host-process'
  | 'host-users'
  | 'host-port'
  | 'hostname-override'
  | 'pod-resources'
  | 'mount-propagation'
  | 'init-container'
  | 'restart-policy'
  | 'ephemeral-container'
  | 'annotation';

/** An error, and the part of the validation that found it. */
export interface PodError extends FieldError {
  readonly about: ServerCheck;
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
  { kubernetes, kind, unknownFields = 'refused', nulls = 'possible' }: Submission,
  annotations: Readonly<Record<string, string>> = {},
): PodError[] {
  const unknown = unknownFieldErrors(pod, kubernetes);
  if (unknown.length > 0 && unknownFields === 'refused') return about('unknown-field', unknown);
  if (kind === 'StatefulSet' && kubernetes < STATEFUL_SET_TEMPLATES_SINCE) return [];
  const isPod = kind === 'Pod';
  const kept = storedPod(nulls === 'none' ? pod : withoutNulls(pod), kubernetes);
  const stored = isPod ? withHostPorts(kept) : kept;
  return [
    ...operatingSystemErrors(stored),
    ...about('security-context', securityContextErrors(stored)),
    ...about('host-process', hostProcessErrors(stored)),
    ...about('host-users', hostUsersErrors(stored, kubernetes)),
    ...about('host-port', hostPortErrors(stored)),
    ...about('hostname-override', hostnameOverrideErrors(stored)),
    ...about('pod-resources', podResourcesErrors(stored)),
    ...about('mount-propagation', mountPropagationErrors(stored)),
    ...about('init-container', initContainerErrors(stored, kubernetes)),
    ...about('restart-policy', restartPolicyErrors(stored, kubernetes)),
    ...about('ephemeral-container', ephemeralContainerErrors(stored)),
    ...about('annotation', annotationContradictions(annotations, stored, isPod)),
  ];
}

function operatingSystemErrors(pod: PodSpec): PodError[] {
  const errors = osErrors(pod);
  if (errors.length > 0) return about('os', errors);
  if (pod.os?.name === 'linux') return about('windows-only-field', windowsOnlyFieldErrors(pod));
  if (pod.os?.name !== 'windows') return [];
  const forbiddenFields = linuxOnlyFieldsOf(pod).map(({ path, got, instead, insteadInCode }) => ({
    ...forbidden(path, got, 'a Windows pod has none'),
    fix: instead,
    fixInCode: insteadInCode,
  }));
  return about('linux-only-field', forbiddenFields);
}

function about(check: ServerCheck, errors: readonly FieldError[]): PodError[] {
  return errors.map((error) => ({ ...error, about: check }));
}
