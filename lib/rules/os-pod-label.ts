import { OS_LABEL, POD_OS_LABEL } from '../windows/labels';
import { ALL_PODS, defineRule, type Found } from './rule';

export default defineRule({
  id: 'os-pod-label',
  topic: 'operating-system',
  summary: 'The labels of a pod must not name another operating system than its own.',
  why: 'The kubelet refuses a pod whose label kubernetes.io/os is not the operating system of its node (PodOSSelectorNodeLabelDoesNotMatch); the label places nothing. Policies of cdk8s-windows select Windows pods by cdk8s-windows/os.',
  fix: 'Remove the label from the metadata of the pod: nodes have it, and nodeSelector asks for it.',
  fixInCode: 'Drop the label: cdk8s-windows/os: windows is set for you.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/lifecycle/predicate.go',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { kubernetes.io/os: linux } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { kubernetes.io/os: windows } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (_pod, { template: { labels }, system: { name } }) => {
    const found = (label: string, severity?: 'warning'): Found[] => {
      const path = `metadata.labels[${label}]`;
      return [{ path, below: 'template', got: labels[label], allowed: name, severity }];
    };
    const got = labels[OS_LABEL];
    // a pod that nothing places may land where the label is right
    if (name === undefined) return got === undefined || got === 'linux' ? [] : found(OS_LABEL, 'warning');
    if (got !== undefined && got !== name) return found(OS_LABEL);
    const own = labels[POD_OS_LABEL];
    return own === undefined || own === name ? [] : found(POD_OS_LABEL, 'warning');
  },
});
