import { Duration } from 'cdk8s';
import {
  LogMonitor,
  type LogMonitorChannel,
  LogMonitorFormat,
  LogMonitorLevel,
  type LogMonitorProps,
  LogMonitorSource,
  PowerShell,
  WindowsDeployment,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { ofKind, podOf, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

const EVENTS = LogMonitorSource.eventLog({ channels: [{ name: 'application' }] });
const FILES = LogMonitorSource.file({ directory: 'C:\\inetpub\\logs', filter: '*.log', includeSubdirectories: true });
const ETW = LogMonitorSource.etw({
  eventFormatMultiLine: false,
  providers: [
    {
      providerName: 'IIS: WWW Server',
      providerGuid: '3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83',
      level: LogMonitorLevel.INFORMATION,
      keywords: '0x8000000000000000',
    },
  ],
});

function monitor(props: Partial<LogMonitorProps> = {}): LogMonitor {
  return new LogMonitor(shop(), 'logs', { sources: [EVENTS], ...props });
}

function sourcesOf(...sources: LogMonitorSource[]) {
  return JSON.parse(monitor({ sources }).toJson()).LogConfig.sources;
}

test('a container is wrapped, and the configuration is mounted from a ConfigMap', () => {
  const manifests = synth(
    (chart) => {
      const logs = new LogMonitor(chart, 'logs', { sources: [EVENTS, ETW, FILES] });
      const web = new WindowsDeployment(chart, 'web');
      const iis = web.addContainer({ ...CONTAINER, command: logs.wrap(['C:\\ServiceMonitor.exe', 'w3svc']) });
      logs.mountInto(iis);
    },
    { namespace: 'shop' },
  );
  expect(manifests).toMatchSnapshot();
});

describe('the configuration', () => {
  test('is what LogMonitor reads', () => {
    expect(JSON.parse(monitor({ sources: [EVENTS, FILES] }).toJson())).toEqual({
      LogConfig: {
        sources: [
          { type: 'EventLog', startAtOldestRecord: true, channels: [{ name: 'application' }] },
          { type: 'File', directory: 'C:\\inetpub\\logs', filter: '*.log', includeSubdirectories: true },
        ],
      },
    });
  });

  test('has all settings of the event log', () => {
    const source = LogMonitorSource.eventLog({
      channels: [{ name: 'system', level: LogMonitorLevel.CRITICAL }],
      startAtOldestRecord: false,
      eventFormatMultiLine: false,
    });
    expect(sourcesOf(source)).toEqual([
      {
        type: 'EventLog',
        startAtOldestRecord: false,
        eventFormatMultiLine: false,
        channels: [{ name: 'system', level: 'Critical' }],
      },
    ]);
  });

  test('has all settings of ETW', () => {
    expect(sourcesOf(ETW)).toEqual([
      {
        type: 'ETW',
        eventFormatMultiLine: false,
        providers: [
          {
            providerName: 'IIS: WWW Server',
            providerGuid: '3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83',
            level: 'Information',
            keywords: '0x8000000000000000',
          },
        ],
      },
    ]);
  });

  test('has the waiting time of a directory as a number of seconds', () => {
    const source = LogMonitorSource.file({ directory: 'C:\\logs', waitInSeconds: Duration.minutes(10) });
    expect(sourcesOf(source)).toEqual([{ type: 'File', directory: 'C:\\logs', waitInSeconds: 600 }]);
  });

  test('has the format', () => {
    expect(JSON.parse(monitor({ logFormat: LogMonitorFormat.XML }).toJson()).LogConfig.logFormat).toBe('XML');
  });

  test('has a format of each source where the format is a custom one', () => {
    const sources = [
      LogMonitorSource.file({ directory: 'C:\\logs', customLogFormat: '%FileName%: %Message%' }),
      LogMonitorSource.process({ customLogFormat: '%Message%' }),
    ];
    expect(JSON.parse(monitor({ logFormat: LogMonitorFormat.CUSTOM, sources }).toJson()).LogConfig).toEqual({
      logFormat: 'Custom',
      sources: [
        { type: 'File', directory: 'C:\\logs', customLogFormat: '%FileName%: %Message%' },
        { type: 'Process', customLogFormat: '%Message%' },
      ],
    });
  });
});

describe('a wrapped command', () => {
  test('is started by LogMonitor', () => {
    expect(monitor().wrap(['C:\\ServiceMonitor.exe', 'w3svc'])).toEqual([
      'C:\\LogMonitor\\LogMonitor.exe',
      'C:\\ServiceMonitor.exe',
      'w3svc',
    ]);
  });

  test('is started by the LogMonitor of the image', () => {
    expect(monitor({ executable: 'D:\\tools\\LogMonitor.exe' }).wrap(['app.exe'])[0]).toBe('D:\\tools\\LogMonitor.exe');
  });

  test('keeps arguments with blanks together, which LogMonitor joins', () => {
    expect(monitor().wrap(PowerShell.command('Write-Host "up"')).slice(1)).toEqual([
      'powershell.exe',
      '-NoProfile',
      '-Command',
      '"Write-Host \\"up\\""',
    ]);
  });
});

describe('the mount', () => {
  test('covers one file and not the program beside it, since LogMonitor knows no other place in all its versions', () => {
    const manifests = synth((chart) => {
      const logs = new LogMonitor(chart, 'logs', { sources: [EVENTS], metadata: { name: 'logs' } });
      const web = new WindowsDeployment(chart, 'web', { containers: [CONTAINER] });
      logs.mountInto(web.containers[0]);
    });
    const { containers, volumes } = podOf(ofKind(manifests, 'Deployment')).spec;
    const [mount] = containers[0].volumeMounts ?? [];
    expect(mount).toMatchObject({
      mountPath: 'C:\\LogMonitor\\LogMonitorConfig.json',
      subPath: 'LogMonitorConfig.json',
      readOnly: true,
    });
    expect(volumes).toEqual([{ name: mount.name, configMap: { name: 'logs' } }]);
    expect(ofKind(manifests, 'ConfigMap').metadata.name).toBe('logs');
  });

  test('shares one ConfigMap among containers', () => {
    const manifests = synth((chart) => {
      const logs = new LogMonitor(chart, 'logs', { sources: [EVENTS] });
      for (const id of ['web', 'api']) {
        logs.mountInto(new WindowsDeployment(chart, id, { containers: [CONTAINER] }).containers[0]);
      }
    });
    expect(manifests.filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
  });

  test('is the only reason for a ConfigMap: a configuration in the image needs none', () => {
    const manifests = synth((chart) => {
      const logs = new LogMonitor(chart, 'logs', { sources: [EVENTS] });
      new WindowsDeployment(chart, 'web', { containers: [{ ...CONTAINER, command: logs.wrap(['app.exe']) }] });
    });
    expect(manifests.map(({ kind }) => kind)).toEqual(['Deployment']);
  });

  test('is refused twice in one container', () => {
    const logs = monitor();
    const program = () => {
      const web = new WindowsDeployment(logs.node.scope as never, 'web', { containers: [CONTAINER] });
      logs.mountInto(web.containers[0]);
      logs.mountInto(web.containers[0]);
      web._toPodSpec();
    };
    expect(program).toThrow(/mount-path-unique/);
  });
});

describe('refused is', () => {
  test.each([
    [
      'a directory without a drive',
      () => LogMonitorSource.file({ directory: '\\inetpub\\logs' }),
      "LogMonitorSource.file: directory is '\\inetpub\\logs': it is no path with a drive\n",
      'log-monitor-source',
    ],
    [
      'a GUID that is none',
      () => LogMonitorSource.etw({ providers: [{ providerGuid: 'IIS' }] }),
      "LogMonitorSource.etw: providers[0].providerGuid is 'IIS'",
      'log-monitor-source',
    ],
    [
      'a level from plain JavaScript that LogMonitor does not know',
      () =>
        LogMonitorSource.eventLog({ channels: [{ name: 'system', level: 'Info' } as unknown as LogMonitorChannel] }),
      "LogMonitorSource.eventLog: channels[0].level is 'Info': it is none of Critical, Error,",
      'log-monitor-source',
    ],
    ['no source', () => monitor({ sources: [] }), 'shop/logs: sources is []\n', 'log-monitor-sources'],
    [
      'a second event log, whose settings would be those of the first as well',
      () => monitor({ sources: [EVENTS, FILES, FILES, EVENTS] }),
      "shop/logs: sources[3] is 'EventLog': there is one already\n",
      'log-monitor-sources',
    ],
    [
      'a custom format without the formats',
      () => monitor({ logFormat: LogMonitorFormat.CUSTOM }),
      'shop/logs: sources[0].customLogFormat is missing: logFormat is Custom\n',
      'log-monitor-format',
    ],
    [
      'a format that LogMonitor would not look at',
      () => monitor({ sources: [EVENTS, LogMonitorSource.process({ customLogFormat: '%Message%' })] }),
      "shop/logs: sources[1].customLogFormat is '%Message%': logFormat is JSON\n",
      'log-monitor-format',
    ],
    [
      'a custom format that leaves out the process, whose lines would be empty',
      () =>
        monitor({
          logFormat: LogMonitorFormat.CUSTOM,
          sources: [LogMonitorSource.file({ directory: 'C:\\logs', customLogFormat: '%Message%' })],
        }),
      'shop/logs: sources is ["File"]: the output of the process itself has no format\n',
      'log-monitor-format',
    ],
  ])('%s', (_, program, message, rule) => {
    expect(program).toThrow(message);
    expect(program).toThrow(`\n  Rule: ${rule} (`);
  });
});
