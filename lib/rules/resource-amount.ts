import { quantityOf } from '../api-server/quantity';
import { amountsOf } from '../manifests/amounts';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'resource-amount',
  topic: 'resources',
  summary: 'An amount of a resource must be a number, 0 or more.',
  why: 'The API server refuses the workload.',
  fix: 'Write a number with a suffix of Kubernetes or none: 500m or 2 for cpu, 512Mi or 2Gi for memory; MB and GB are none.',
  fixInCode:
    'Give an amount such as Cpu.millis(500) or Size.gibibytes(1), or leave it out; Number(…) of a setting that is missing is NaN.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512MB } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod) =>
    amountsOf(pod).flatMap(({ path, amount: got }) => {
      const number = quantityOf(got);
      if (number === undefined) return [{ path, got, problem: 'it is no number with a suffix of Kubernetes' }];
      return number < 0 ? [{ path, got, problem: 'it is negative' }] : [];
    }),
});
