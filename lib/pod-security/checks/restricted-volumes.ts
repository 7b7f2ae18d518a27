import type { PolicyCheck } from '../policy-check';

const KINDS = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export const restrictedVolumes: PolicyCheck = {
  id: 'restrictedVolumes',
  level: 'restricted',
  versions: [
    {
      since: 0,
      obstacles: ({ pod }) =>
        (pod.volumes ?? []).flatMap((volume, index) => {
          const kinds = Object.keys(volume).filter((key) => key !== 'name');
          // a volume without a kind becomes an emptyDir
          if (kinds.length === 0 || kinds.some((kind) => KINDS.includes(kind))) return [];
          return kinds.map((kind) => ({ path: `volumes[${index}].${kind}`, got: volume.name }));
        }),
    },
  ],
  overrides: 'hostPathVolumes',
};
