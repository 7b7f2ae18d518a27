import { commandsIn, isHostProcess } from '../manifests/pod-spec';
import { hasArguments } from '../windows/commands';
import { THROUGH_CMD } from '../windows/host-process-commands';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'command-one-string',
  topic: 'lifecycle',
  summary: 'A command must be an array: the program, then each argument.',
  why: 'No shell splits it, so Windows looks for one program with that whole text as its name and finds none.',
  fix: "Split it, for example ['powershell.exe', '-File', 'C:\\probe.ps1'].",
  fixInCode: "Split it, for example ['powershell.exe', '-File', 'C:\\\\probe.ps1'].",
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
          command: ['app.exe --port 80']
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
          command: [app.exe, --port, '80']
  `,
  check: (pod) =>
    commandsIn(pod).flatMap(({ path, command }): Found[] => {
      if (!hasArguments(command[0])) return [];
      return [{ path, got: command, ...(isHostProcess(pod) ? THROUGH_CMD : {}) }];
    }),
});
