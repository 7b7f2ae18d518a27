import { isDnsLabel } from '../api-server/formats';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-name',
  summary: 'The host name of a pod is a DNS label, and so is its subdomain.',
  why: 'The API server refuses capitals, dots and underscores, which names of Windows machines often have.',
  fix: 'Use lower-case letters, digits and dashes.',
  severity: 'error',
  verdict: 'api',
  reference:
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
  check: (pod) =>
    (['hostname', 'subdomain'] as const).flatMap((path) =>
      pod[path] === undefined || isDnsLabel(pod[path]) ? [] : [{ path, got: pod[path] }],
    ),
});
