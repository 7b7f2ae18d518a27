import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonSyntaxProblem } from '../../../lib/manifests/json-syntax';

describe('the syntax of a JSON text', () => {
  test('is right for everything that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        expect(jsonSyntaxProblem(JSON.stringify(value, null, indent))).toBeUndefined();
      }),
    );
  });

  test('is judged as JSON.parse judges it, repeated keys aside', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '1',
      '-0.5e+2',
      '01',
      'true',
      'nul',
      ' ',
      '\n',
      '"\\u00e9"',
      '"\\x"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const problem = jsonSyntaxProblem(text);
        if (problem?.includes('second time')) return;
        expect(problem === undefined).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['{"a": x}', 'line 1, column 7: expected a value'],
    ['{\n  "a": 1\n  "b": 2\n}', "line 3, column 3: expected ',' or '}'"],
    ['{"a": 1', "line 1, column 8: expected ',' or '}', but the text ends"],
    ['', 'line 1, column 1: expected a value, but the text ends'],
    ["{'a': 1}", 'line 1, column 2: expected a key in double quotes'],
    ['{"a" 1}', "line 1, column 6: expected ':'"],
    ['{"a": 1,}', "line 1, column 8: no comma may stand before '}'"],
    ['[1,\n2,\n]', "line 2, column 2: no comma may stand before ']'"],
    ['[1, // one\n2]', 'line 1, column 5: JSON has no comments'],
    ['{\n/* one */ "a": 1}', 'line 2, column 1: JSON has no comments'],
    ['{"a": 1 // one\n}', 'line 1, column 9: JSON has no comments'],
    ['[1 2]', "line 1, column 4: expected ',' or ']'"],
    ['{} {}', 'line 1, column 4: expected the end of the text'],
    ['{"a": "C:\\Users"}', 'line 1, column 7: expected a value'],
  ])('of %j is wrong at a place that is named', (text, problem) => {
    expect(jsonSyntaxProblem(text)).toBe(problem);
  });

  test('does not let a key stand twice, of which JSON.parse would drop the first', () => {
    expect(jsonSyntaxProblem('{"Sid": "1",\n "\\u0053id": "2"}')).toBe(
      "line 2, column 2: the key 'Sid' stands here a second time",
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
