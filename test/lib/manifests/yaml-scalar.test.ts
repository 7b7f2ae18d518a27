import { describe, expect, test } from 'vitest';
import { plainScalar, taggedScalar } from '../../../lib/manifests/yaml-scalar';

describe('without quotes', () => {
  test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])('%s is true', (text) => {
    expect(plainScalar(text)).toBe(true);
  });

  test.each(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])('%s is false', (text) => {
    expect(plainScalar(text)).toBe(false);
  });

  test.each(['', '~', 'null', 'Null', 'NULL'])("'%s' is nothing", (text) => {
    expect(plainScalar(text)).toBeNull();
  });

  test.each([
    ['0', 0],
    ['-0', 0],
    ['8080', 8080],
    ['+12', 12],
    ['-12', -12],
    ['0777', 511],
    ['-017', -15],
    ['0o17', 15],
    ['0x1F', 31],
    ['0X1f', 31],
    ['0b101', 5],
    ['1_000_000', 1000000],
    ['0_777', 511],
    ['0x_1F', 31],
    ['9223372036854775807', 2 ** 63],
    ['18446744073709551615', 2 ** 64],
    ['100000000000000000000', 1e20],
  ])('%s is the integer %d', (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });

  test.each([
    ['1.5', 1.5],
    ['-1.5', -1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1.5e-3', 0.0015],
    ['08', 8],
    ['1_0.5', 10.5],
  ])('%s is the number %d', (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });

  test.each([
    ['.inf', Number.POSITIVE_INFINITY],
    ['+.INF', Number.POSITIVE_INFINITY],
    ['-.Inf', Number.NEGATIVE_INFINITY],
    ['.nan', Number.NaN],
  ])('%s is no finite number', (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });

  test.each([
    'yES',
    'True!',
    'nul',
    'web',
    'ON1',
    '10:30',
    '1:20:30.5',
    '2001-12-14',
    '2001-12-14T21:59:43Z',
    '1.2.3',
    '1e',
    '0x',
    '0b2',
    '0o8',
    '-',
    '+',
    '.',
    '..',
    '_1',
    '.5_',
    '._5',
    '.5__0',
    '1e400',
    '-0xffffffffffffffff',
    '0x10000000000000000',
    '1Mi',
    '500m',
    '-.5.',
    '<<',
    '=',
    'é',
    'https://example.com',
    'C:\\data',
  ])('%s is a text', (text) => {
    expect(plainScalar(text)).toBe(text);
  });
});

describe('with a tag', () => {
  test.each([
    ['str', '12', '12'],
    ['int', '0x1f', 31],
    ['float', '3', 3],
    ['bool', 'yes', true],
    ['null', '', null],
    ['timestamp', '2001-12-14', '2001-12-14'],
    ['binary', 'aGk=', 'hi'],
  ])('%s reads %s', (tag, text, value) => {
    expect(taggedScalar(tag, text)).toBe(value);
  });

  test.each([
    ['int', '3.5'],
    ['int', 'x'],
    ['int', ''],
    ['timestamp', 'x'],
    ['timestamp', '2001-13-14'],
    ['binary', 'aGk'],
    ['float', 'x'],
    ['bool', '1'],
    ['null', '0'],
    ['binary', '!'],
  ])('%s does not fit %s', (tag, text) => {
    expect(taggedScalar(tag, text)).toBeUndefined();
  });
});
