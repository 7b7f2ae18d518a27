import { defineRule } from './rule';

/** Alpha in Kubernetes 1.14, gone since 1.16: of the pod or of one container, the name or the contents. */
const ANNOTATION = /(^|\.)(pod|container)\.alpha\.windows\.kubernetes\.io\/gmsa-credential-spec(-name)?$/;

export default defineRule({
  id: 'gmsa-annotation',
  topic: 'gmsa',
  summary: 'A pod must name its gMSA in windowsOptions: nobody reads the annotations for it any more.',
  why: 'The alpha annotations were replaced by fields in Kubernetes 1.16 and nobody reads them since: the pod starts without the identity, and nothing says so.',
  fix: 'Set securityContext.windowsOptions.gmsaCredentialSpecName and remove the annotation.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  pods: ['windows', 'unknown'],
  check: (_pod, { template: { annotations } }) =>
    Object.entries(annotations)
      .filter(([key]) => ANNOTATION.test(key))
      .map(([key, got]) => ({ path: `metadata.annotations[${key}]`, got, below: 'template' })),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp, annotations: { pod.alpha.windows.kubernetes.io/gmsa-credential-spec-name: gmsa-erp } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' } }
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
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp, runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
