import type { PolicyCheck } from '../policy-check';

export const hostPathVolumes: PolicyCheck = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [
    {
      since: 0,
      obstacles: ({ pod }) =>
        (pod.volumes ?? []).flatMap(({ hostPath }, index) =>
          hostPath === undefined ? [] : [{ path: `volumes[${index}].hostPath`, got: hostPath.path }],
        ),
    },
  ],
};
