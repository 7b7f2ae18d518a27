import { containersOf, handlersOf } from '../../manifests/pod-spec';
import type { PolicyCheck } from '../policy-check';

export const hostProbesAndHostLifecycle: PolicyCheck = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [
    {
      since: 34,
      obstacles: ({ pod }) =>
        containersOf(pod).flatMap(({ path, container }) =>
          handlersOf(container).flatMap(({ path: field, handler }) =>
            (['httpGet', 'tcpSocket'] as const).flatMap((kind) => {
              const got = handler[kind]?.host;
              return got ? [{ path: `${path}.${field}.${kind}.host`, got }] : [];
            }),
          ),
        ),
    },
  ],
};
