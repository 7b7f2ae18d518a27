import { isContainerAccount, isContainerAdministrator, isServiceAccount } from './accounts';

/** How often and how long the repair tries. */
export interface NetlogonRepairPlan {
  readonly attempts: number;
  readonly delayMilliseconds: number;
  /** The exit code when the channel is still broken after the last attempt. */
  readonly failureCode: number;
}

/** What `nltest.exe /query` prints of a secure channel to the domain that works; the words around it are translated. */
const HEALTHY = '0x0 NERR_Success';

/**
 * A script for Windows PowerShell that restarts Netlogon while the secure channel to the domain does not work. It has no
 * double quotes, which would need escaping on the command line.
 */
export function netlogonRepairScript({ attempts, delayMilliseconds, failureCode }: NetlogonRepairPlan): string {
  const exitWhenHealthy = `if ((nltest.exe /query | Out-String) -match '${HEALTHY}') { exit 0 }`;
  const attempt = `${exitWhenHealthy}; Restart-Service -Name netlogon -Force; Start-Sleep -Milliseconds ${delayMilliseconds}`;
  const complaint = `Write-Output 'Netlogon has no secure channel to the domain after ${attempts} restarts.'`;
  return `foreach ($attempt in 1..${attempts}) { ${attempt} }; ${exitWhenHealthy}; ${complaint}; exit ${failureCode}`;
}

/** Whether a command restarts Netlogon, in the way above or by a loop of the author's own. */
export function restartsNetlogon(command: readonly string[]): boolean {
  const text = command.join(' ');
  const restart = RESTART.exec(text);
  return restart !== null && /\bnetlogon\b/i.test(text.slice(restart.index + restart[0].length));
}

const RESTART = /\b(Restart-Service|Stop-Service|net1?(\.exe)? stop|sc(\.exe)? stop)\b/i;

/** Of the accounts that exist everywhere only ContainerAdministrator and SYSTEM may control services. */
export function mayNotControlServices(userName: string): boolean {
  if (isContainerAccount(userName)) return !isContainerAdministrator(userName);
  return isServiceAccount(userName) && !/\\system$/i.test(userName);
}
