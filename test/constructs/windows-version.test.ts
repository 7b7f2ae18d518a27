import { WindowsVersion } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

const { SERVER_2019, SERVER_2022, ANNUAL_23H2, SERVER_2025 } = WindowsVersion;

describe('a release', () => {
  test.each([
    [SERVER_2019, 'Windows Server 2019', '10.0.17763', 'ltsc2019'],
    [SERVER_2022, 'Windows Server 2022', '10.0.20348', 'ltsc2022'],
    [ANNUAL_23H2, 'Windows Server, version 23H2', '10.0.25398', 'ltsc2022'],
    [SERVER_2025, 'Windows Server 2025', '10.0.26100', 'ltsc2025'],
  ])('%o', (version, name, windowsBuild, imageTag) => {
    expect(version).toMatchObject({ name, windowsBuild, imageTag });
  });

  test('is found by its build', () => {
    expect(WindowsVersion.of('10.0.20348')).toEqual(SERVER_2022);
  });

  test('that is not known yet is made from its build', () => {
    expect(WindowsVersion.of('10.0.29000')).toMatchObject({
      name: 'Windows 10.0.29000',
      windowsBuild: '10.0.29000',
      imageTag: '10.0.29000',
      mainstreamSupportEnd: 'unknown',
      extendedSupportEnd: 'unknown',
    });
  });

  test('knows when its support ends', () => {
    expect(SERVER_2022).toMatchObject({ mainstreamSupportEnd: '2026-10', extendedSupportEnd: '2031-10' });
  });
});

describe('images', () => {
  test('run on the nodes that can run their build', () => {
    expect(SERVER_2025.runsImage('mcr.microsoft.com/windows/servercore:ltsc2022')).toBe(true);
    expect(SERVER_2022.runsImage('mcr.microsoft.com/windows/servercore:ltsc2025')).toBe(false);
    expect(SERVER_2022.runsImage('mcr.microsoft.com/windows/nanoserver:1809')).toBe(false);
    expect(SERVER_2019.runsImage('mcr.microsoft.com/windows/nanoserver:1809')).toBe(true);
  });

  test('whose tag names no build are given the benefit of the doubt', () => {
    expect(SERVER_2019.runsImage('example/app:1.0')).toBe(true);
  });

  test('of one version run on nodes of another as the stable ABI allows', () => {
    expect(SERVER_2022.runsOn(SERVER_2025)).toBe(true);
    expect(SERVER_2025.runsOn(SERVER_2022)).toBe(false);
    expect(SERVER_2019.runsOn(SERVER_2022)).toBe(false);
  });

  test('have the tag of the version, after a prefix where there is one', () => {
    expect(SERVER_2022.image('mcr.microsoft.com/windows/nanoserver')).toBe(
      'mcr.microsoft.com/windows/nanoserver:ltsc2022',
    );
    expect(SERVER_2019.image('mcr.microsoft.com/dotnet/framework/aspnet', '4.8-windowsservercore-')).toBe(
      'mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019',
    );
  });

  test('made for a version run on it', () => {
    for (const version of [SERVER_2019, SERVER_2022, ANNUAL_23H2, SERVER_2025, WindowsVersion.of('10.0.29000')]) {
      expect(version.runsImage(version.image('mcr.microsoft.com/windows/servercore'))).toBe(true);
    }
  });
});
