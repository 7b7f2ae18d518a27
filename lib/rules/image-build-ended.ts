import { selectorPath } from '../manifests/build-choice';
import { containersOf, isHostProcess, type PodSpec } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { ENDED_BUILDS, USE_A_SUPPORTED_BUILD } from '../windows/versions';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'image-build-ended',
  topic: 'images',
  summary: 'An image must be made for a Windows release that supported nodes can run.',
  why: 'Server 2016 and the Semi-Annual Channel have ended, and their images need a host of exactly their build.',
  fix: "Rebuild on 'ltsc2022' or 'ltsc2025'.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/base-image-lifecycle',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2016
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
  check: (pod) => [...endedChoice(pod), ...(isHostProcess(pod) ? [] : endedImages(pod))],
});

function endedChoice({ nodeSelector }: PodSpec): Found[] {
  const got = nodeSelector?.[WINDOWS_BUILD_LABEL];
  if (got === undefined || !ENDED_BUILDS.has(got)) return [];
  return [{ path: selectorPath(WINDOWS_BUILD_LABEL), got, fix: USE_A_SUPPORTED_BUILD }];
}

function endedImages(pod: PodSpec): Found[] {
  return containersOf(pod).flatMap(({ path, container }) => {
    const { build } = parseImageReference(container.image ?? '');
    return build !== undefined && ENDED_BUILDS.has(build) ? [{ path: `${path}.image`, got: container.image }] : [];
  });
}
