import { containersOf } from '../manifests/pod-spec';
import { LOG_MONITOR_CONFIG_PATH } from '../windows/log-monitor';
import { normalizeMountPath } from '../windows/mount-path';
import { defineRule, type Found } from './rule';

const CONFIG = normalizeMountPath(LOG_MONITOR_CONFIG_PATH);
const FOLDER = CONFIG.slice(0, CONFIG.lastIndexOf('\\'));

export default defineRule({
  id: 'log-monitor-mount',
  topic: 'logs',
  summary: "LogMonitor's configuration must be mounted as one file.",
  why: 'A volume that is mounted at C:\\LogMonitor hides what the image has there, LogMonitor.exe included, and a volume without subPath is a directory even at the name of a file: the program is not found, or finds no configuration.',
  fix: 'Mount it at C:\\LogMonitor\\LogMonitorConfig.json with subPath: LogMonitorConfig.json.',
  severity: 'error',
  verdict: 'node',
  supersedes: ['file-mount'],
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
          command: ['C:\\LogMonitor\\LogMonitor.exe', app.exe]
          volumeMounts:
            - { name: log-monitor, mountPath: 'C:\\LogMonitor' }
      volumes:
        - { name: log-monitor, configMap: { name: log-monitor } }
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
          volumeMounts:
            - { name: log-monitor, mountPath: 'C:\\LogMonitor\\LogMonitorConfig.json', subPath: LogMonitorConfig.json }
      volumes:
        - { name: log-monitor, configMap: { name: log-monitor } }
  `,
  check: (pod) => {
    const texts = new Set(
      (pod.volumes ?? []).filter(({ configMap, secret }) => configMap ?? secret).map(({ name }) => name),
    );
    return containersOf(pod).flatMap(({ path, container: { command = [], volumeMounts = [] } }) =>
      volumeMounts.flatMap(({ name, mountPath: got = '', subPath, subPathExpr }, index): Found[] => {
        if (!texts.has(name) || subPath || subPathExpr) return [];
        const place = normalizeMountPath(got);
        const found = { path: `${path}.volumeMounts[${index}].mountPath`, got };
        if (place === CONFIG) return [found];
        if (place !== FOLDER) return [];
        // the image may have its program elsewhere
        return [command[0]?.toLowerCase().startsWith(FOLDER) ? found : { ...found, severity: 'warning' }];
      }),
    );
  },
});
