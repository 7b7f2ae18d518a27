import { describe, expect, test } from 'vitest';
import { LOG_MONITOR_CONFIG_PATH, type LogMonitorSourceConfig, sourceProblems } from '../../../lib/windows/log-monitor';

const GUID = '3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83';

test('LogMonitor looks for its configuration beside the program', () => {
  expect(LOG_MONITOR_CONFIG_PATH).toBe('C:\\LogMonitor\\LogMonitorConfig.json');
});

describe('LogMonitor reads', () => {
  test.each<[string, LogMonitorSourceConfig]>([
    ['a channel without a level', { type: 'EventLog', channels: [{ name: 'system' }] }],
    ['every level', { type: 'EventLog', channels: [{ name: 'system', level: 'Verbose' }] }],
    ['levels in small letters', { type: 'ETW', providers: [{ providerGuid: GUID, level: 'error' }] }],
    ['a provider by its name', { type: 'ETW', providers: [{ providerName: 'IIS: WWW Server' }] }],
    ['a provider by its GUID', { type: 'ETW', providers: [{ providerGuid: GUID }] }],
    ['a bit mask', { type: 'ETW', providers: [{ providerGuid: GUID, keywords: '0x8000000000000000' }] }],
    ['a decimal mask', { type: 'ETW', providers: [{ providerGuid: GUID, keywords: '255' }] }],
    ['a directory', { type: 'File', directory: 'c:/inetpub/logs', includeSubdirectories: true }],
    ['a whole drive without subdirectories', { type: 'File', directory: 'C:' }],
    ['the process', { type: 'Process' }],
  ])('%s', (_, source) => {
    expect(sourceProblems(source)).toEqual([]);
  });
});

describe('LogMonitor skips', () => {
  test.each<[string, LogMonitorSourceConfig, string]>([
    ['an event log without channels', { type: 'EventLog', channels: [] }, 'channels'],
    ['a channel without a name', { type: 'EventLog', channels: [{ name: '' }] }, 'channels[0].name'],
    [
      'a level that it does not know',
      { type: 'EventLog', channels: [{ name: 'system' }, { name: 'application', level: 'Info' }] },
      'channels[1].level',
    ],
    ['ETW without providers', { type: 'ETW', providers: [] }, 'providers'],
    ['a GUID that is none', { type: 'ETW', providers: [{ providerGuid: 'IIS' }] }, 'providers[0].providerGuid'],
    [
      'a level of a provider that it does not know',
      { type: 'ETW', providers: [{ providerGuid: GUID, level: 'Info' }] },
      'providers[0].level',
    ],
    [
      'a mask that is no number',
      { type: 'ETW', providers: [{ providerGuid: GUID, keywords: 'all' }] },
      'providers[0].keywords',
    ],
    ['a directory without a drive', { type: 'File', directory: '\\inetpub\\logs' }, 'directory'],
    ['a directory relative to a drive', { type: 'File', directory: 'C:logs' }, 'directory'],
    ['a UNC path', { type: 'File', directory: '\\\\server\\logs' }, 'directory'],
    ['no directory', { type: 'File' }, 'directory'],
    [
      'a whole drive with its subdirectories',
      { type: 'File', directory: 'C:\\', includeSubdirectories: true },
      'directory',
    ],
  ])('%s', (_, source, field) => {
    expect(sourceProblems(source).map((problem) => problem.field)).toEqual([field]);
  });
});
