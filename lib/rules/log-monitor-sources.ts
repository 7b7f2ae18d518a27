import { defineRule } from './rule';

export default defineRule({
  id: 'log-monitor-sources',
  summary: 'LogMonitor has sources: any number of files, and one each of event log, ETW and process.',
  why: 'Without one it watches nothing; of two event log or ETW sources it watches all channels or providers, but with the settings of the last one.',
  fix: 'Name all channels in one event log source, and all providers in one ETW source.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md',
});
