import { LINUX_ONLY_PATHS } from '../api-server/linux-only-fields';
import { isNeutral } from '../windows/neutral-fields';
import { defineRule, refusedBy } from './rule';

const refused = refusedBy('linux-only-field');

export default defineRule({
  id: 'linux-only-field',
  topic: 'operating-system',
  summary: 'A Windows pod must not carry a field that is for Linux only, whatever its value.',
  why: 'The API server refuses it on a pod whose os is windows; without os a Windows node ignores it, so it never means what it says.',
  fix: 'Leave the field out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  fields: LINUX_ONLY_PATHS,
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
          securityContext: { allowPrivilegeEscalation: false }
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
  check: (pod, context) =>
    refused(pod, context).map((found) =>
      isNeutral(found.path, found.got) ? { ...found, mend: { remove: true } } : found,
    ),
});
