import { describe, expect, test } from 'vitest';
import { mayNotControlServices, netlogonRepairScript, restartsNetlogon } from '../../../lib/windows/netlogon';

describe('the Netlogon repair', () => {
  const script = netlogonRepairScript({ attempts: 3, delayMilliseconds: 1500, failureCode: 1 });

  test('is known by what it does, whoever wrote it', () => {
    for (const command of [
      ['powershell.exe', '-Command', script],
      ['powershell', '-c', 'do { restart-service -name Netlogon } while ($true)'],
      ['cmd', '/c', 'net stop netlogon && net start netlogon'],
      ['sc.exe stop netlogon'],
    ]) {
      expect(restartsNetlogon(command)).toBe(true);
    }
  });

  test('is not seen where Netlogon is only asked, or another service restarted', () => {
    expect(restartsNetlogon(['nltest.exe', '/query'])).toBe(false);
    expect(restartsNetlogon(['powershell', 'Get-Service netlogon'])).toBe(false);
    expect(restartsNetlogon(['powershell', 'Restart-Service w3svc'])).toBe(false);
    expect(restartsNetlogon([])).toBe(false);
  });
});

test.each([
  ['ContainerUser', true],
  ['User Manager\\ContainerUser', true],
  ['NT AUTHORITY\\NETWORK SERVICE', true],
  ['nt authority\\LocalService', true],
  ['ContainerAdministrator', false],
  ['NT AUTHORITY\\SYSTEM', false],
  ['appuser', false],
])('%s may not control services: %s', (userName, expected) => {
  expect(mayNotControlServices(userName)).toBe(expected);
});
