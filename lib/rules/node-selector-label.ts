import { selectorPath } from '../manifests/build-choice';
import { nearestName } from '../manifests/nearest-name';
import { requiredExpressionsOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { NODE_LABELS, OS_LABEL, OS_LABELS } from '../windows/labels';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'node-selector-label',
  topic: 'scheduling',
  summary: 'Nodes must be chosen by labels that they have.',
  why: 'The scheduler compares labels letter by letter: no kubelet sets this one, so that no node fits, and the pod stays Pending.',
  fix: 'Write the label as kubectl get nodes --show-labels has it.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/so: windows }
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
  pods: ['windows', 'unknown'],
  check: (pod) => {
    const selector = pod.nodeSelector ?? {};
    return [
      ...Object.keys(selector).flatMap((key) =>
        foundLabel(pod, selectorPath(key), key, [selector[key]], `${selector[key]}`),
      ),
      ...requiredExpressionsOf(pod)
        .filter(({ operator }) => operator === 'In' || operator === 'Exists')
        .flatMap(({ path, key, values }) => foundLabel(pod, `${path}.key`, key, values, key)),
    ];
  },
});

function foundLabel(pod: PodSpec, path: string, key: string, values: readonly string[], got: string): Found[] {
  const meant = meantBy(key) ?? (isBareSystem(pod, key, values) ? OS_LABEL : undefined);
  if (meant === undefined) return [];
  return [{ path, got, problem: `no node has the label ${key}`, allowed: meant, fix: `Write ${meant}.` }];
}

/** The label of Kubernetes itself that is a letter beside the key, or has another prefix of Kubernetes. */
function meantBy(key: string): string | undefined {
  if (NODE_LABELS.includes(key)) return undefined;
  const [prefix, name] = partsOf(key);
  if (prefix === '') return undefined;
  return NODE_LABELS.find((label) => {
    const [ofLabel, known] = partsOf(label);
    if (name === known && OWN_PREFIXES.includes(prefix)) return OWN_PREFIXES.includes(ofLabel);
    return nearestName(prefix, [ofLabel]) !== undefined && nearestName(name, [known]) !== undefined;
  });
}

const OWN_PREFIXES: readonly string[] = ['kubernetes.io', 'node.kubernetes.io'];

/** `os: windows` is the key of a taint; as a label it is somebody's own, who would choose by the one of Kubernetes as well. */
function isBareSystem({ os, nodeSelector = {} }: PodSpec, key: string, values: readonly string[]): boolean {
  const isAlone = OS_LABELS.every((label) => nodeSelector[label] === undefined);
  return /^os$/i.test(key) && os?.name === 'windows' && isAlone && values.some((value) => /^windows$/i.test(value));
}

function partsOf(label: string): readonly [string, string] {
  const slash = label.indexOf('/');
  return [label.slice(0, Math.max(slash, 0)), label.slice(slash + 1)];
}
