import { formatProblems } from '../windows/log-monitor';
import { logMonitorConfigs } from '../windows/log-monitor-config';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'log-monitor-format',
  topic: 'logs',
  summary: 'customLogFormat must stand beside logFormat Custom, and Custom beside a customLogFormat.',
  why: 'LogMonitor reads customLogFormat only when logFormat is Custom, and then prints empty lines for a source without one, the output of the process included.',
  fix: 'Set "logFormat": "Custom" and a customLogFormat on every source, one of type Process among them; or neither.',
  fixInCode:
    'Set logFormat: LogMonitorFormat.CUSTOM and a customLogFormat on every source, LogMonitorSource.process among them; or neither.',
  severity: 'error',
  verdict: 'node',
  reference:
    'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md#log-format-customization',
  bad: `
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: log-monitor }
    data:
      LogMonitorConfig.json: |
        { "LogConfig": { "logFormat": "Custom", "sources": [
          { "type": "Process" }
        ] } }
  `,
  good: `
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: log-monitor }
    data:
      LogMonitorConfig.json: |
        { "LogConfig": { "logFormat": "Custom", "sources": [
          { "type": "Process", "customLogFormat": "%Message%" }
        ] } }
  `,
  kinds: ['ConfigMap'],
  checkObject: (object): Found[] =>
    logMonitorConfigs((object as { data?: Readonly<Record<string, string>> }).data).flatMap(({ file, reading }) =>
      'config' in reading
        ? formatProblems(reading.config).map(({ field, got, problem }) => ({
            path: `data[${file}]`,
            within: `LogConfig.${field}`,
            got,
            problem,
            // a format that nobody reads loses nothing
            ...(got !== undefined && field !== 'sources' ? { severity: 'warning' } : {}),
          }))
        : [],
    ),
});
