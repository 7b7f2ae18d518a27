import { quantityOf } from '../api-server/quantity';
import { hasUnseenRuntimeClass, runtimeClassOf } from '../manifests/runtime-class';
import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-overhead',
  topic: 'runtime-class',
  summary: 'The overhead of a pod must be that of its RuntimeClass.',
  why: 'The RuntimeClass admission plugin writes it into the pod itself, and refuses a pod that brings another one, or one of which no RuntimeClass knows.',
  fix: 'Leave overhead out.',
  severity: 'error',
  verdict: 'admission',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      overhead: { memory: 120Mi }
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
  check: (pod, { cluster }) => {
    const got = pod.overhead;
    if (got === undefined || Object.keys(got).length === 0 || hasUnseenRuntimeClass(pod, cluster)) return [];
    const expected = runtimeClassOf(pod, cluster)?.overhead?.podFixed ?? {};
    const names = new Set([...Object.keys(got), ...Object.keys(expected)]);
    if ([...names].every((name) => sameAmount(got[name], expected[name]))) return [];
    const problem =
      pod.runtimeClassName === undefined
        ? 'the pod names no RuntimeClass'
        : `that of RuntimeClass ${pod.runtimeClassName} is ${JSON.stringify(expected)}`;
    return [{ path: 'overhead', got, problem, mend: { remove: true } }];
  },
});

function sameAmount(left: string | number | undefined, right: string | number | undefined): boolean {
  return left !== undefined && right !== undefined && quantityOf(left) === quantityOf(right);
}
