import { ALL_PODS, defineRule } from './rule';

const ANNOTATION = 'experimental.windows.kubernetes.io/isolation-type';

export default defineRule({
  id: 'hyperv-annotation',
  topic: 'runtime-class',
  summary: 'A Windows container must not count on an annotation to isolate it by Hyper-V: nothing reads it.',
  why: 'The experiment ended with Kubernetes 1.21 and nothing reads the annotation any more: the container shares the kernel of its node like any other.',
  fix: 'Drop the annotation. Where workloads must not share a kernel, give them node pools of their own.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#limitations',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata:
      name: web
      annotations: { experimental.windows.kubernetes.io/isolation-type: hyperv }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (_pod, { template: { annotations } }) => {
    const got = annotations[ANNOTATION];
    if (got === undefined) return [];
    return [{ path: `metadata.annotations[${ANNOTATION}]`, got, below: 'template', mend: { remove: true } }];
  },
});
