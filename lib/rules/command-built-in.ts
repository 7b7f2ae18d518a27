import { commandsIn, isHostProcess } from '../manifests/pod-spec';
import { isBuiltIn } from '../windows/commands';
import { THROUGH_CMD } from '../windows/host-process-commands';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'command-built-in',
  topic: 'lifecycle',
  summary: 'The first element of a command must be a program, and this word exists inside cmd.exe only.',
  why: 'Windows starts the first element of the array as a program; echo, dir, type and their like live inside cmd.exe, so nothing is found.',
  fix: "Begin with ['cmd', '/c', …], or with ['powershell', '-Command', …].",
  fixInCode: "Begin with ['cmd', '/c', …], or use PowerShell.command(…).",
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/windows-server/administration/windows-commands/windows-commands',
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
          livenessProbe:
            exec: { command: [dir, 'C:\\app\\ready'] }
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
          livenessProbe:
            exec: { command: [cmd, /c, dir, 'C:\\app\\ready'] }
  `,
  check: (pod) =>
    commandsIn(pod).flatMap(({ path, command }): Found[] => {
      if (!isBuiltIn(command[0])) return [];
      return [{ path, got: command, ...(isHostProcess(pod) ? THROUGH_CMD : {}) }];
    }),
});
