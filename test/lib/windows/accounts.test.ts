import { describe, expect, test } from 'vitest';
import { userNameProblems } from '../../../lib/api-server/user-name';
import {
  CONTAINER_ADMINISTRATOR,
  CONTAINER_USER,
  isContainerAccount,
  isContainerAdministrator,
  isServiceAccount,
  isWellKnownAccount,
  LOCAL_SERVICE,
  NETWORK_SERVICE,
  SYSTEM,
} from '../../../lib/windows/accounts';

const ACCOUNTS = [
  // name, container account, administrator of the container, service account
  [CONTAINER_USER, true, false, false],
  [CONTAINER_ADMINISTRATOR, true, true, false],
  ['containeradministrator', true, true, false],
  ['User Manager\\ContainerAdministrator', true, true, false],
  ['user manager\\containeruser', true, false, false],
  [SYSTEM, false, false, true],
  [LOCAL_SERVICE, false, false, true],
  [NETWORK_SERVICE, false, false, true],
  ['nt authority\\system', false, false, true],
  ['NT AUTHORITY\\NetworkService', false, false, true],
  ['NT AUTHORITY\\LocalService', false, false, true],
] as const;

describe('accounts that exist without anybody creating them', () => {
  test.each(ACCOUNTS)('%s', (name, container, administrator, service) => {
    expect(isContainerAccount(name)).toBe(container);
    expect(isContainerAdministrator(name)).toBe(administrator);
    expect(isServiceAccount(name)).toBe(service);
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
  });
});
