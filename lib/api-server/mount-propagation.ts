import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { type FieldError, forbidden, oneOf } from './field-error';

const MODES = ['Bidirectional', 'HostToContainer', 'None'];

/** What is wrong with mount propagation; the API server's path does not tell which of the mounts it is. */
export function mountPropagationErrors(pod: PodSpec): FieldError[] {
  return containersOf(pod).flatMap(({ path, container }) =>
    (container.volumeMounts ?? []).flatMap(({ mountPropagation: mode }, index) => {
      const field = `${path}.volumeMounts.mountPropagation`;
      return [
        ...oneOf(field, mode, MODES),
        ...(mode === 'Bidirectional' && container.securityContext?.privileged !== true
          ? [forbidden(field, mode, 'only privileged containers have it')]
          : []),
      ].map((error) => ({ ...error, place: `${path}.volumeMounts[${index}].mountPropagation` }));
    }),
  );
}
