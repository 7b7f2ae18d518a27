import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'log-monitor-config-switch',
  topic: 'logs',
  summary: 'LogMonitor must be given the name of a file after /CONFIG, not a path.',
  why: 'From v2.2 on it accepts only a file beside LogMonitor.exe. On anything with a slash, a backslash or a colon it ends at once, without an error code and without starting the program.',
  fix: 'Drop /CONFIG and mount the configuration at C:\\LogMonitor\\LogMonitorConfig.json, where all versions look.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md',
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
          command: ['C:\\LogMonitor\\LogMonitor.exe', /CONFIG, 'C:\\config\\logs.json', app.exe]
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
          command: ['C:\\LogMonitor\\LogMonitor.exe', app.exe]
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container: { command = [], args = [] } }) => {
      const [program = '', option = '', got = ''] = [...command, ...args];
      const place = command.length > 2 ? 'command[2]' : `args[${2 - command.length}]`;
      if (!/(^|[\\/])LogMonitor(\.exe)?$/i.test(program) || option.toLowerCase() !== '/config') return [];
      return /[\\/:]|\.\./.test(got) ? [{ path: `${path}.${place}`, got }] : [];
    }),
});
