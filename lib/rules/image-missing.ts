import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

/** See https://docs.openshift.com/container-platform/latest/openshift_images/triggering-updates-on-imagestream-changes.html */
const IMAGE_TRIGGERS = 'image.openshift.io/triggers';

export default defineRule({
  id: 'image-missing',
  topic: 'images',
  summary: 'A container must have an image.',
  why: 'The API server refuses the pod.',
  fix: "Name an image; one for Windows with a tag that tells its build, for example 'mcr.microsoft.com/windows/nanoserver:ltsc2022'.",
  fixInCode:
    "Name an image with a tag that tells its Windows build, for example 'mcr.microsoft.com/windows/nanoserver:ltsc2022'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/containers/images/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
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
  pods: ALL_PODS,
  check: (pod, { template: { object } }) =>
    containersOf(pod).flatMap(({ path, container: { image } }) => {
      const isNamed = typeof image === 'string' && image.trim() !== '';
      // OpenShift writes the image in when it is built
      const isToCome = image === ' ' && object.metadata?.annotations?.[IMAGE_TRIGGERS] !== undefined;
      return isNamed || isToCome ? [] : [{ path: `${path}.image`, got: image }];
    }),
});
