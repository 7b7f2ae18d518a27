import { defineRule } from './rule';

export default defineRule({
  id: 'acknowledgement-unknown',
  topic: 'manifests',
  summary: 'An acknowledgement must name a rule that exists.',
  why: 'No rule has this id, or the annotation does not begin with acknowledge.cdk8s-windows/, so it accepts nothing.',
  fix: 'Write the id that the finding showed, or take the annotation away.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://github.com/cdk8s-windows/cdk8s-windows/blob/main/docs/lint.md',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      annotations: { acknowledge.cdk8s-windows/os-msising: agreed }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop }
  `,
});
