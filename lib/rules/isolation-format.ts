import { defineRule } from './rule';

export default defineRule({
  id: 'isolation-format',
  topic: 'policy',
  summary: 'The format of the policies must be one that the cluster reads and that can say what is asked.',
  why: 'Only Calico reads projectcalico.org/v3; a Kubernetes NetworkPolicy knows neither Services nor service accounts nor a whole cluster.',
  fix: 'Use format: IsolationFormat.KUBERNETES where another engine enforces, else IsolationFormat.CALICO.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
});
