import type { Duration } from 'cdk8s';
import logMonitorSource from '../lib/rules/log-monitor-source';
import { type LogMonitorSourceConfig, sourceProblems } from '../lib/windows/log-monitor';
import { refuse } from './rendering/refusal';

/** The least severity of events. Each level takes those above it along. */
export enum LogMonitorLevel {
  /** Critical events. */
  CRITICAL = 'Critical',
  /** Errors. */
  ERROR = 'Error',
  /** Warnings. */
  WARNING = 'Warning',
  /** Information. */
  INFORMATION = 'Information',
  /** Everything. */
  VERBOSE = 'Verbose',
}

/** A channel of the event log. */
export interface LogMonitorChannel {
  /** The name, for example `application`, `system` or `Microsoft-IIS-Configuration/Operational`. */
  readonly name: string;
  /**
   * The least severity.
   * @default LogMonitorLevel.ERROR
   */
  readonly level?: LogMonitorLevel;
}

/** Options of every source. */
export interface LogMonitorSourceOptions {
  /**
   * The form of a line, with fields such as `%TimeStamp%` and `%Message%`. For `LogMonitorFormat.CUSTOM` only.
   * @default - none
   */
  readonly customLogFormat?: string;
}

/** Which events of the event log are printed. */
export interface LogMonitorEventLogOptions extends LogMonitorSourceOptions {
  /** The channels, one at least. */
  readonly channels: LogMonitorChannel[];
  /**
   * Whether events since the start of the container are printed as well, not only those since the start of LogMonitor.
   * @default true
   */
  readonly startAtOldestRecord?: boolean;
  /**
   * Whether an event may take several lines.
   * @default - LogMonitor's: true
   */
  readonly eventFormatMultiLine?: boolean;
}

/** A provider of ETW. */
export interface LogMonitorProvider {
  /** The GUID of the provider, without braces; `logman query providers` lists them. */
  readonly providerGuid: string;
  /**
   * The name of the provider.
   * @default - none
   */
  readonly providerName?: string;
  /**
   * The least severity.
   * @default LogMonitorLevel.ERROR
   */
  readonly level?: LogMonitorLevel;
  /**
   * A bit mask of the events, for example `0x8000000000000000`.
   * @default - all events
   */
  readonly keywords?: string;
}

/** Which ETW events are printed. */
export interface LogMonitorEtwOptions extends LogMonitorSourceOptions {
  /** The providers, one at least. */
  readonly providers: LogMonitorProvider[];
  /**
   * Whether an event may take several lines.
   * @default - LogMonitor's: true up to v2.1, false from v2.2 on
   */
  readonly eventFormatMultiLine?: boolean;
}

/** Which log files are printed. */
export interface LogMonitorFileOptions extends LogMonitorSourceOptions {
  /** The directory, with its drive. */
  readonly directory: string;
  /**
   * Which files, with `*` and `?`.
   * @default - all
   */
  readonly filter?: string;
  /**
   * Whether files of subdirectories count. Not possible for a whole drive.
   * @default false
   */
  readonly includeSubdirectories?: boolean;
  /**
   * How long LogMonitor waits for a directory that does not exist yet.
   * @default - LogMonitor's: 300 seconds
   */
  readonly waitInSeconds?: Duration;
}

/**
 * What LogMonitor prints: event log, ETW, files, or the output of the program that it starts.
 *
 * @see https://github.com/microsoft/windows-container-tools/blob/main/LogMonitor/docs/README.md
 */
export class LogMonitorSource {
  /** Events of the event log. Throws without a channel, and on a level that LogMonitor does not know. */
  public static eventLog(options: LogMonitorEventLogOptions): LogMonitorSource {
    const { channels, startAtOldestRecord = true, eventFormatMultiLine, customLogFormat } = options;
    return new LogMonitorSource('eventLog', {
      type: 'EventLog',
      startAtOldestRecord,
      eventFormatMultiLine,
      channels: channels.map(({ name, level }) => ({ name, level })),
      customLogFormat,
    });
  }

  /** Events of ETW providers, but not of WPP ones. Throws without a provider, and on a GUID, level or mask that is none. */
  public static etw(options: LogMonitorEtwOptions): LogMonitorSource {
    const { providers, eventFormatMultiLine, customLogFormat } = options;
    return new LogMonitorSource('etw', {
      type: 'ETW',
      eventFormatMultiLine,
      providers: providers.map(({ providerName, providerGuid, level, keywords }) => ({
        providerName,
        providerGuid,
        level,
        keywords,
      })),
      customLogFormat,
    });
  }

  /** What is written to log files. Throws on a directory without a drive, and on a whole drive with subdirectories. */
  public static file(options: LogMonitorFileOptions): LogMonitorSource {
    const { directory, filter, includeSubdirectories, waitInSeconds, customLogFormat } = options;
    return new LogMonitorSource('file', {
      type: 'File',
      directory,
      filter,
      includeSubdirectories,
      waitInSeconds: waitInSeconds?.toSeconds(),
      customLogFormat,
    });
  }

  /** The output of the program that LogMonitor starts. It is printed anyway: this is for its `customLogFormat`. */
  public static process(options: LogMonitorSourceOptions = {}): LogMonitorSource {
    return new LogMonitorSource('process', { type: 'Process', customLogFormat: options.customLogFormat });
  }

  private readonly config: LogMonitorSourceConfig;

  private constructor(factory: string, config: LogMonitorSourceConfig) {
    const [found] = sourceProblems(config);
    if (found !== undefined) refuse(logMonitorSource, { subject: `LogMonitorSource.${factory}`, ...found });
    this.config = config;
  }

  /**
   * The source as it stands in the configuration.
   * @internal
   */
  public get _config(): LogMonitorSourceConfig {
    return this.config;
  }
}
