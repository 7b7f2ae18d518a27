import { containersOf } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { isOnlyForLinux, officialName } from '../windows/linux-images';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'image-os',
  topic: 'images',
  summary: 'Every image of a pod must be for the operating system of the pod.',
  why: 'All containers of a pod run on one node, and the node pulls images of its own operating system only (no match for platform in manifest): the pod stays in ImagePullBackOff.',
  fix: 'Use an image of that operating system, or move the container to a pod of its own.',
  severity: 'error',
  verdict: 'node',
  supersedes: ['image-latest'],
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-linux-similarities',
  bad: `
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
        - name: proxy
          image: nginx:1.27-alpine
          resources: { limits: { cpu: 100m, memory: 128Mi } }
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
        - name: proxy
          image: registry.example.com/nginx:1.27-nanoserver-ltsc2022
          resources: { limits: { cpu: 100m, memory: 128Mi } }
  `,
  pods: ['windows', 'linux'],
  check: (pod, { system }) =>
    containersOf(pod).flatMap(({ path, container: { image = '', imagePullPolicy } }): Found[] => {
      const { repository, build, base, tag = '', linux } = parseImageReference(image);
      const found = { path: `${path}.image`, got: image };
      if (system.name === 'windows') {
        if (linux === undefined) return [];
        const isOnly = isOnlyForLinux(repository);
        const problem = isOnly
          ? `no image '${repository}' exists for Windows, and the pod is for Windows`
          : `'${linux}' says that it is for Linux, and the pod is for Windows`;
        // some people build an image for Windows as well, and leave its tag as it is; or put one on the node by themselves
        const isSure = (isOnly || officialName(repository) !== undefined) && imagePullPolicy !== 'Never';
        return [{ ...found, problem, ...(isSure ? {} : { severity: 'warning' }) }];
      }
      if (build === undefined && base === undefined) return [];
      const problem = 'it is for Windows, and the pod is for Linux';
      // numbers such as 1809 are names of Windows to some and of anything to others
      return [{ ...found, problem, ...(base === undefined && !/ltsc/i.test(tag) ? { severity: 'warning' } : {}) }];
    }),
});
