import type { WindowsOptions } from '../manifests/pod-spec';
import { ALL_PODS, defineRule, refusedBy } from './rule';

/** They have rules of their own. */
const WINDOWS_OPTIONS: readonly (keyof WindowsOptions)[] = [
  'runAsUserName',
  'gmsaCredentialSpecName',
  'gmsaCredentialSpec',
];

export default defineRule({
  id: 'security-context-value',
  topic: 'pod-security',
  summary: 'A security context must hold values that the API server knows.',
  why: 'The API server refuses the pod: ids out of range, words that are none of the known ones, profiles without a name, settings that contradict each other.',
  fix: 'Write what the finding allows, ids as whole numbers from 0 to 2147483647, profiles as type: RuntimeDefault or type: Localhost with localhostProfile; or leave the field out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      securityContext: { seccompProfile: { type: runtimeDefault } }
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      securityContext: { seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  pods: ALL_PODS,
  check: refusedBy(
    'security-context',
    ({ path }) => !WINDOWS_OPTIONS.some((option) => path.endsWith(`.windowsOptions.${option}`)),
  ),
});
