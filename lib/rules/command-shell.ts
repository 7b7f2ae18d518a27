import { commandsOf, containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-shell',
  summary: 'There is no POSIX shell in a Windows image.',
  why: 'Windows starts the first element of the array as a program; sh does not exist, so the container or probe fails.',
  fix: "Use ['cmd', '/c', …] or PowerShell.command(…).",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      commandsOf(container).flatMap(({ path: field, command }) =>
        /^(sh|\/(usr\/)?bin\/(env|ba|da|a|z)?sh|\/(usr\/)?bin\/env)$/.test(command[0])
          ? [{ path: `${path}.${field}`, got: command }]
          : [],
      ),
    ),
});
