import { buildStatementsOf } from '../manifests/build-choice';
import { defineRule } from './rule';

export default defineRule({
  id: 'windows-build-conflict',
  topic: 'scheduling',
  summary: 'A Windows build must not be stated twice with different values.',
  why: 'A nodeSelector matches one exact build, so no node would fit, or the RuntimeClass admission plugin refuses the pod.',
  fix: 'State it once: in the RuntimeClass, in nodeSelector, or in the node affinity.',
  fixInCode: 'State it once: with windowsVersion, with a WindowsRuntimeClass, or in nodeSelector.',
  severity: 'error',
  verdict: 'admission',
  supersedes: ['runtime-class-conflict'],
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      runtimeClassName: windows-2022
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.26100 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      runtimeClassName: windows-2022
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster }) => {
    const statements = buildStatementsOf(pod, cluster);
    let left: readonly string[] | undefined;
    for (const [index, { path, got, builds, says }] of statements.entries()) {
      left = left === undefined ? builds : left.filter((build) => builds.includes(build));
      if (left.length > 0) continue;
      const others = statements.slice(0, index).map((other) => other.says);
      return [{ path, got, problem: others.length > 0 ? others.join(', ') : says }];
    }
    return [];
  },
});
