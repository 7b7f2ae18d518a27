import { containersOf, effectiveRunAsNonRoot, isHostProcess, placeOfRunAsNonRoot } from '../manifests/pod-spec';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'host-process-run-as-non-root',
  topic: 'host-process',
  summary: 'A HostProcess container must not ask for runAsNonRoot.',
  why: 'A HostProcess container is a process of the node; Kubernetes documents runAsNonRoot: true as not allowed for it.',
  fix: 'Leave runAsNonRoot out and choose the account by runAsUserName.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference:
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#hostprocess-pod-configuration-requirements',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        runAsNonRoot: true
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    isHostProcess(pod)
      ? oncePerPlace(
          containersOf(pod).flatMap((placed) =>
            effectiveRunAsNonRoot(pod, placed.container) ? [{ path: placeOfRunAsNonRoot(placed), got: true }] : [],
          ),
        )
      : [],
});
