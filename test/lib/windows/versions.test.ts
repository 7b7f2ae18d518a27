import { describe, expect, test } from 'vitest';
import { parseImageReference } from '../../../lib/windows/image-reference';
import {
  buildMeantBy,
  ENDED_BUILDS,
  isWindowsBuild,
  nameOfBuild,
  releaseOfBuild,
  WINDOWS_RELEASES,
} from '../../../lib/windows/versions';

describe('the releases that can host containers', () => {
  test('are Server 2019, 2022, 23H2 and 2025', () => {
    expect(Object.values(WINDOWS_RELEASES).map(({ name, build, imageTag }) => [name, build, imageTag])).toEqual([
      ['Windows Server 2019', '10.0.17763', 'ltsc2019'],
      ['Windows Server 2022', '10.0.20348', 'ltsc2022'],
      ['Windows Server, version 23H2', '10.0.25398', 'ltsc2022'],
      ['Windows Server 2025', '10.0.26100', 'ltsc2025'],
    ]);
  });

  test.each(Object.values(WINDOWS_RELEASES))('$name is found by its build and none that has ended', (release) => {
    expect(releaseOfBuild(release.build)).toBe(release);
    expect(ENDED_BUILDS.has(release.build)).toBe(false);
    expect(release.mainstreamEnd <= release.extendedEnd).toBe(true);
  });

  test.each([...ENDED_BUILDS])('the build %s has ended and is known by the tag %s', (build, tag) => {
    expect(releaseOfBuild(build)).toBeUndefined();
    expect(parseImageReference(`mcr.microsoft.com/windows/servercore:${tag}`).build).toBe(build);
  });
});

describe('the form of a build', () => {
  test.each(['10.0.17763', '10.0.99999'])('%s has it', (text) => {
    expect(isWindowsBuild(text)).toBe(true);
  });

  test.each(['', 'ltsc2022', '10.0.20348.1', '10.0.2034', '20348', '11.0.20348', ' 10.0.20348', '10.0.20348\n'])(
    '%j has not',
    (text) => {
      expect(isWindowsBuild(text)).toBe(false);
    },
  );
});

describe('a build in words', () => {
  test.each([
    ['10.0.20348', 'Windows Server 2022 (10.0.20348)'],
    ['10.0.19042', 'Windows 20H2 (10.0.19042)'],
    ['10.0.29999', 'Windows 10.0.29999'],
  ])('%s is called %s', (build, name) => {
    expect(nameOfBuild(build)).toBe(name);
  });
});

describe('the build that somebody means', () => {
  test.each([
    ['10.0.20348.2582', '10.0.20348'],
    ['10.0.20348', '10.0.20348'],
    [' 20348 ', '10.0.20348'],
    ['ltsc2022', '10.0.20348'],
    ['LTSC2025', '10.0.26100'],
    ['2019', '10.0.17763'],
    ['1809', '10.0.17763'],
    ['Windows Server 2022', '10.0.20348'],
    ['WindowsAnnual', '10.0.25398'],
  ])("by '%s' is %s", (text, build) => {
    expect(buildMeantBy(text)).toBe(build);
  });

  test.each(['10.0.12345', '12345', '10.0.20348-1', 'windows', '23', '', '6.3.9600'])("by '%s' is unknown", (text) => {
    expect(buildMeantBy(text)).toBeUndefined();
  });
});
