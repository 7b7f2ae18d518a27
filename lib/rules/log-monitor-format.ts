import { defineRule } from './rule';

export default defineRule({
  id: 'log-monitor-format',
  summary: 'customLogFormat and logFormat Custom belong together.',
  why: 'LogMonitor reads customLogFormat only when logFormat is Custom, and then prints empty lines for a source without one, the output of the process included.',
  fix: 'Set logFormat: LogMonitorFormat.CUSTOM and a customLogFormat on every source, LogMonitorSource.process among them; or neither.',
  severity: 'error',
  verdict: 'node',
  reference:
    'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md#log-format-customization',
});
