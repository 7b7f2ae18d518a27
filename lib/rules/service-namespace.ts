import { defineRule } from './rule';

export default defineRule({
  id: 'service-namespace',
  topic: 'network',
  summary: 'The namespace of a Service must be known where its full name is used.',
  why: 'A Windows pod resolves full names, and bare names of its own namespace; name.namespace and name.namespace.svc do not resolve. Without a namespace the Service is created wherever it is applied, and its full name is not known.',
  fix: 'Give the chart or the Service a namespace.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
});
