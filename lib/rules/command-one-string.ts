import { commandsOf, containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-one-string',
  summary: 'A command is an array: the program, then each argument.',
  why: 'No shell splits it, so Windows looks for one program with that whole text as its name and finds none.',
  fix: "Split it, for example ['powershell.exe', '-File', 'C:\\\\probe.ps1'].",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      commandsOf(container).flatMap(({ path: field, command }) =>
        namesProgramWithArguments(command) ? [{ path: `${path}.${field}`, got: command }] : [],
      ),
    ),
});

/** A blank in the first element is normal in a path with a drive or a quoted path; elsewhere arguments follow it. */
function namesProgramWithArguments(command: readonly string[]): boolean {
  const [program] = command;
  return command.length === 1 && /^[\w.-]+\s+\S/.test(program);
}
