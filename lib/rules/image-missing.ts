import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-missing',
  summary: 'A container needs an image.',
  why: 'The API server refuses the pod.',
  fix: "Name an image with a tag that tells its Windows build, for example 'mcr.microsoft.com/windows/nanoserver:ltsc2022'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/containers/images/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      typeof container.image === 'string' && container.image.trim() !== ''
        ? []
        : [{ path: `${path}.image`, got: container.image }],
    ),
});
