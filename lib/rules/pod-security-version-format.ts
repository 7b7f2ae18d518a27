import { isPodSecurityVersion, POD_SECURITY_LABELS } from '../pod-security/enforced-policy';
import { defineRule } from './rule';

export default defineRule({
  id: 'pod-security-version-format',
  topic: 'pod-security',
  summary: "The version of a Pod Security policy must be 'latest' or have the form 'v1.34'.",
  why: 'Pod Security admission refuses the namespace.',
  fix: "Write it with the v and without a patch number, for example 'v1.34'.",
  severity: 'error',
  verdict: 'pod-security',
  reference:
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels:
        pod-security.kubernetes.io/enforce: baseline
        pod-security.kubernetes.io/enforce-version: '1.34'
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
  checkObject: ({ metadata }) =>
    POD_SECURITY_LABELS.flatMap(({ version }) => {
      const got = metadata?.labels?.[version];
      return got === undefined || isPodSecurityVersion(got) ? [] : [{ path: `metadata.labels[${version}]`, got }];
    }),
});
