import { selectorPath } from '../manifests/build-choice';
import { admits, REQUIRED_TERMS, requiredTermsOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { type RuntimeClass, runtimeClassOf, systemOfRuntimeClass } from '../manifests/runtime-class';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { ALL_PODS, defineRule, type Found } from './rule';

export default defineRule({
  id: 'runtime-class-conflict',
  topic: 'runtime-class',
  summary: 'A pod must not contradict the node selector of its RuntimeClass.',
  why: 'The RuntimeClass admission plugin merges both selectors and refuses a pod in which one key has two values; the Deployment is accepted and its ReplicaSet reports FailedCreate.',
  fix: 'Drop the entry from nodeSelector, or use another RuntimeClass.',
  severity: 'error',
  verdict: 'admission',
  reference: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-gpu }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, example.com/gpu: 'true' }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      runtimeClassName: windows-gpu
      nodeSelector: { kubernetes.io/os: windows, example.com/gpu: 'false' }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-gpu }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, example.com/gpu: 'true' }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      runtimeClassName: windows-gpu
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod, { cluster, system }) => {
    const runtimeClass = runtimeClassOf(pod, cluster);
    // two Linux selectors are no matter of Windows
    if (runtimeClass === undefined) return [];
    if (systemOfRuntimeClass(runtimeClass) !== 'windows' && system.name !== 'windows') return [];
    const differing = differingEntries(pod, runtimeClass);
    return differing.length > 0 ? differing : contradictions(pod, runtimeClass);
  },
});

function differingEntries(pod: PodSpec, { scheduling }: RuntimeClass): Found[] {
  return Object.entries(scheduling?.nodeSelector ?? {}).flatMap(([label, value]) => {
    const got = pod.nodeSelector?.[label];
    if (got === undefined || got === value) return [];
    return [{ path: selectorPath(label), got, allowed: `${value}, as in RuntimeClass ${pod.runtimeClassName}` }];
  });
}

/** What admission does not look at: the pod is accepted, and no node will do. */
function contradictions(pod: PodSpec, runtimeClass: RuntimeClass): Found[] {
  const system = systemOfRuntimeClass(runtimeClass);
  const isOf = `RuntimeClass ${pod.runtimeClassName} is for ${system}`;
  const fix = 'Name a RuntimeClass for the operating system of the pod.';
  if (system !== undefined && pod.os?.name !== undefined && pod.os.name !== system)
    return [
      { path: 'runtimeClassName', got: pod.runtimeClassName, problem: `${isOf}, and os.name is ${pod.os.name}`, fix },
    ];
  const terms = requiredTermsOf(pod);
  const { [WINDOWS_BUILD_LABEL]: _, ...labels } = runtimeClass.scheduling?.nodeSelector ?? {};
  if (admits({ selectors: [], terms }, labels)) return [];
  const got = terms.map(({ matchExpressions }) => matchExpressions);
  const problem = `RuntimeClass ${pod.runtimeClassName} asks for ${JSON.stringify(labels)}, which the affinity rules out`;
  return [{ path: REQUIRED_TERMS, got, problem, fix: 'Drop the expression, or use another RuntimeClass.' }];
}
