import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from '../../../lib/cli/progress';
import { paintFor, type Terminal } from '../../../lib/cli/terminal';

/** A terminal that keeps what it is told. */
function terminal(settings: Partial<Terminal> = {}): Terminal & { readonly told: string[] } {
  const told: string[] = [];
  return {
    told,
    folder: '/',
    environment: {},
    write: () => {},
    tell: (text) => told.push(text),
    isWatched: true,
    isToldToPerson: true,
    input: async () => Buffer.from(''),
    ...settings,
  };
}

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** What is told when three files take this long each. */
  function toldBy(milliseconds: number, settings: Partial<Terminal> = {}, quiet = false): string[] {
    const to = terminal(settings);
    const progress = new Progress(to, quiet);
    for (let file = 1; file <= 3; file++) {
      vi.advanceTimersByTime(milliseconds);
      progress.say(() => `Read ${file} of 3 files …`);
    }
    progress.end();
    return to.told;
  }

  test('is told when it takes longer than a second, in one line that goes away', () => {
    expect(toldBy(600)).toEqual(['\r\u001b[KRead 2 of 3 files …', '\r\u001b[KRead 3 of 3 files …', '\r\u001b[K']);
  });

  test.each([
    ['it is quick', 100, {}, false],
    ['nobody looks', 600, { isToldToPerson: false }, false],
    ['nobody wants to know', 600, {}, true],
  ])('is not told when %s', (_, milliseconds, settings, quiet) => {
    expect(toldBy(milliseconds, settings, quiet)).toEqual([]);
  });
});

describe('colours', () => {
  const isColoured = (settings: Partial<Terminal>, noColour = false) =>
    paintFor(terminal(settings), noColour)('error', 'x') !== 'x';

  test.each([
    ['come on a terminal', {}, true],
    ['stay out elsewhere', { isWatched: false }, false],
    ['stay out of a terminal that has none', { environment: { TERM: 'dumb' } }, false],
    ['stay out with NO_COLOR', { environment: { NO_COLOR: '1' } }, false],
    ['come with an empty NO_COLOR', { environment: { NO_COLOR: '' } }, true],
    [
      'come with FORCE_COLOR, which is the stronger word',
      { isWatched: false, environment: { FORCE_COLOR: '1', NO_COLOR: '1' } },
      true,
    ],
    ['stay out with FORCE_COLOR=0', { environment: { FORCE_COLOR: '0' } }, false],
  ])('%s', (_, settings, expected) => {
    expect(isColoured(settings)).toBe(expected);
  });

  test('stay out with --no-color, whatever else is said', () => {
    expect(isColoured({ environment: { FORCE_COLOR: '1' } }, true)).toBe(false);
  });
});
