import { commandsIn, isHostProcess } from '../manifests/pod-spec';
import { bringsLinuxPrograms, isLinuxShell } from '../windows/commands';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'command-shell',
  topic: 'lifecycle',
  summary: 'A command must do without a POSIX shell: no Windows image has one.',
  why: 'Windows starts the first element of the array as a program; sh does not exist, so the container or probe fails.',
  fix: "Write the command for Windows: ['cmd', '/c', …], or ['powershell', '-Command', …] where the image has PowerShell.",
  fixInCode: "Use ['cmd', '/c', …] or PowerShell.command(…).",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
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
          lifecycle:
            preStop: { exec: { command: [/bin/sh, -c, sleep 10] } }
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
          lifecycle:
            preStop: { exec: { command: [powershell, -Command, Start-Sleep 10] } }
  `,
  check: (pod) =>
    commandsIn(pod).flatMap(({ path, command, container }): Found[] => {
      if (!isLinuxShell(command[0]) || bringsLinuxPrograms(container.image ?? '')) return [];
      // somebody may have installed one on the node itself
      return [{ path, got: command, ...(isHostProcess(pod) ? { severity: 'warning' } : {}) }];
    }),
});
