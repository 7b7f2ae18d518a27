import { isPodSecurityLevel, POD_SECURITY_LABELS } from '../pod-security/enforced-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-level',
  topic: 'pod-security',
  summary: 'A Pod Security level must be privileged, baseline or restricted.',
  why: 'The API server refuses the namespace.',
  fix: 'Write one of the three, in small letters.',
  severity: 'error',
  verdict: 'pod-security',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-levels',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: { pod-security.kubernetes.io/enforce: default }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: { pod-security.kubernetes.io/enforce: baseline }
  `,
  kinds: ['Namespace'],
  checkObject: ({ metadata }) =>
    POD_SECURITY_LABELS.flatMap(({ level }) => {
      const got = metadata?.labels?.[level];
      if (got === undefined || isPodSecurityLevel(got)) return [];
      return [{ path: `metadata.labels[${level}]`, got, allowed: 'privileged, baseline, restricted' }];
    }),
});
