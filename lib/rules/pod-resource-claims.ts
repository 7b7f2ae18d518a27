import { ALL_PODS, defineRule, refusedBy } from './rule';

export default defineRule({
  id: 'pod-resource-claims',
  topic: 'resources',
  summary: 'Devices must be claimed by containers, not by the whole pod.',
  why: 'The API server refuses claims among the resources of a pod.',
  fix: 'Name the claim in resourceClaims of the pod, and in resources.claims of each container that uses the device.',
  severity: 'error',
  verdict: 'api',
  kubernetes: { since: 34 },
  reference:
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification',
  example: { kubernetes: 34 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: train }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      resourceClaims: [{ name: gpu, resourceClaimName: gpu }]
      resources: { claims: [{ name: gpu }] }
      containers:
        - name: train
          image: registry.example.com/train:1.0
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: train }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      resourceClaims: [{ name: gpu, resourceClaimName: gpu }]
      containers:
        - name: train
          image: registry.example.com/train:1.0
          resources: { claims: [{ name: gpu }] }
  `,
  pods: ALL_PODS,
  check: refusedBy('pod-resources'),
});
