import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden } from './field-error';

/** What a pod with `os.name: linux` may not carry: `windowsOptions`, even empty. */
export function windowsOnlyFieldErrors(pod: PodSpec): FieldError[] {
  const field = 'securityContext.windowsOptions';
  const places = [
    { path: field, got: pod.securityContext?.windowsOptions },
    ...containersOf(pod).map(({ path, container }) => ({
      path: `${path}.${field}`,
      got: container.securityContext?.windowsOptions,
    })),
  ];
  return places.flatMap(({ path, got }) =>
    got === undefined ? [] : [forbidden(path, got, 'a Linux pod has no Windows options')],
  );
}
