import { POD_SECURITY_LABELS } from '../pod-security/enforced-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-level-missing',
  topic: 'pod-security',
  summary: 'The version of a Pod Security policy must stand beside the level that it is for.',
  why: 'Without a level the default of the cluster is in force, which is privileged where nobody changed it: then nothing is enforced, whatever the version.',
  fix: 'Add the label of the level beside that of its version, or remove the version.',
  fixInCode: 'Set podSecurity beside it, or leave podSecurityVersion out.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: { pod-security.kubernetes.io/enforce-version: v1.34 }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels:
        pod-security.kubernetes.io/enforce: baseline
        pod-security.kubernetes.io/enforce-version: v1.34
  `,
  kinds: ['Namespace'],
  checkObject: ({ metadata: { labels = {} } = {} }) =>
    POD_SECURITY_LABELS.flatMap(({ level, version }) => {
      if (labels[version] === undefined || labels[level] !== undefined) return [];
      return [{ path: `metadata.labels[${version}]`, got: labels[version], problem: `${level} is missing` }];
    }),
});
