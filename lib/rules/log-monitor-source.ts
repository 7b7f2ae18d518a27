import { sourceProblems } from '../windows/log-monitor';
import { logMonitorConfigs } from '../windows/log-monitor-config';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'log-monitor-source',
  topic: 'logs',
  summary: 'A source must be written as LogMonitor reads it.',
  why: 'LogMonitor says so in one line of its output, skips the source and goes on: its logs are missing without anything failing.',
  fix: 'Write what LogMonitor understands: names of channels, GUIDs of providers, directories with their drive.',
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
          { "type": "File", "directory": "/logs", "filter": "*.log" }
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
    logMonitorConfigs((object as { data?: Readonly<Record<string, string>> }).data).flatMap(({ file, reading }) =>
      'config' in reading
        ? reading.config.sources.flatMap((source, index) =>
            sourceProblems(source).map(({ field, got, problem }) => ({
              path: `data[${file}]`,
              within: `LogConfig.sources[${index}].${field}`,
              got,
              problem,
            })),
          )
        : [],
    ),
});
