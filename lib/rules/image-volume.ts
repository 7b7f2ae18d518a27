import { defineRule } from './rule';

export default defineRule({
  id: 'image-volume',
  topic: 'volumes',
  summary: 'A Windows pod must not count on volumes of images: nobody promises them on Windows nodes.',
  why: 'A node unpacks such an image as one of its own system: an image of plain files, built for Linux, has no version for Windows, and the pod stays in ContainerCreating.',
  fix: 'Put the files into the image of the container, or copy them from an init container into an emptyDir.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/',
  example: { kubernetes: 34 },
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
          volumeMounts:
            - { name: model, mountPath: 'C:\\model' }
      volumes:
        - { name: model, image: { reference: 'registry.example.com/model:1.0' } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      initContainers:
        - name: model
          image: registry.example.com/model:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: model, mountPath: 'C:\\out' }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          volumeMounts:
            - { name: model, mountPath: 'C:\\model' }
      volumes:
        - { name: model, emptyDir: {} }
  `,
  check: (pod) =>
    (pod.volumes ?? []).flatMap(({ image: got }, index) =>
      got === undefined ? [] : [{ path: `volumes[${index}].image`, got }],
    ),
});
