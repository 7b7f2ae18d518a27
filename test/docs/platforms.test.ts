import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageRunsOnHost } from '../../lib/windows/image-compatibility';
import { WINDOWS_RELEASES } from '../../lib/windows/versions';

const PAGE = readFileSync(join(__dirname, '../../docs/platforms.md'), 'utf8');
const RELEASES = Object.values(WINDOWS_RELEASES);

/** The rows of the table that has these words in its head, cell by cell. */
function rowsBelow(head: string): string[][] {
  const [, table = ''] = PAGE.split(`| ${head} |`);
  const [, , ...lines] = table.split('\n\n')[0].split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the guide to platforms', () => {
  test('lists every version with its build and its ends of support', () => {
    expect(rowsBelow('version')).toEqual(
      RELEASES.map(({ name, build, mainstreamEnd, extendedEnd }) => [
        name.replace(/^Windows Server, version |^Windows /, ''),
        build,
        mainstreamEnd,
        extendedEnd,
      ]),
    );
  });

  test('says which image runs on which host as the code does', () => {
    const images = RELEASES.filter(({ name }) => /20\d\d$/.test(name));
    expect(rowsBelow('image ↓ on host →')).toEqual(
      images.map((image) => [
        `\`${image.imageTag}\``,
        ...RELEASES.map((host) => (imageRunsOnHost(image.build, host.build) ? 'yes' : 'no')),
      ]),
    );
  });
});
