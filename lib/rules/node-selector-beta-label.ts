import { selectorPath } from '../manifests/build-choice';
import { requiredExpressionsOf } from '../manifests/node-choice';
import { RUNTIME_CLASS, type RuntimeClass, systemOfRuntimeClass } from '../manifests/runtime-class';
import { ARCH_LABELS, OS_LABELS } from '../windows/labels';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'node-selector-beta-label',
  topic: 'scheduling',
  summary: 'Nodes should be chosen by kubernetes.io/os and kubernetes.io/arch, not by the beta labels.',
  why: 'The beta labels are deprecated since Kubernetes 1.14. Today kubelets still set both, but whoever looks for the stable one (RuntimeClasses, webhooks of platforms, policies) does not see the choice.',
  fix: 'Use the same label without beta.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#beta-kubernetes-io-os',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { beta.kubernetes.io/os: windows }
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
  check: (pod) => [
    ...inSelector(pod.nodeSelector, ''),
    ...requiredExpressionsOf(pod)
      .filter(({ key }) => TWINS.has(key))
      .map(({ path, key }) => ({ path: `${path}.key`, got: key, allowed: TWINS.get(key) })),
  ],
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const runtimeClass = object as RuntimeClass;
    if (systemOfRuntimeClass(runtimeClass) !== 'windows') return [];
    return inSelector(runtimeClass.scheduling?.nodeSelector, 'scheduling.');
  },
});

/** The stable label of each deprecated one. */
const TWINS: ReadonlyMap<string, string> = new Map([OS_LABELS, ARCH_LABELS].map(([stable, beta]) => [beta, stable]));

function inSelector(selector: Readonly<Record<string, string>> | undefined, before: string): Found[] {
  return [...TWINS].flatMap(([beta, stable]): Found[] => {
    const got = selector?.[beta];
    if (got === undefined) return [];
    const found = { path: `${before}${selectorPath(beta)}`, got, allowed: `${stable}: ${got}` };
    return [selector?.[stable] === got ? { ...found, mend: { remove: true } } : found];
  });
}
