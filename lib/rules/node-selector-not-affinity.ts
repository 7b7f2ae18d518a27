import { selectorPath } from '../manifests/build-choice';
import { admits, nodeChoiceOf } from '../manifests/node-choice';
import { hasUnseenRuntimeClass, runtimeClassOf } from '../manifests/runtime-class';
import { OS_LABEL, OS_LABELS } from '../windows/labels';
import { LINUX_NODE } from '../windows/nodes';
import { defineRule } from './rule';

export default defineRule({
  id: 'node-selector-not-affinity',
  topic: 'scheduling',
  summary: 'On EKS a Windows pod must ask for its nodes by nodeSelector.',
  why: 'The webhook that gives Windows pods an address (VPC resource controller) looks for kubernetes.io/os: windows in nodeSelector alone: placed by a node affinity or by another label, the pod gets no address and stays in ContainerCreating.',
  fix: 'Add kubernetes.io/os: windows to nodeSelector, beside whatever else chooses the nodes.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html',
  platforms: ['eks'],
  example: { platform: 'eks' },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [windows] }]
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
    // a pod on the network of its node needs no address; a RuntimeClass is merged in before the webhook looks
    if (pod.hostNetwork === true || hasUnseenRuntimeClass(pod, cluster)) return [];
    const selectors = [pod.nodeSelector ?? {}, runtimeClassOf(pod, cluster)?.scheduling?.nodeSelector ?? {}];
    if (OS_LABELS.some((label) => selectors.some((selector) => selector[label] !== undefined))) return [];
    const choice = nodeChoiceOf(pod, cluster);
    // os-not-placed speaks of pods that nothing keeps on Windows nodes
    if (choice.isPartlyUnseen ? pod.os?.name !== 'windows' : admits(choice, LINUX_NODE)) return [];
    const mend = pod.os?.name === 'windows' ? { mend: { set: 'windows' } } : {};
    return [{ path: selectorPath(OS_LABEL), got: undefined, ...mend }];
  },
});
