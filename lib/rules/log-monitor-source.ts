import { defineRule } from './rule';

export default defineRule({
  id: 'log-monitor-source',
  summary: 'A source is written as LogMonitor reads it.',
  why: 'LogMonitor says so in one line of its output, skips the source and goes on: its logs are missing without anything failing.',
  fix: 'Write what LogMonitor understands: names of channels, GUIDs of providers, directories with their drive.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md',
});
