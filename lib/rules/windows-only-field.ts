import { defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'windows-only-field',
  topic: 'operating-system',
  summary: 'A pod whose os is linux must have no windowsOptions.',
  why: 'The API server refuses them, of the pod and of every container, even when they are empty.',
  fix: 'Leave windowsOptions out, or set os.name: windows if the pod is meant for Windows nodes.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      securityContext:
        windowsOptions: { runAsUserName: ContainerUser }
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
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  pods: ['linux'],
  check: refusedBy('windows-only-field'),
});
