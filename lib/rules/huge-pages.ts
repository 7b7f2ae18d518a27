import { amountsOf } from '../manifests/amounts';
import { defineRule } from './rule';

export default defineRule({
  id: 'huge-pages',
  topic: 'resources',
  summary: 'A Windows pod must not ask for huge pages: no Windows node has them.',
  why: 'No Windows node offers them, so no node fits: the pod stays Pending.',
  fix: 'Drop the hugepages- resources; a program on Windows asks the system for large pages by itself.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-linux-similarities',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: cache }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: cache
          image: registry.example.com/cache:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi, hugepages-2Mi: 128Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: cache }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: cache
          image: registry.example.com/cache:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 640Mi } }
  `,
  check: (pod) => {
    const asked = amountsOf(pod).find(({ resource }) => resource.startsWith('hugepages-'));
    return asked === undefined ? [] : [{ path: asked.path, got: asked.amount }];
  },
});
