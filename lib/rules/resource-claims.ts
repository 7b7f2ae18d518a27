import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'resource-claims',
  topic: 'resources',
  summary: 'A Windows pod must not claim devices by resource claims, which Windows nodes do not serve.',
  why: 'The kubelet on Windows takes no drivers of dynamic resource allocation, so no Windows node offers what the claim asks for, and no container gets it: the pod stays Pending.',
  fix: 'Drop resourceClaims and resources.claims; devices of Windows nodes come from device plug-ins and are asked for in resources.limits.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  example: { kubernetes: 34 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: render }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      resourceClaims:
        - name: gpu
          resourceClaimTemplateName: gpu
      containers:
        - name: render
          image: registry.example.com/render:1.0-ltsc2022
          resources:
            limits: { cpu: 500m, memory: 512Mi }
            claims: [{ name: gpu }]
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: render }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: render
          image: registry.example.com/render:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi, microsoft.com/directx: 1 } }
  `,
  check: (pod) => {
    if (pod.resourceClaims?.length) return [{ path: 'resourceClaims', got: pod.resourceClaims }];
    return containersOf(pod).flatMap(({ path, container: { resources } }) =>
      resources?.claims?.length ? [{ path: `${path}.resources.claims`, got: resources.claims }] : [],
    );
  },
});
