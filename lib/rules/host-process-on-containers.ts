import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-on-containers',
  topic: 'host-process',
  summary: 'hostProcess should stand on the pod rather than on each container.',
  why: 'All containers of such a pod must be HostProcess containers: one that a webhook injects, or that kubectl debug adds, takes it from the pod, and where only the containers say it the API server refuses the pod.',
  fix: 'Move hostProcess: true to securityContext.windowsOptions of the pod.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
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
  check: (pod) => {
    const all = containersOf(pod).map(({ container }) => container.securityContext?.windowsOptions?.hostProcess);
    const isStated = pod.securityContext?.windowsOptions?.hostProcess !== undefined;
    // a mixed pod is refused: host-process-mix
    if (isStated || all.length === 0 || !all.every((hostProcess) => hostProcess === true)) return [];
    return [{ path: 'securityContext.windowsOptions.hostProcess', got: undefined, allowed: 'true' }];
  },
});
