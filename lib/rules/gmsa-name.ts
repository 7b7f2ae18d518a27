import { isDnsSubdomain } from '../api-server/formats';
import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'gmsa-name',
  topic: 'gmsa',
  summary: 'The name of a credential spec must be a DNS subdomain.',
  why: 'The API server refuses capitals and underscores, both in the resource and in gmsaCredentialSpecName.',
  fix: 'Use lower-case letters, digits, dots and dashes, at most 253, and the same spelling everywhere.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  pods: ALL_PODS,
  check: refusedBy('security-context', ({ path }) => path.endsWith('.windowsOptions.gmsaCredentialSpecName')),
  kinds: ['windows.k8s.io/GMSACredentialSpec'],
  checkObject: ({ metadata: { name: got } = {} }) =>
    got === undefined || isDnsSubdomain(got) ? [] : [{ path: 'metadata.name', got }],
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-WebApp1 } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-webapp1 } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
