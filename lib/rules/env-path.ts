import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'env-path',
  topic: 'lifecycle',
  summary: 'A PATH of the pod must hold the folders of Windows, since it replaces the one of the image.',
  why: 'Nothing of the image can be named in it: $(PATH) knows the variables of the pod only, and nobody expands %PATH%. Without C:\\Windows\\System32 the container finds neither cmd nor powershell, and many programs do not start.',
  fix: 'Leave PATH to the image, or begin it with C:\\Windows\\System32;C:\\Windows and go on with semicolons; programs can also be started by their whole path.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
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
          env:
            - { name: PATH, value: '%PATH%;C:\\tools' }
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
          env:
            - { name: PATH, value: 'C:\\Windows\\System32;C:\\Windows;C:\\tools' }
  `,
  check: (pod) => {
    // the runtime adds the folders of the node
    if (isHostProcess(pod)) return [];
    return containersOf(pod).flatMap(({ path, container }) =>
      (container.env ?? []).flatMap((variable, index) => {
        if (variable.name?.toLowerCase() !== 'path') return [];
        const { value: got = '' } = variable;
        if (got === '' || /[\\/]windows[\\/]system32/i.test(got)) return [];
        return [{ path: `${path}.env[${index}].value`, got }];
      }),
    );
  },
});
