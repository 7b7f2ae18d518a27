import { defineRule } from './rule';

export default defineRule({
  id: 'acknowledgement-reason',
  topic: 'manifests',
  summary: 'An acknowledgement must say why.',
  why: 'Without a reason nobody can tell later whether it still holds, so it accepts nothing.',
  fix: 'Write the reason as the value of the annotation.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://github.com/cdk8s-windows/cdk8s-windows/blob/main/docs/lint.md',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      annotations: { acknowledge.cdk8s-windows/image-build-ended: '' }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop }
  `,
});
