import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { ENDED_BUILDS } from '../windows/versions';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-build-ended',
  summary: 'This Windows release can no longer run on any supported node.',
  why: 'Server 2016 and the Semi-Annual Channel have ended, and their images need a host of exactly their build.',
  fix: "Rebuild on 'ltsc2022' or 'ltsc2025'.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/base-image-lifecycle',
  check: (pod) =>
    isHostProcess(pod)
      ? []
      : containersOf(pod).flatMap(({ path, container }) => {
          const { build } = parseImageReference(container.image ?? '');
          return build !== undefined && ENDED_BUILDS.has(build)
            ? [{ path: `${path}.image`, got: container.image }]
            : [];
        }),
});
