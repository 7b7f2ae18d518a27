import { admits, nodeChoiceOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { hasUnseenRuntimeClass, runtimeClassOf } from '../manifests/runtime-class';
import { type Taint, taintText, tolerates } from '../platforms/taint';
import { OS_LABELS } from '../windows/labels';
import { LINUX_NODE } from '../windows/nodes';
import { defineRule } from './rule';

export default defineRule({
  id: 'toleration-missing',
  topic: 'scheduling',
  summary: 'A Windows pod must tolerate the taint of the Windows nodes of its platform.',
  why: 'The scheduler puts no pod on a node whose taint it does not tolerate, and compares the values letter by letter: the pod stays Pending.',
  fix: 'Add the toleration that the finding names to spec.tolerations, with key, operator: Equal, value and effect, or name a RuntimeClass that brings it.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  platforms: ['gke', 'openshift', 'azure-local'],
  example: { platform: 'openshift' },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      tolerations: [{ key: os, operator: Equal, value: windows, effect: NoSchedule }]
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
      tolerations: [{ key: os, operator: Equal, value: Windows, effect: NoSchedule }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster, target: { platform, hasOwnTaints } }) => {
    const taint = hasOwnTaints === true ? undefined : platform?.windowsTaint;
    // a pod that names its node passes by the scheduler
    if (taint === undefined || pod.nodeName !== undefined || hasUnseenRuntimeClass(pod, cluster)) return [];
    const choice = nodeChoiceOf(pod, cluster);
    // os-not-placed comes first
    if (!choice.isPartlyUnseen && admits(choice, LINUX_NODE)) return [];
    const ofClass = runtimeClassOf(pod, cluster)?.scheduling ?? {};
    const tolerations = [...(pod.tolerations ?? []), ...(ofClass.tolerations ?? [])];
    if (tolerations.some((toleration) => tolerates(toleration, taint))) return [];
    const selectors = [pod.nodeSelector ?? {}, ofClass.nodeSelector ?? {}];
    if (
      platform?.addsToleration === true &&
      OS_LABELS.some((label) => selectors.some((each) => each[label] !== undefined))
    )
      return [];
    const allowed = `one for ${taintText(taint)}`;
    const near = wrongCase(pod, taint);
    if (near !== undefined) {
      const problem = `the nodes have ${taintText(taint)}, and case counts`;
      return [{ ...near, allowed: taint.value, problem, ...(taint.isSet ? {} : { severity: 'warning' as const }) }];
    }
    // its guide only tells people to set it
    if (!taint.isSet) return [];
    const fix =
      platform?.addsToleration === true
        ? { fix: `Add kubernetes.io/os: windows to nodeSelector: then ${platform.name} adds the toleration itself.` }
        : {
            fix: `Add { key: ${taint.key}, operator: Equal, value: ${taint.value}, effect: ${taint.effect} } to tolerations, or name a RuntimeClass that brings it.`,
          };
    return [{ path: 'tolerations', got: pod.tolerations, allowed, ...fix }];
  },
});

/** The toleration that would do, were its value not written in another case. */
function wrongCase(pod: PodSpec, taint: Taint): { path: string; got: unknown } | undefined {
  const index = (pod.tolerations ?? []).findIndex(({ value = '', ...rest }) => {
    return value.toLowerCase() === taint.value.toLowerCase() && tolerates({ ...rest, value: taint.value }, taint);
  });
  return index < 0 ? undefined : { path: `tolerations[${index}].value`, got: pod.tolerations?.[index].value };
}
