import type { PolicyCheck } from '../policy-check';
import { containerContextsOf } from '../security-contexts';

export const privileged: PolicyCheck = {
  id: 'privileged',
  level: 'baseline',
  versions: [
    {
      since: 0,
      obstacles: ({ pod }) =>
        containerContextsOf(pod).flatMap(({ path, context }) =>
          context.privileged ? [{ path: `${path}.privileged`, got: true }] : [],
        ),
    },
  ],
};
