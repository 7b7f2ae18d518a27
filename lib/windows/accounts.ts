/**
 * Accounts that exist without anybody creating them. Windows compares names without regard to case; the HostProcess
 * shim compares the domain `NT AUTHORITY` case-sensitively (microsoft/hcsshim `internal/jobcontainers/logon.go`).
 */
export const CONTAINER_USER = 'ContainerUser';
export const CONTAINER_ADMINISTRATOR = 'ContainerAdministrator';
export const SYSTEM = 'NT AUTHORITY\\SYSTEM';
export const LOCAL_SERVICE = 'NT AUTHORITY\\LOCAL SERVICE';
export const NETWORK_SERVICE = 'NT AUTHORITY\\NETWORK SERVICE';

const SERVICE_ACCOUNTS = new Set(['system', 'local service', 'localservice', 'network service', 'networkservice']);

/** ContainerUser and ContainerAdministrator live inside every container image and nowhere on the host. */
export function isContainerAccount(userName: string): boolean {
  return /^(?:User Manager\\)?Container(?:User|Administrator)$/i.test(userName);
}

export function isContainerAdministrator(userName: string): boolean {
  return /^(?:User Manager\\)?ContainerAdministrator$/i.test(userName);
}

/** SYSTEM, LOCAL SERVICE or NETWORK SERVICE of the domain NT AUTHORITY, in any spelling that Windows understands. */
export function isServiceAccount(userName: string): boolean {
  const [domain, user] = userName.split('\\');
  return user !== undefined && /^NT AUTHORITY$/i.test(domain) && SERVICE_ACCOUNTS.has(user.toLowerCase());
}

/** Known to every Windows image, and so also to the pause container of the pod. */
export function isWellKnownAccount(userName: string): boolean {
  return isContainerAccount(userName) || isServiceAccount(userName);
}
