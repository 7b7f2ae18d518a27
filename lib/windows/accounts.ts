/**
 * Accounts that exist without anybody creating them. Windows compares names without regard to case; the HostProcess
 * shim compares the domain `NT AUTHORITY` case-sensitively (microsoft/hcsshim `internal/jobcontainers/logon.go`).
 */
export const CONTAINER_USER = 'ContainerUser';
export const CONTAINER_ADMINISTRATOR = 'ContainerAdministrator';
export const SYSTEM = 'NT AUTHORITY\\SYSTEM';
export const LOCAL_SERVICE = 'NT AUTHORITY\\LOCAL SERVICE';
export const NETWORK_SERVICE = 'NT AUTHORITY\\NETWORK SERVICE';

/** On a pod, to make a HostProcess container run as whoever started containerd (microsoft/hcsshim `pkg/annotations`). */
export const INHERIT_USER_ANNOTATION = 'microsoft.com/hostprocess-inherit-user';

const SERVICE_ACCOUNTS = new Set(['system', 'local service', 'localservice', 'network service', 'networkservice']);

/** ContainerUser and ContainerAdministrator live inside every container image and nowhere on the host. */
export function isContainerAccount(userName: string): boolean {
  return /^(?:User Manager\\)?Container(?:User|Administrator)$/i.test(userName);
}

export function isContainerUser(userName: string): boolean {
  return /^(?:User Manager\\)?ContainerUser$/i.test(userName);
}

export function isContainerAdministrator(userName: string): boolean {
  return /^(?:User Manager\\)?ContainerAdministrator$/i.test(userName);
}

/** The account of Windows itself, with more rights than any administrator. */
export function isSystem(userName: string): boolean {
  return userName.toUpperCase() === SYSTEM;
}

/** SYSTEM, LOCAL SERVICE or NETWORK SERVICE of the domain NT AUTHORITY, in any spelling that Windows understands. */
export function isServiceAccount(userName: string): boolean {
  const [domain, user] = userName.split('\\');
  return user !== undefined && /^NT AUTHORITY$/i.test(domain) && SERVICE_ACCOUNTS.has(user.toLowerCase());
}

/** What YAML makes of a backslash and a letter between double quotes, where it is no mistake: `"NT AUTHORITY\\NETWORK SERVICE"`. */
const EATEN_BACKSLASHES: Readonly<Record<string, string>> = {
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
  '\u00a0': '\\_',
};

/** The user name that was meant, where YAML has taken its backslash for the beginning of a special character. */
export function meantByEscape(userName: string): string | undefined {
  const meant = userName.replace(/[\u0085\u2028\u2029\u00a0]/g, (character) => EATEN_BACKSLASHES[character]);
  return meant === userName ? undefined : meant;
}

/** Groups that every Windows has; no user can have such a name. */
const LOCAL_GROUPS = new Set([
  'administrators',
  'backup operators',
  'event log readers',
  'guests',
  'hyper-v administrators',
  'iis_iusrs',
  'network configuration operators',
  'performance log users',
  'performance monitor users',
  'power users',
  'remote desktop users',
  'users',
]);

export function isLocalGroup(name: string): boolean {
  return LOCAL_GROUPS.has(name.replace(/^BUILTIN\\/i, '').toLowerCase());
}

/** Known to every Windows image, and so also to the pause container of the pod. */
export function isWellKnownAccount(userName: string): boolean {
  return isContainerAccount(userName) || isServiceAccount(userName);
}
