import { isGuid } from './guid';

/**
 * LogMonitor of microsoft/windows-container-tools, v2.0 to v2.2: its paths, and the form of its configuration
 * (`LogMonitor/docs/README.md`, `src/LogMonitor/JsonProcessor.cpp`, `Parser/LoggerSettings.h`).
 */
export const LOG_MONITOR_PROGRAM = 'C:\\LogMonitor\\LogMonitor.exe';

/**
 * Where LogMonitor looks unless it is told otherwise by `/CONFIG`. It cannot be told alike in all versions: up to v2.1 the
 * switch takes a path, from v2.2 on only the name of a file beside the program, and it ends at once on anything else.
 */
export const LOG_MONITOR_CONFIG_FILE = 'LogMonitorConfig.json';
export const LOG_MONITOR_CONFIG_PATH = `C:\\LogMonitor\\${LOG_MONITOR_CONFIG_FILE}`;

export const LOG_MONITOR_SOURCES = ['EventLog', 'ETW', 'File', 'Process'] as const;
export type LogMonitorSourceType = (typeof LOG_MONITOR_SOURCES)[number];

/** One source as it stands in the configuration. */
export interface LogMonitorSourceConfig {
  readonly type: LogMonitorSourceType;
  readonly startAtOldestRecord?: boolean;
  readonly eventFormatMultiLine?: boolean;
  readonly channels?: readonly { readonly name: string; readonly level?: string }[];
  readonly providers?: readonly {
    readonly providerGuid?: string;
    readonly providerName?: string;
    readonly level?: string;
    readonly keywords?: string;
  }[];
  readonly directory?: string;
  readonly filter?: string;
  readonly includeSubdirectories?: boolean;
  readonly waitInSeconds?: number;
  readonly customLogFormat?: string;
}

/** The whole of a configuration, below `LogConfig`. */
export interface LogMonitorConfig {
  readonly logFormat?: string;
  readonly sources: readonly LogMonitorSourceConfig[];
}

/** What LogMonitor would discard, or read as something else, without ending. */
export interface LogMonitorProblem {
  readonly field: string;
  readonly got: unknown;
  readonly problem?: string;
}

/** Without a source there is nothing to do; of all but files LogMonitor keeps the settings of the last source only. */
export function setProblems({ sources }: LogMonitorConfig): LogMonitorProblem[] {
  const types = sources.map(({ type }) => type);
  if (types.length === 0) return [{ field: 'sources', got: types }];
  return types.flatMap((type, index) =>
    type === 'File' || types.indexOf(type) === index
      ? []
      : [{ field: `sources[${index}]`, got: type, problem: 'there is one already' }],
  );
}

/** LogMonitor reads `customLogFormat` only where `logFormat` is Custom, and then needs one for all that it prints. */
export function formatProblems({ logFormat = 'JSON', sources }: LogMonitorConfig): LogMonitorProblem[] {
  const isCustom = logFormat.toLowerCase() === 'custom';
  const misfits = sources.flatMap(({ customLogFormat: got }, index) =>
    (got !== undefined) === isCustom
      ? []
      : [{ field: `sources[${index}].customLogFormat`, got, problem: `logFormat is ${logFormat}` }],
  );
  if (!isCustom || sources.some(({ type }) => type === 'Process')) return misfits;
  const got = sources.map(({ type }) => type);
  return [...misfits, { field: 'sources', got, problem: 'the output of the process itself has no format' }];
}

const LEVELS = ['Critical', 'Error', 'Warning', 'Information', 'Verbose'];

/** LogMonitor puts `\\?\` before a directory, so it must name a drive, and refuses the whole of a drive with all below. */
export function sourceProblems(source: LogMonitorSourceConfig): LogMonitorProblem[] {
  if (!LOG_MONITOR_SOURCES.includes(source.type)) {
    return [{ field: 'type', got: source.type, problem: `it is none of ${LOG_MONITOR_SOURCES.join(', ')}` }];
  }
  return [...channelProblems(source), ...providerProblems(source), ...directoryProblems(source)];
}

function channelProblems({ type, channels = [] }: LogMonitorSourceConfig): LogMonitorProblem[] {
  if (type !== 'EventLog') return [];
  if (channels.length === 0) return [{ field: 'channels', got: channels, problem: 'there must be one at least' }];
  return channels.flatMap(({ name, level }, index) => [
    ...(name ? [] : [{ field: `channels[${index}].name`, got: name, problem: 'it is empty' }]),
    ...levelProblems(`channels[${index}].level`, level),
  ]);
}

function providerProblems({ type, providers = [] }: LogMonitorSourceConfig): LogMonitorProblem[] {
  if (type !== 'ETW') return [];
  if (providers.length === 0) return [{ field: 'providers', got: providers, problem: 'there must be one at least' }];
  return providers.flatMap(({ providerGuid, providerName, level, keywords }, index) => {
    const field = `providers[${index}]`;
    const isNamed = isGuid(providerGuid) || (providerGuid === undefined && Boolean(providerName));
    const isMask = keywords === undefined || /^(0x[0-9a-f]{1,16}|[1-9]\d{0,19})$/i.test(keywords);
    return [
      ...(isNamed
        ? []
        : [{ field: `${field}.providerGuid`, got: providerGuid, problem: 'it is no GUID without braces' }]),
      ...levelProblems(`${field}.level`, level),
      ...(isMask
        ? []
        : [{ field: `${field}.keywords`, got: keywords, problem: 'it is no bit mask such as 0x8000000000000000' }]),
    ];
  });
}

function directoryProblems({
  type,
  directory = '',
  includeSubdirectories,
}: LogMonitorSourceConfig): LogMonitorProblem[] {
  if (type !== 'File') return [];
  const [field, got] = ['directory', directory];
  if (!/^[a-z]:([\\/]|$)/i.test(directory)) return [{ field, got, problem: 'it is no path with a drive' }];
  if (includeSubdirectories && /^[a-z]:[\\/]*$/i.test(directory)) {
    return [{ field, got, problem: 'a whole drive cannot be watched with its subdirectories' }];
  }
  return [];
}

function levelProblems(field: string, got: string | undefined): LogMonitorProblem[] {
  return got === undefined || LEVELS.some((level) => level.toLowerCase() === got.toLowerCase())
    ? []
    : [{ field, got, problem: `it is none of ${LEVELS.join(', ')}` }];
}
