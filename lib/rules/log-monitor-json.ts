import { logMonitorConfigs } from '../windows/log-monitor-config';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'log-monitor-json',
  topic: 'logs',
  summary: 'LogMonitorConfig.json must hold JSON with LogConfig and its sources.',
  why: 'LogMonitor reports an invalid configuration in its output, watches nothing, and starts the program all the same: kubectl logs shows only what the program itself prints.',
  fix: 'Write an object with LogConfig, and in it a list named sources; JSON has no comments and no trailing commas, and backslashes are doubled.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md',
  bad: `
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: log-monitor }
    data:
      LogMonitorConfig.json: |
        { "LogConfig": { "sources": [
          { "type": "File", "directory": "C:\\logs" }
        ] } }
  `,
  good: `
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: log-monitor }
    data:
      LogMonitorConfig.json: |
        { "LogConfig": { "sources": [
          { "type": "File", "directory": "C:\\\\logs", "filter": "*.log" }
        ] } }
  `,
  kinds: ['ConfigMap'],
  checkObject: (object): Found[] =>
    logMonitorConfigs((object as { data?: Readonly<Record<string, string>> }).data).flatMap(
      ({ file, reading, text }) =>
        'problem' in reading ? [{ path: `data[${file}]`, got: text, problem: reading.problem }] : [],
    ),
});
