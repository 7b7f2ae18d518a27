import { chosenBuildsOf } from '../manifests/build-choice';
import { nodeChoiceOf } from '../manifests/node-choice';
import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { shownNodesOf } from '../manifests/shown-nodes';
import { imageRunsOnHost } from '../windows/image-compatibility';
import { parseImageReference } from '../windows/image-reference';
import { ENDED_BUILDS, nameOfBuild } from '../windows/versions';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-build-left-open',
  topic: 'images',
  summary: 'In a cluster with several Windows versions an image must be kept on nodes that run it.',
  why: 'The scheduler does not look at images: where nodes have different builds, the pod may land on one whose kernel does not run its image, and fails there (the container operating system does not match the host).',
  fix: 'Add node.kubernetes.io/windows-build to nodeSelector or, for several builds, to a required node affinity.',
  severity: 'warning',
  verdict: 'node',
  reference:
    'https://kubernetes.io/docs/concepts/windows/user-guide/#handling-multiple-windows-versions-in-the-same-cluster',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2025
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.26100 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2025
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster }) => {
    if (isHostProcess(pod) || chosenBuildsOf(pod, cluster) !== undefined) return [];
    if (nodeChoiceOf(pod, cluster).isPartlyUnseen) return [];
    const shown = shownNodesOf(cluster).builds;
    for (const { path, container } of containersOf(pod)) {
      const { image = '' } = container;
      const { build } = parseImageReference(image);
      if (build === undefined || ENDED_BUILDS.has(build)) continue;
      const other = [...shown].find(([host]) => !imageRunsOnHost(build, host));
      if (other === undefined) continue;
      const problem = `${other[1]} is for nodes with ${nameOfBuild(other[0])}, and nothing keeps this pod off them`;
      return [{ path: `${path}.image`, got: image, problem }];
    }
    return [];
  },
});
