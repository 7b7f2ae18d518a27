import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'gmsa-spec-size',
  topic: 'gmsa',
  summary: 'A credential spec must have at most 64 KiB and not be empty.',
  why: 'The webhook copies it into the pod, and the API server then refuses the pod; it refuses an empty one as well.',
  fix: 'Leave gmsaCredentialSpec to the gMSA webhook and give gmsaCredentialSpecName; a spec that is too long has a shorter input for its plug-in, or fewer accounts.',
  fixInCode: 'Shorten the input of the credential plug-in, or name fewer accounts.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
  pods: ALL_PODS,
  check: refusedBy('security-context', ({ path }) => path.endsWith('.windowsOptions.gmsaCredentialSpec')),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp, gmsaCredentialSpec: '' } }
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
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
