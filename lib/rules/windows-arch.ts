import { selectorPath } from '../manifests/build-choice';
import { type PlacedExpression, requiredExpressionsOf, requiredTermsOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { RUNTIME_CLASS, type RuntimeClass, systemOfRuntimeClass } from '../manifests/runtime-class';
import { ARCH_LABELS } from '../windows/labels';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'windows-arch',
  topic: 'scheduling',
  summary: 'A Windows pod must run on amd64, the only architecture of Windows nodes.',
  why: 'Kubernetes supports no Windows node of another architecture, so the pod would stay Pending.',
  fix: 'Drop the entry, or set it to amd64.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, kubernetes.io/arch: arm64 }
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
      nodeSelector: { kubernetes.io/os: windows, kubernetes.io/arch: amd64 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => [...inSelector(pod.nodeSelector, ''), ...inAffinity(pod)],
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const runtimeClass = object as RuntimeClass;
    if (systemOfRuntimeClass(runtimeClass) !== 'windows') return [];
    return inSelector(runtimeClass.scheduling?.nodeSelector, 'scheduling.');
  },
});

function inSelector(selector: Readonly<Record<string, string>> | undefined, before: string): Found[] {
  return ARCH_LABELS.flatMap((label) => {
    const got = selector?.[label];
    return got === undefined || got === 'amd64'
      ? []
      : [{ path: `${before}${selectorPath(label)}`, got, allowed: 'amd64' }];
  });
}

/** Terms are alternatives: as long as one leaves amd64, there are nodes. */
function inAffinity(pod: PodSpec): Found[] {
  const others = requiredExpressionsOf(pod).filter(isOther);
  const terms = new Set(others.map(({ path }) => path.slice(0, path.indexOf('.matchExpressions'))));
  if (others.length === 0 || terms.size < requiredTermsOf(pod).length) return [];
  const [{ path, values }] = others;
  return [{ path: `${path}.values`, got: values, allowed: 'amd64' }];
}

function isOther({ key, operator, values }: PlacedExpression): boolean {
  if (!ARCH_LABELS.includes(key)) return false;
  if (operator === 'In') return !values.includes('amd64');
  return operator === 'NotIn' ? values.includes('amd64') : operator === 'DoesNotExist';
}
