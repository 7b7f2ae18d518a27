import { describe, expect, test } from 'vitest';
import { bindsInPlace, withoutDrive } from '../../../lib/windows/host-process-paths';

const [BUILD_2019, BUILD_2022, BUILD_2025] = ['10.0.17763', '10.0.20348', '10.0.26100'];

describe('a mount of a HostProcess container is where its mountPath says', () => {
  test.each([
    ['1.7', [BUILD_2022]],
    ['1.7.27', [BUILD_2022, BUILD_2025]],
    ['1.10.0', [BUILD_2025]],
    ['2.0.1', [BUILD_2022]],
  ])('with containerd %s on %j', (containerd, builds) => {
    expect(bindsInPlace(containerd, builds)).toBe(true);
  });

  test.each([
    ['an older containerd', '1.6.38', [BUILD_2022]],
    ['a containerd from before 1.0', '0.9', [BUILD_2022]],
    ['Server 2019', '1.7', [BUILD_2019]],
    ['Server 2019 among others', '2.1', [BUILD_2022, BUILD_2019]],
    ['nodes of unknown build', '2.1', []],
  ])('but not with %s', (_, containerd, builds) => {
    expect(bindsInPlace(containerd, builds)).toBe(false);
  });
});

describe('a path without its drive', () => {
  test.each([
    ['C:\\config\\agent.json', 'config\\agent.json'],
    ['c:/config/agent.json', 'config\\agent.json'],
    ['/config', 'config'],
    ['\\\\config', 'config'],
    ['config\\agent.json', 'config\\agent.json'],
    ['D:', ''],
    ['a:b:c', 'b:c'],
  ])('of %s is %s', (path, rest) => {
    expect(withoutDrive(path)).toBe(rest);
  });
});
