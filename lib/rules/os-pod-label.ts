import { defineRule } from './rule';

export default defineRule({
  id: 'os-pod-label',
  summary: 'The labels of a Windows pod name no other operating system.',
  why: 'The kubelet of a Windows node refuses a pod whose label kubernetes.io/os is not windows (PodOSSelectorNodeLabelDoesNotMatch), and policies select Windows pods by cdk8s-windows/os.',
  fix: 'Drop the label: cdk8s-windows/os: windows is set for you.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/lifecycle/predicate.go',
});
