import { setProblems } from '../windows/log-monitor';
import { logMonitorConfigs } from '../windows/log-monitor-config';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'log-monitor-sources',
  topic: 'logs',
  summary: 'LogMonitor must have a source: any number of files, at most one each of event log, ETW and process.',
  why: 'Without one it watches nothing; of two event log or ETW sources it watches all channels or providers, but with the settings of the last one.',
  fix: 'Name all channels in one event log source, and all providers in one ETW source.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md',
  bad: `
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: log-monitor }
    data:
      LogMonitorConfig.json: |
        { "LogConfig": { "sources": [] } }
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
        ? setProblems(reading.config).map(({ field, got, problem }) => ({
            path: `data[${file}]`,
            within: `LogConfig.${field}`,
            got,
            problem: problem ?? 'there is none',
            // all are watched, if not as each of them says
            ...(problem === undefined ? {} : { severity: 'warning' }),
          }))
        : [],
    ),
});
