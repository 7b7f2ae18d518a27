import { defineRule } from './rule';

export default defineRule({
  id: 'host-path-climbs',
  topic: 'volumes',
  summary: "A hostPath must not climb with '..'.",
  why: 'The API server refuses every hostPath that has .. between slashes, and the kubelet of a Windows node one that has it between backslashes: the pod stays in ContainerCreating (FailedMount, must not contain ..).',
  fix: 'Write the path that is meant.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: logs, mountPath: 'C:\\logs' }]
      volumes: [{ name: logs, hostPath: { path: /var/data/../log } }]
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts: [{ name: logs, mountPath: 'C:\\logs' }]
      volumes: [{ name: logs, hostPath: { path: /var/log } }]
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ hostPath }, index) =>
      hostPath?.path?.split(/[\\/]/).includes('..')
        ? [{ path: `volumes[${index}].hostPath.path`, got: hostPath.path }]
        : [],
    ),
});
