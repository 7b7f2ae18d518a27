import { commandsIn, isHostProcess } from '../manifests/pod-spec';
import { bringsLinuxPrograms, isLinuxTool } from '../windows/commands';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'command-linux-tool',
  topic: 'lifecycle',
  summary: 'A command must start a program that Windows has, and this one comes with Linux.',
  why: 'Windows starts the first element of the array as a program. No base image of Microsoft has one of that name: cat, sleep and their like are words of PowerShell at most, so the container, probe or hook fails unless the image brings it along.',
  fix: "Use what Windows has: ['cmd', '/c', 'type', …] for cat, ['powershell', '-Command', 'Start-Sleep 10'] for sleep, an httpGet or tcpSocket probe for a look at files.",
  severity: 'warning',
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
          livenessProbe:
            exec: { command: [cat, /tmp/healthy] }
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
            exec: { command: [cmd, /c, type, 'C:\\tmp\\healthy'] }
  `,
  check: (pod) =>
    commandsIn(pod).flatMap(({ path, command, container: { image = '' } }): Found[] => {
      if (!isLinuxTool(command[0]) || bringsLinuxPrograms(image)) return [];
      const isBare = !isHostProcess(pod) && /^mcr\.microsoft\.com\/(windows|dotnet|powershell)/.test(image);
      return [{ path, got: command, ...(isBare ? { severity: 'error' } : {}) }];
    }),
});
