import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteArgument } from '../../../lib/windows/command-line';

/** How a Windows program splits its command line, beyond its own name. */
function split(line: string): string[] {
  const found: string[] = [];
  let [current, quoted, started] = ['', false, false];
  for (let at = 0; at < line.length; ) {
    const [backslashes] = /^\\*/.exec(line.slice(at)) ?? [''];
    at += backslashes.length;
    const next = line[at];
    if (next === '"') {
      current += '\\'.repeat(Math.floor(backslashes.length / 2));
      started = true;
      if (backslashes.length % 2 === 1) current += '"';
      else quoted = !quoted;
      at++;
      continue;
    }
    current += backslashes;
    if (backslashes.length > 0) started = true;
    if (next === undefined) break;
    if (/\s/.test(next) && !quoted) {
      if (started) found.push(current);
      [current, started] = ['', false];
    } else {
      current += next;
      started = true;
    }
    at++;
  }
  if (started) found.push(current);
  return found;
}

describe('the splitting of Windows, as simulated here', () => {
  test.each([
    ['a b', ['a', 'b']],
    ['"a b" c', ['a b', 'c']],
    ['a\\b', ['a\\b']],
    ['a\\"b', ['a"b']],
    ['"a\\\\" b', ['a\\', 'b']],
    ['""', ['']],
    ['C:\\x\\ y', ['C:\\x\\', 'y']],
  ])('%s', (line, args) => {
    expect(split(line)).toEqual(args);
  });
});

describe('a quoted argument', () => {
  test.each([
    ['stands as it is without blanks and quotation marks', 'C:\\app\\app.exe', 'C:\\app\\app.exe'],
    ['keeps its blanks', 'C:\\Program Files\\app.exe', '"C:\\Program Files\\app.exe"'],
    ['keeps its quotation marks', 'Write "x"', '"Write \\"x\\""'],
    ['keeps the backslash at its end', 'C:\\my dir\\', '"C:\\my dir\\\\"'],
    ['is there when it is empty', '', '""'],
  ])('%s', (_, argument, quoted) => {
    expect(quoteArgument(argument)).toBe(quoted);
  });

  test('is read back as it was, whatever it is and whatever stands beside it', () => {
    const argument = fc.string({ unit: fc.constantFrom('\\', '"', ' ', 'a', '\t'), maxLength: 10 });
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 4 }), (args) => {
        expect(split(args.map(quoteArgument).join(' '))).toEqual(args);
      }),
      { numRuns: 3000 },
    );
  });
});
