import { commandsOf, containersOf } from '../manifests/pod-spec';
import { hasArguments } from '../windows/commands';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-one-string',
  summary: 'A command is an array: the program, then each argument.',
  why: 'No shell splits it, so Windows looks for one program with that whole text as its name and finds none. A text in place of the array the API server refuses.',
  fix: "Split it, for example ['powershell.exe', '-File', 'C:\\\\probe.ps1'].",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      commandsOf(container).flatMap(({ path: field, command }) =>
        hasArguments(command[0]) ? [{ path: `${path}.${field}`, got: command }] : [],
      ),
    ),
});
