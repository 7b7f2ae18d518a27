import { osStatementsOf } from '../manifests/operating-system';
import { defineRule } from './rule';

export default defineRule({
  id: 'windows-options-ignored',
  topic: 'windows-options',
  summary: 'A pod for Linux nodes must not count on windowsOptions, which they ignore.',
  why: 'What the pod asks for places it on Linux nodes, whose kubelet does not look at windowsOptions: neither the user nor the gMSA nor HostProcess comes to be.',
  fix: 'Leave windowsOptions out, or set os.name and the node selector kubernetes.io/os to windows.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
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
      nodeSelector: { kubernetes.io/os: linux }
      containers:
        - name: web
          image: registry.example.com/web:1.0
  `,
  pods: ['linux'],
  check: (pod) =>
    // with os: linux the API server refuses them
    pod.os !== undefined
      ? []
      : osStatementsOf(pod).flatMap(({ path, got, systems }) => {
          const asksForSomething = Object.values(got as object).some((value) => value !== false);
          return path.endsWith('windowsOptions') && systems.includes('windows') && asksForSomething
            ? [{ path, got }]
            : [];
        }),
});
