import { commandsIn } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'command-cmd-switch',
  topic: 'lifecycle',
  summary: 'A command for cmd must stand after /c.',
  why: 'Without a switch cmd opens a prompt, ignores the rest, finds nobody who types, and ends with success: a container stops at once, and a probe that tests nothing always passes.',
  fix: "Write ['cmd', '/c', …].",
  severity: 'warning',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/windows-server/administration/windows-commands/cmd',
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
          readinessProbe:
            exec: { command: [cmd, 'type C:\\app\\ready'] }
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
          readinessProbe:
            exec: { command: [cmd, /c, 'type C:\\app\\ready'] }
  `,
  check: (pod) =>
    commandsIn(pod).flatMap(({ path, command, container }) => {
      const isOwn = path.endsWith('].command');
      const [program, first = '/'] = isOwn ? [...command, ...(container.args ?? [])] : command;
      // a prompt that is told to end does end
      const hasSwitch = /^\s*(\/|exit\b)/i.test(first);
      return /(^|[\\/])cmd(\.exe)?$/i.test(program) && !hasSwitch ? [{ path, got: command }] : [];
    }),
});
