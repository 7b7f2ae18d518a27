import type { Shape } from '../shape';

/** Who may do what (kubernetes/api `rbac/v1/types.go`). */

const RULES: Shape = {
  list: {
    fields: {
      apiGroups: { list: 'string' },
      resources: { list: 'string' },
      resourceNames: { list: 'string' },
      nonResourceURLs: { list: 'string' },
      verbs: { list: 'string' },
    },
  },
};

const BINDING: { readonly [field: string]: Shape } = {
  roleRef: { fields: { apiGroup: 'string', kind: 'string', name: 'string' } },
  subjects: { list: { fields: { apiGroup: 'string', kind: 'string', name: 'string', namespace: 'string' } } },
};

export const ACCESS_SHAPES: readonly [string, { readonly [field: string]: Shape }][] = [
  ['ServiceAccount', { automountServiceAccountToken: 'boolean' }],
  ['rbac.authorization.k8s.io/Role', { rules: RULES }],
  ['rbac.authorization.k8s.io/ClusterRole', { rules: RULES }],
  ['rbac.authorization.k8s.io/RoleBinding', BINDING],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', BINDING],
];
