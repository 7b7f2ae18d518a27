import { Duration } from 'cdk8s';
import { Handler, Probe, type ProbeOptions } from 'cdk8s-plus-28';
import { escapeExpansion } from '../lib/windows/powershell';

/** Which script files PowerShell runs. */
export enum PowerShellExecutionPolicy {
  /** All of them, without a question. */
  BYPASS = 'Bypass',
  /** All of them, with a warning for those from the Internet. */
  UNRESTRICTED = 'Unrestricted',
  /** Those that are local or signed; the default of Windows Server. */
  REMOTE_SIGNED = 'RemoteSigned',
  /** Those that are signed. */
  ALL_SIGNED = 'AllSigned',
  /** None. */
  RESTRICTED = 'Restricted',
}

/** How PowerShell is started. */
export interface PowerShellOptions {
  /**
   * The program. `pwsh.exe` is PowerShell 7, which images must bring along; Nano Server has no other.
   * @default 'powershell.exe'
   */
  readonly executable?: string;
  /**
   * Which script files may be run. The text given here is no file and always runs.
   * @default - not emitted: that of the image
   */
  readonly executionPolicy?: PowerShellExecutionPolicy;
}

/** How a PowerShell probe is started and how often. */
export interface PowerShellProbeOptions extends ProbeOptions, PowerShellOptions {}

/** PowerShell takes seconds to start in a container; the one second of Kubernetes would fail every probe. */
const START_UP = Duration.seconds(10);

/**
 * Scripts as commands of containers, hooks and probes.
 *
 * A command is an array without a shell, and in commands and probes Kubernetes replaces `$(NAME)` and reads `$$` as one
 * dollar, but not in hooks. Write the script as PowerShell wants it: what would be changed on the way is escaped. It
 * ends with exit code 1 when its last command fails; `$ErrorActionPreference = 'Stop'` at its head makes that true of all.
 */
export class PowerShell {
  /**
   * The `command` of a container.
   *
   * @param script One line or several.
   */
  public static command(script: string, options: PowerShellOptions = {}): string[] {
    return commandLine(escapeExpansion(script), options);
  }

  /**
   * A hook for `lifecycle.postStart` or `lifecycle.preStop`. It must come to an end: Kubernetes waits for it.
   *
   * @param script One line or several.
   */
  public static handler(script: string, options: PowerShellOptions = {}): Handler {
    return Handler.fromCommand(commandLine(script, options));
  }

  /**
   * A probe, which succeeds with exit code 0. Its time-out is 10 seconds unless you say otherwise, since PowerShell
   * starts slowly; where there is a port, an HTTP or TCP probe costs less.
   *
   * @param script One line or several.
   */
  public static probe(script: string, options: PowerShellProbeOptions = {}): Probe {
    const { executable, executionPolicy, ...probe } = options;
    const command = commandLine(escapeExpansion(script), { executable, executionPolicy });
    return Probe.fromCommand(command, { timeoutSeconds: START_UP, ...probe });
  }

  private constructor() {}
}

function commandLine(script: string, { executable = 'powershell.exe', executionPolicy }: PowerShellOptions): string[] {
  const policy = executionPolicy === undefined ? [] : ['-ExecutionPolicy', executionPolicy];
  return [executable, '-NoProfile', ...policy, '-Command', script];
}
