import { commandsOf, containersOf, isHostProcess } from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { isWindowsPowerShell } from '../windows/powershell';
import { defineRule } from './rule';

export default defineRule({
  id: 'image-nanoserver-powershell',
  summary: 'Nano Server has no Windows PowerShell.',
  why: 'The container or probe fails with file not found.',
  fix: 'Use cmd, an image with pwsh, or a Server Core image.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images',
  check: (pod) =>
    // A HostProcess container starts the programs of the node.
    (isHostProcess(pod) ? [] : containersOf(pod)).flatMap(({ path, container }) => {
      if (parseImageReference(container.image ?? '').base !== 'nanoserver') return [];
      return commandsOf(container).flatMap(({ path: field, command }) =>
        isWindowsPowerShell(command[0]) ? [{ path: `${path}.${field}`, got: command[0] }] : [],
      );
    }),
});
