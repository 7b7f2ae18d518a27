import type { PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden } from './field-error';

/** Devices are claimed by containers, never by the pod; on a Windows pod the whole field is refused for its own sake. */
export function podResourcesErrors({ os, resources }: PodSpec): FieldError[] {
  if (resources?.claims === undefined || os?.name === 'windows') return [];
  return [forbidden('resources.claims', resources.claims, 'only containers claim devices')];
}
