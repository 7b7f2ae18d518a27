import { defineRule } from './rule';

export default defineRule({
  id: 'policy-field',
  topic: 'policy',
  summary: 'A network policy, or a network set, must have only fields that its kind knows.',
  why: 'kubectl asks the API server to refuse other fields; clients that do not, such as Helm, get the policy without them: a rule without its peers or ports matches everything.',
  fix: 'Write the field as the kind has it; some fields of Calico Enterprise are unknown to Calico.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  bad: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - form: [{ podSelector: { matchLabels: { app: proxy } } }]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Ingress]
      ingress:
        - from: [{ podSelector: { matchLabels: { app: proxy } } }]
  `,
});
