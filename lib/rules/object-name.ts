import { isDnsSubdomain } from '../api-server/formats';
import { defineRule } from './rule';

const NAMES = ['runtimeClassName', 'priorityClassName', 'serviceAccountName'] as const;

export default defineRule({
  id: 'object-name',
  summary: 'The name of an object is a DNS subdomain.',
  why: 'No object can have this name, so the API server refuses the pod that refers to it.',
  fix: 'Use the name as kubectl get shows it: lower-case letters, digits, dashes and dots.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names',
  check: (pod) =>
    NAMES.flatMap((path) => (pod[path] === undefined || isDnsSubdomain(pod[path]) ? [] : [{ path, got: pod[path] }])),
});
