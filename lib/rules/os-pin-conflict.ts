import { defineRule } from './rule';

export default defineRule({
  id: 'os-pin-conflict',
  summary: 'A pod is meant for one operating system.',
  why: 'What the pod says of its operating system does not go together: no node satisfies it, or the kubelet of the node that does refuses it (PodOSNotSupported).',
  fix: 'Mend the workload before it is pinned, for example by addJsonPatch on its ApiObject, or leave it out of the pinned scope.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations',
});
