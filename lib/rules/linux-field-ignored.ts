import { isProfileAnnotation } from '../api-server/annotations';
import { LINUX_ONLY_PATHS, linuxOnlyFieldsOf } from '../api-server/linux-only-fields';
import type { PodSpec } from '../manifests/pod-spec';
import { isNeutral } from '../windows/neutral-fields';
import type { PodContext } from './context';
import { defineRule, type Found } from './rule';

/** A limit for the whole pod: the kubelet of a Windows node refuses the pod for it. */
const NOT_IGNORED = 'resources';

export default defineRule({
  id: 'linux-field-ignored',
  topic: 'operating-system',
  summary: 'A pod for Windows nodes must not count on a field that Windows ignores.',
  why: 'The API server takes a pod without os for a Linux pod and accepts the field; the kubelet on Windows drops it, so nothing of what it promises holds.',
  fix: 'Leave the field out.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#field-compatibility-for-pod-specifications',
  fields: LINUX_ONLY_PATHS.filter((path) => path !== `spec.${NOT_IGNORED}`),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext: { readOnlyRootFilesystem: true }
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
  check: (pod, context) => [...ignoredAnnotations(context), ...ignoredFields(pod)],
});

/** Annotations the API server takes also where os says windows. */
function ignoredAnnotations({ template: { annotations } }: PodContext): Found[] {
  return Object.entries(annotations).flatMap(([key, got]): Found[] => {
    const path = `metadata.annotations[${key}]`;
    if (!isProfileAnnotation(key)) return [];
    return [{ path, below: 'template', got, fix: 'Remove the annotation: Windows has no such profiles.' }];
  });
}

function ignoredFields(pod: PodSpec): Found[] {
  // what is wrong with os itself is said elsewhere, and with os: windows the server refuses the fields
  if (pod.os !== undefined) return [];
  return linuxOnlyFieldsOf(pod)
    .filter(({ path }) => path !== NOT_IGNORED)
    .map(({ path, got, instead, insteadInCode }): Found => {
      const found = { path, got, fix: instead, fixInCode: insteadInCode };
      return isNeutral(path, got) ? { ...found, severity: 'info', mend: { remove: true } } : found;
    });
}
