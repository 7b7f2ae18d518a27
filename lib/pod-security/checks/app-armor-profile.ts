import { APP_ARMOR_ANNOTATION } from '../../api-server/annotations';
import type { PolicyCheck } from '../policy-check';
import { contextsOf } from '../security-contexts';

export const appArmorProfile: PolicyCheck = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [
    {
      since: 0,
      obstacles: ({ pod, annotations }) => [
        ...contextsOf(pod).flatMap(({ path, context: { appArmorProfile: profile } }) =>
          profile === undefined || profile.type === 'RuntimeDefault' || profile.type === 'Localhost'
            ? []
            : [{ path: `${path}.appArmorProfile.type`, got: profile.type, allowed: 'RuntimeDefault' }],
        ),
        ...Object.entries(annotations).flatMap(([key, got]) =>
          !key.startsWith(APP_ARMOR_ANNOTATION) || /^$|^runtime\/default$|^localhost\//.test(got)
            ? []
            : [{ path: `annotations[${key}]`, got }],
        ),
      ],
    },
  ],
};
