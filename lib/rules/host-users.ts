import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'host-users',
  topic: 'pod-security',
  summary: 'A pod with a user namespace of its own must not share namespaces of its node.',
  why: 'The API server refuses hostUsers: false together with hostNetwork, hostPID or hostIPC, and since 1.34 with block devices.',
  fix: 'Leave out hostUsers, or what shares the node.',
  severity: 'error',
  verdict: 'api',
  kubernetes: { since: 33 },
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#limitations',
  example: { kubernetes: 34 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      hostUsers: false
      hostPID: true
      containers:
        - name: agent
          image: registry.example.com/agent:1.0
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      hostPID: true
      containers:
        - name: agent
          image: registry.example.com/agent:1.0
  `,
  pods: ALL_PODS,
  check: refusedBy('host-users'),
});
