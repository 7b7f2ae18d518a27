import { describe, expect, test } from 'vitest';
import { fileText } from '../../../lib/manifests/file-text';
import { SourceFile } from '../../../lib/manifests/source-file';

const textOf = (bytes: Buffer) => {
  const file = fileText('web.yaml', bytes);
  return file instanceof SourceFile ? file.text : file;
};

describe('the text of a file is', () => {
  test.each([
    ['ASCII', Buffer.from('a: b\n'), 'a: b\n'],
    ['UTF-8', Buffer.from('a: é 日本 👍\n'), 'a: é 日本 👍\n'],
    ['UTF-8 with a mark, which is no part of it', Buffer.from('\ufeffa: é\n'), 'a: é\n'],
    ['nothing', Buffer.from(''), ''],
  ])('%s', (_, bytes, text) => {
    expect(textOf(bytes)).toBe(text);
  });

  test('marked, when it begins with a byte order mark', () => {
    expect(fileText('a', Buffer.from('\ufeffa: é'))).toMatchObject({ marked: true });
    expect(fileText('a', Buffer.from('a: é'))).toMatchObject({ marked: false });
  });
});

describe('no text is', () => {
  const utf16 = Buffer.from('\ufeffapiVersion: v1\n', 'utf16le');
  test.each([
    ['UTF-16 as Windows PowerShell writes it', utf16, 1, 'it is UTF-16: save it as UTF-8'],
    ['UTF-16 the other way round', Buffer.from(utf16).swap16(), 1, 'it is UTF-16'],
    ['UTF-16 without a mark', utf16.subarray(2), 1, 'it is UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 1, 'it is UTF-32'],
    ['what holds zero bytes', Buffer.from('a: b\nc: \0d\n'), 2, 'zero bytes'],
    ['Latin-1', Buffer.from('a: b\nc: d\ne: \xe9\nf: g\n', 'latin1'), 3, 'it is not UTF-8'],
    ['Latin-1 in the last line', Buffer.from('a: b\n\xe9', 'latin1'), 2, 'it is not UTF-8'],
    ['half a character', Buffer.from('a: é').subarray(0, 4), 1, 'it is not UTF-8'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), 3, 'zero bytes'],
  ])('%s', (_, bytes, line, message) => {
    expect(textOf(bytes)).toMatchObject({ line, message: expect.stringContaining(message) });
  });
});

test('places are counted from one, whatever ends the lines', () => {
  const file = new SourceFile('a', 'ab\r\nc\n\nd');
  expect([0, 1, 4, 5, 6, 7, 8].map((offset) => file.placeAt(offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 2, column: 1 },
    { line: 2, column: 2 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
    { line: 4, column: 2 },
  ]);
  expect([1, 2, 3, 4].map((line) => file.line(line))).toEqual(['ab', 'c', '', 'd']);
});
