import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageRunsOnHost } from '../../../lib/windows/image-compatibility';

const BUILDS = ['10.0.14393', '10.0.17763', '10.0.20348', '10.0.25398', '10.0.26100'];

/** Rows are hosts, columns are images; `x` means that it runs. */
const MATRIX: readonly [string, string][] = [
  ['10.0.14393', 'x....'],
  ['10.0.17763', '.x...'],
  ['10.0.20348', '..x..'],
  ['10.0.25398', '..xx.'],
  ['10.0.26100', '..xxx'],
];

describe('which image runs on which host', () => {
  test.each(
    MATRIX.flatMap(([host, row]) => BUILDS.map((image, column) => ({ host, image, runs: row[column] === 'x' }))),
  )('host $host, image $image: $runs', ({ host, image, runs }) => {
    expect(imageRunsOnHost(image, host)).toBe(runs);
  });

  test('a host of the generation of Server 2025 runs images back to Server 2022', () => {
    expect(imageRunsOnHost('10.0.20348', '10.0.26200')).toBe(true);
    expect(imageRunsOnHost('10.0.26200', '10.0.26200')).toBe(true);
  });

  test('another major or minor version never runs, whatever the build', () => {
    expect(imageRunsOnHost('10.1.20348', '10.0.20348')).toBe(false);
    expect(imageRunsOnHost('11.0.20348', '10.0.26100')).toBe(false);
  });
});

describe('for any two builds', () => {
  const build = fc.integer({ min: 14393, max: 30000 }).map((number) => `10.0.${number}`);

  test('a host runs an image of its own build', () => {
    fc.assert(fc.property(build, (host) => imageRunsOnHost(host, host)));
  });

  test('a host runs no image that is newer than itself', () => {
    fc.assert(
      fc.property(build, build, (image, host) => !imageRunsOnHost(image, host) || image.localeCompare(host) <= 0),
    );
  });

  test('no image from before Server 2022 runs on another build', () => {
    const old = fc.integer({ min: 14393, max: 20347 }).map((number) => `10.0.${number}`);
    fc.assert(fc.property(old, build, (image, host) => image === host || !imageRunsOnHost(image, host)));
  });
});
