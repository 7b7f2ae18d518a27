import { unseenGmsaUsesOf } from '../manifests/gmsa-use';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-init-container',
  topic: 'gmsa',
  summary: 'Init containers must take their gMSA from the pod.',
  why: 'The gMSA webhook, up to v0.13, looks at the pod and its regular containers only: a name on an init container gets no contents, and contents on one get in without anybody being asked.',
  fix: 'Set gmsaCredentialSpecName in spec.securityContext.windowsOptions: it holds for all containers, init containers included.',
  fixInCode: 'Set gmsa on the pod.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'webhook',
  reference: 'https://github.com/kubernetes-sigs/windows-gmsa',
  check: (pod) =>
    unseenGmsaUsesOf(pod).map(({ path, name, contents }) =>
      contents === undefined
        ? { path: `${path}.gmsaCredentialSpecName`, got: name }
        : { path: `${path}.gmsaCredentialSpec`, got: contents },
    ),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      initContainers:
        - name: migrate
          image: registry.example.com/migrate:1.0-ltsc2022
          securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
          resources: { limits: { cpu: 500m, memory: 512Mi } }
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
      initContainers:
        - name: migrate
          image: registry.example.com/migrate:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
