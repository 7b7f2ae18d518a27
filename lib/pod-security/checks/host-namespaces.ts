import type { PolicyCheck } from '../policy-check';

export const hostNamespaces: PolicyCheck = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [
    {
      since: 0,
      obstacles: ({ pod }) =>
        (['hostNetwork', 'hostPID', 'hostIPC'] as const).flatMap((path) => (pod[path] ? [{ path, got: true }] : [])),
    },
  ],
};
