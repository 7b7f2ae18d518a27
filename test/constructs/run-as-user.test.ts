import { RunAsUser } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

describe('the accounts of every image', () => {
  test.each([
    [RunAsUser.CONTAINER_USER, 'ContainerUser'],
    [RunAsUser.CONTAINER_ADMINISTRATOR, 'ContainerAdministrator'],
    [RunAsUser.SYSTEM, 'NT AUTHORITY\\SYSTEM'],
    [RunAsUser.LOCAL_SERVICE, 'NT AUTHORITY\\LOCAL SERVICE'],
    [RunAsUser.NETWORK_SERVICE, 'NT AUTHORITY\\NETWORK SERVICE'],
  ])('%o', (user, userName) => {
    expect(user).toMatchObject({ userName, isLocalGroup: false, isWellKnown: true });
  });
});

describe('other accounts', () => {
  test('have the name that they were given', () => {
    expect(RunAsUser.of('app')).toMatchObject({ userName: 'app', isWellKnown: false });
    expect(RunAsUser.of('CORP\\svc')).toMatchObject({ userName: 'CORP\\svc', isWellKnown: false });
  });

  test('of a domain have both parts', () => {
    expect(RunAsUser.domain('corp.example', 'svc').userName).toBe('corp.example\\svc');
  });

  test('are well known in any spelling that Windows understands', () => {
    expect(RunAsUser.of('containeruser').isWellKnown).toBe(true);
    expect(RunAsUser.domain('nt authority', 'networkservice').isWellKnown).toBe(true);
  });
});

test('a local group is no account, even when it is named like one', () => {
  expect(RunAsUser.localGroup('hpc-group')).toMatchObject({
    userName: 'hpc-group',
    isLocalGroup: true,
    isWellKnown: false,
  });
  expect(RunAsUser.localGroup('ContainerUser').isWellKnown).toBe(false);
});
