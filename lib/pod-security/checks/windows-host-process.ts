import type { PolicyCheck } from '../policy-check';
import { contextsOf } from '../security-contexts';

export const windowsHostProcess: PolicyCheck = {
  id: 'windowsHostProcess',
  level: 'baseline',
  versions: [
    {
      since: 0,
      obstacles: ({ pod }) =>
        contextsOf(pod).flatMap(({ path, context }) =>
          context.windowsOptions?.hostProcess ? [{ path: `${path}.windowsOptions.hostProcess`, got: true }] : [],
        ),
    },
  ],
};
