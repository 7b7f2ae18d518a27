import { defineRule } from './rule';

export default defineRule({
  id: 'os-node-selector',
  summary: 'A Windows workload runs on Windows nodes only.',
  why: 'The scheduler looks at the node selector and never at os.name; the kubelet of a node of another OS refuses the pod (PodOSNotSupported).',
  fix: 'Drop the entry: kubernetes.io/os: windows is set for you. For Linux pods use the cdk8s-plus class.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/',
});
