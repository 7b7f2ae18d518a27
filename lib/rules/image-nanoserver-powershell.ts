import { commandsOf, containersOf, isHostProcess } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { isWindowsPowerShell } from '../windows/powershell';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-nanoserver-powershell',
  topic: 'images',
  summary: 'A command in Nano Server must do without Windows PowerShell, which it does not have.',
  why: 'The container or probe fails with file not found.',
  fix: 'Use cmd, an image with pwsh, or a Server Core image.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-nanoserver-ltsc2022
          command: [powershell.exe, -File, start.ps1]
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
          image: registry.example.com/web:1.0-nanoserver-ltsc2022
          command: [pwsh.exe, -File, start.ps1]
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    // A HostProcess container starts the programs of the node.
    (isHostProcess(pod) ? [] : containersOf(pod)).flatMap(({ path, container }) => {
      if (parseImageReference(container.image ?? '').base !== 'nanoserver') return [];
      return commandsOf(container).flatMap(({ path: field, command }) =>
        isWindowsPowerShell(command[0]) ? [{ path: `${path}.${field}`, got: command }] : [],
      );
    }),
});
