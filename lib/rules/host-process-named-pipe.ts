import { isHostProcess } from '../manifests/pod-spec';
import { looksLikeNamedPipe } from '../windows/mount-path';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-named-pipe',
  topic: 'host-process',
  summary: 'A HostProcess container must open named pipes directly, not mount them.',
  why: 'The shim refuses to mount a named pipe into a job container.',
  fix: 'Drop the mount and open \\\\.\\pipe\\name from the process.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/hcsshim/tree/main/internal/jobcontainers',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      volumes: [{ name: docker, hostPath: { path: '\\\\.\\pipe\\docker_engine' } }]
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: docker, mountPath: '\\\\.\\pipe\\docker_engine' }]
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
      ? (pod.volumes ?? []).flatMap((volume, index) =>
          looksLikeNamedPipe(volume.hostPath?.path ?? '')
            ? [{ path: `volumes[${index}].hostPath.path`, got: volume.hostPath?.path }]
            : [],
        )
      : [],
});
