import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-latest',
  topic: 'images',
  summary: 'The tag of a Windows image should tell its Windows version.',
  why: 'An image runs on nodes of certain Windows versions only. Behind latest it may become one for another version with the next push, and then fails on the same node (no match for platform in manifest).',
  fix: 'Name a tag that tells the version, for example web:1.0-ltsc2022, or an index of images for several versions by its own tag.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:latest
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
  check: (pod) =>
    // the image of a HostProcess container runs on every version
    (isHostProcess(pod) ? [] : containersOf(pod)).flatMap(({ path, container: { image = '' } }) => {
      const { tag = 'latest' } = parseImageReference(image);
      const isTold = tag !== 'latest' || image.includes('@');
      return image.trim() === '' || isTold ? [] : [{ path: `${path}.image`, got: image }];
    }),
});
