import { commandsOf, containersOf } from '../manifests/pod-spec';
import { isBuiltIn } from '../windows/commands';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-built-in',
  summary: 'A command of cmd.exe is no program.',
  why: 'Windows starts the first element of the array as a program; echo, dir, type and their like live inside cmd.exe, so nothing is found.',
  fix: "Begin with ['cmd', '/c', …], or use PowerShell.command(…).",
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/windows-server/administration/windows-commands/windows-commands',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      commandsOf(container).flatMap(({ path: field, command }) =>
        isBuiltIn(command[0]) ? [{ path: `${path}.${field}`, got: command }] : [],
      ),
    ),
});
