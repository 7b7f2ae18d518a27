import type { PodSpec } from '../manifests/pod-spec';
import { type FieldError, notSupported, required } from './field-error';

const NAMES = ['linux', 'windows'];

/** What is wrong with `os` itself; a pod with such an error is looked at as one that names no operating system. */
export function osErrors({ os }: PodSpec): FieldError[] {
  if (os === undefined) return [];
  if (!os.name) return [required('os.name', 'os says nothing without a name')];
  return NAMES.includes(os.name) ? [] : [{ ...notSupported('os', os.name, NAMES), place: 'os.name' }];
}
