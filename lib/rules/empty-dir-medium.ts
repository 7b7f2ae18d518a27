import { amountsOf } from '../manifests/amounts';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'empty-dir-medium',
  topic: 'volumes',
  summary: 'An emptyDir on Windows must lie on disk: there are neither volumes in memory nor huge pages.',
  why: 'The kubelet makes a plain directory on disk without a word, still counted as memory: secrets expected in RAM lie on disk.',
  fix: 'Leave the medium out; keep what must not touch a disk in the memory of the program.',
  fixInCode: 'Leave the medium out.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  bad: `
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
          volumeMounts:
            - { name: scratch, mountPath: 'C:\\scratch' }
      volumes:
        - { name: scratch, emptyDir: { medium: Memory } }
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
          volumeMounts:
            - { name: scratch, mountPath: 'C:\\scratch' }
      volumes:
        - { name: scratch, emptyDir: {} }
  `,
  check: (pod) => {
    const asksForHugePages = amountsOf(pod).some(({ resource }) => resource.startsWith('hugepages-'));
    return (pod.volumes ?? []).flatMap(({ emptyDir }, index): Found[] => {
      const got = emptyDir?.medium;
      if (!got) return [];
      const path = `volumes[${index}].emptyDir.medium`;
      if (!got.startsWith('HugePages')) return [{ path, got, mend: { remove: true } }];
      // the rule about huge pages has found it already
      return asksForHugePages ? [] : [{ path, got, problem: 'the volume is never mounted', severity: 'error' }];
    });
  },
});
