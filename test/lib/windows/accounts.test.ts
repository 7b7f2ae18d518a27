import { describe, expect, test } from 'vitest';
import { userNameProblems } from '../../../lib/api-server/user-name';
import {
  CONTAINER_ADMINISTRATOR,
  CONTAINER_USER,
  carriesGmsaIdentity,
  isContainerAccount,
  isContainerAdministrator,
  isServiceAccount,
  isWellKnownAccount,
  LOCAL_SERVICE,
  NETWORK_SERVICE,
  SYSTEM,
} from '../../../lib/windows/accounts';

const ACCOUNTS = [
  // name, container account, administrator of the container, service account, carries a gMSA
  [CONTAINER_USER, true, false, false, false],
  [CONTAINER_ADMINISTRATOR, true, true, false, false],
  ['containeradministrator', true, true, false, false],
  ['User Manager\\ContainerAdministrator', true, true, false, false],
  ['user manager\\containeruser', true, false, false, false],
  [SYSTEM, false, false, true, true],
  [LOCAL_SERVICE, false, false, true, false],
  [NETWORK_SERVICE, false, false, true, true],
  ['nt authority\\system', false, false, true, true],
  ['NT AUTHORITY\\NetworkService', false, false, true, true],
  ['NT AUTHORITY\\LocalService', false, false, true, false],
] as const;

describe('accounts that exist without anybody creating them', () => {
  test.each(ACCOUNTS)('%s', (name, container, administrator, service, gmsa) => {
    expect(isContainerAccount(name)).toBe(container);
    expect(isContainerAdministrator(name)).toBe(administrator);
    expect(isServiceAccount(name)).toBe(service);
    expect(carriesGmsaIdentity(name)).toBe(gmsa);
    expect(isWellKnownAccount(name)).toBe(true);
    expect(userNameProblems(name)).toEqual([]);
  });

  test.each([
    'SYSTEM',
    'CORP\\SYSTEM',
    'NT AUTHORITY\\Administrator',
    'NT AUTHORITY',
    'Administrator',
    'CORP\\ContainerAdministrator',
    'ContainerUser2',
    'MyContainerUser',
    'app',
    '',
  ])('%s is none of them', (name) => {
    expect(isWellKnownAccount(name)).toBe(false);
    expect(isContainerAdministrator(name)).toBe(false);
    expect(carriesGmsaIdentity(name)).toBe(false);
  });
});
