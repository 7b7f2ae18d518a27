import { defineRule } from './rule';

export default defineRule({
  id: 'acknowledgement-stale',
  topic: 'manifests',
  summary: 'An acknowledgement must accept something that is found here.',
  why: 'The rule finds nothing in this object: what was accepted is mended, or was never here.',
  fix: 'Take the annotation away.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://github.com/cdk8s-windows/cdk8s-windows/blob/main/docs/lint.md',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      annotations: { acknowledge.cdk8s-windows/image-build-ended: moves in spring }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop }
  `,
});
