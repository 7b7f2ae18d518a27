import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'env-time-zone',
  topic: 'lifecycle',
  summary: 'A Windows pod should not set its time zone by TZ, which Windows does not read.',
  why: 'The variable is one of Linux. A container has the time zone of its node; .NET and everything else that asks Windows goes on with that, and only programs with a time zone database of their own look at TZ.',
  fix: 'Have the program use a named time zone, or set that of the container by tzutil /s when it starts, which needs ContainerAdministrator.',
  severity: 'info',
  verdict: 'ignored',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/virtual-time-zone',
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
            - { name: TZ, value: Europe/Berlin }
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
          command: [cmd, /c, tzutil /s "W. Europe Standard Time" && app.exe]
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.env ?? []).flatMap((variable, index) =>
        variable.name === 'TZ' && variable.value ? [{ path: `${path}.env[${index}].value`, got: variable.value }] : [],
      ),
    ),
});
