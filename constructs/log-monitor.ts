import { type ApiObjectMetadata, Names } from 'cdk8s';
import { ConfigMap, type Container, Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import logMonitorFormat from '../lib/rules/log-monitor-format';
import logMonitorSources from '../lib/rules/log-monitor-sources';
import { quoteArgument } from '../lib/windows/command-line';
import {
  formatProblems,
  LOG_MONITOR_CONFIG_FILE,
  LOG_MONITOR_CONFIG_PATH,
  LOG_MONITOR_PROGRAM,
  type LogMonitorConfig,
  setProblems,
} from '../lib/windows/log-monitor';
import type { LogMonitorSource } from './log-monitor-source';
import { refuse } from './rendering/refusal';

/** The form in which LogMonitor prints. */
export enum LogMonitorFormat {
  /** One JSON object a line. */
  JSON = 'JSON',
  /** XML. */
  XML = 'XML',
  /** The `customLogFormat` of each source. */
  CUSTOM = 'Custom',
}

/** Properties of a LogMonitor. */
export interface LogMonitorProps {
  /** What is printed: any number of files, and one each of event log, ETW and process. */
  readonly sources: LogMonitorSource[];
  /**
   * The form of what is printed.
   * @default - LogMonitor's: JSON
   */
  readonly logFormat?: LogMonitorFormat;
  /**
   * Where LogMonitor.exe is in the image.
   * @default 'C:\\LogMonitor\\LogMonitor.exe'
   */
  readonly executable?: string;
  /**
   * Metadata of the ConfigMap.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Microsoft's LogMonitor, which prints event logs, ETW events and log files, so that `kubectl logs` shows them. It starts
 * the program of the container and ends with its exit code.
 *
 * LogMonitor.exe must be in the image. Its configuration comes from a ConfigMap (`mountInto`) or is in the image as well
 * (`toJson` is the text for `C:\LogMonitor\LogMonitorConfig.json`); without `mountInto` there is no ConfigMap. It is
 * mounted as this one file, since a directory would hide the program, and no other place is known to all versions: from
 * v2.2 on LogMonitor takes no path after `/CONFIG`. Mounts of single files need containerd. LogMonitor reads its configuration
 * when it starts: pods see a new one when they are made anew.
 *
 * @see https://github.com/microsoft/windows-container-tools/tree/main/LogMonitor
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { LogMonitor, LogMonitorLevel, LogMonitorSource, WindowsDeployment } from 'cdk8s-windows';
 *
 * const app = new App();
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * const logs = new LogMonitor(shop, 'logs', {
 *   sources: [
 *     LogMonitorSource.eventLog({ channels: [{ name: 'application', level: LogMonitorLevel.WARNING }] }),
 *     LogMonitorSource.file({ directory: 'C:\\inetpub\\logs', filter: '*.log', includeSubdirectories: true }),
 *   ],
 * });
 * const web = new WindowsDeployment(shop, 'web');
 * const iis = web.addContainer({
 *   image: 'registry.example/iis-with-log-monitor:windowsservercore-ltsc2022',
 *   portNumber: 80,
 *   command: logs.wrap(['C:\\ServiceMonitor.exe', 'w3svc']),
 * });
 * logs.mountInto(iis);
 * app.synth();
 */
export class LogMonitor extends Construct {
  private readonly props: LogMonitorProps;
  private volume?: Volume;

  /** Throws without a source, on two of a kind that LogMonitor keeps once, and on formats that do not go together. */
  constructor(scope: Construct, id: string, props: LogMonitorProps) {
    super(scope, id);
    this.props = props;
    this.refuseSources();
    this.refuseFormats();
  }

  /** The configuration as text: what `C:\LogMonitor\LogMonitorConfig.json` holds. */
  public toJson(): string {
    return `${JSON.stringify({ LogConfig: this.config }, null, 2)}\n`;
  }

  /**
   * The `command` of a container: LogMonitor, which starts another program.
   *
   * @param command The program with its arguments; that of the image is not started any more, so it must be said here.
   */
  public wrap(command: string[]): string[] {
    // LogMonitor joins its arguments by blanks and lets Windows split them again.
    return [this.props.executable ?? LOG_MONITOR_PROGRAM, ...command.map(quoteArgument)];
  }

  /**
   * Mounts the configuration into a container.
   *
   * @param container A container whose command is wrapped, or whose image starts LogMonitor.
   */
  public mountInto(container: Container): void {
    this.volume ??= this.createVolume();
    container.mount(LOG_MONITOR_CONFIG_PATH, this.volume, { subPath: LOG_MONITOR_CONFIG_FILE, readOnly: true });
  }

  private createVolume(): Volume {
    const config = new ConfigMap(this, 'ConfigMap', {
      metadata: this.props.metadata,
      data: { [LOG_MONITOR_CONFIG_FILE]: this.toJson() },
    });
    return Volume.fromConfigMap(this, 'Volume', config, { name: Names.toDnsLabel(config) });
  }

  private refuseSources(): void {
    const [problem] = setProblems(this.config);
    if (problem !== undefined) refuse(logMonitorSources, { subject: this.node.path, ...problem });
  }

  private refuseFormats(): void {
    const [problem] = formatProblems(this.config);
    if (problem !== undefined) refuse(logMonitorFormat, { subject: this.node.path, ...problem });
  }

  private get config(): LogMonitorConfig {
    const { logFormat, sources } = this.props;
    return { logFormat, sources: sources.map((source) => source._config) };
  }
}
