import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { userNameProblems } from '../../../lib/api-server/user-name';

const FORBIDDEN = ['"', '/', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']'];

describe('the API server accepts', () => {
  test.each([
    ['the accounts of every image', 'ContainerUser'],
    ['a long built-in name', 'ContainerAdministrator'],
    ['a service account with a blank in its domain', 'NT AUTHORITY\\SYSTEM'],
    ['a blank in both parts', 'NT AUTHORITY\\NETWORK SERVICE'],
    ['a NetBIOS domain', 'CORP\\svc-web'],
    ['a NetBIOS domain of 15 characters', `${'D'.repeat(15)}\\user`],
    ['a NetBIOS domain of one character', 'D\\user'],
    ['a NetBIOS domain with an underscore and a dot', 'my_dom.x\\user'],
    ['a DNS domain', 'corp.example.com\\user'],
    ['a DNS domain with upper-case letters and digits', 'Corp1.EXAMPLE.com\\user'],
    ['a DNS domain longer than 15 characters without a dot', `${'d'.repeat(63)}\\user`],
    ['a DNS domain of 255 bytes', `${Array(4).fill('d'.repeat(63)).join('.')}\\user`],
    ['a trailing dot', 'user.'],
    ['a trailing blank', 'user '],
    ['a leading dot', '.user'],
    ['letters that are not ASCII', 'Jürgen'],
    ['a user of 104 bytes', 'u'.repeat(104)],
    ['52 letters of two bytes', 'ü'.repeat(52)],
    ['a dollar sign, as in machine accounts', 'CORP\\web01$'],
    ['an apostrophe, brackets and an exclamation mark', "o'brien(!)"],
    ['a control character beyond ASCII, which the server does not count as one', 'user\u0085'],
  ])('%s', (_, name) => {
    expect(userNameProblems(name)).toEqual([]);
  });
});

describe('the API server refuses', () => {
  test('an empty name, and looks no further', () => {
    expect(userNameProblems('')).toEqual(['must not be empty']);
  });

  test.each(['\x00', '\x07', '\t', '\n', '\x1f', '\x7f'])('control characters, and looks no further: %j', (char) => {
    expect(userNameProblems(`a\\b\\${char}`)).toEqual(['must not contain control characters']);
  });

  test('three parts, and looks no further', () => {
    expect(userNameProblems('A\\B\\*')).toEqual(['must not contain more than one backslash']);
  });

  test('an empty domain', () => {
    expect(userNameProblems('\\user')).toEqual([expect.stringContaining('domain must be')]);
  });

  test('an empty user', () => {
    expect(userNameProblems('DOMAIN\\')).toEqual(['user must not be empty']);
  });

  test('a domain and a user that are both empty, as two problems', () => {
    expect(userNameProblems('\\')).toHaveLength(2);
  });

  test.each([
    ['starts with a dot', '.corp\\user'],
    ['is longer than a NetBIOS name and has an underscore', 'my_very_long_domain\\user'],
    ['ends with a dot and is too long for NetBIOS', 'corporation.example.\\user'],
    ['has a label that starts with a dash', `${'d'.repeat(16)}.-x\\user`],
    ['has a label of 64 characters', `${'d'.repeat(64)}\\user`],
    ['has an empty label', 'corporation..example\\user'],
    ['has a character that no domain can have', 'co*rp\\user'],
  ])('a domain that %s', (_, name) => {
    expect(userNameProblems(name)).toEqual([expect.stringContaining('domain must be a NetBIOS name')]);
  });

  test('a domain of more than 255 bytes', () => {
    const domain = `${Array(4).fill('d'.repeat(63)).join('.')}.d`;
    expect(userNameProblems(`${domain}\\user`)).toEqual(['domain must have at most 255 bytes']);
  });

  test.each([
    ['105 letters', 'u'.repeat(105)],
    ['53 letters of two bytes', 'ü'.repeat(53)],
    ['35 letters of three bytes', '\u20ac'.repeat(35)],
  ])('a user of more than 104 bytes: %s', (_, user) => {
    expect(userNameProblems(`CORP\\${user}`)).toEqual(['user must have at most 104 bytes']);
  });

  test.each(['.', ' ', '. .', '....'])('a user of dots and blanks only: %j', (user) => {
    expect(userNameProblems(user)).toEqual(['user must not consist of dots and spaces only']);
  });

  test.each(FORBIDDEN)('a user with the character %s', (char) => {
    expect(userNameProblems(`user${char}name`)).toEqual([expect.stringContaining('user must not contain any of')]);
  });

  test('the UPN form of a user', () => {
    expect(userNameProblems('user@corp.example.com')).not.toEqual([]);
  });

  test('several things at once, all of which are named', () => {
    expect(userNameProblems(`.corp\\${'*'.repeat(105)}`)).toHaveLength(3);
  });
});

/** The same grammar told another way: character by character, without regular expressions. */
function accepts(name: string): boolean {
  const isControl = (char: string) => char.charCodeAt(0) < 32 || char.charCodeAt(0) === 127;
  if (name.length === 0 || [...name].some(isControl)) return false;
  const cut = name.indexOf('\\');
  if (cut !== name.lastIndexOf('\\')) return false;
  const user = name.slice(cut + 1);
  if (cut >= 0 && !isNetBios(name.slice(0, cut)) && !isDns(name.slice(0, cut))) return false;
  if (cut >= 0 && Buffer.from(name.slice(0, cut)).length > 255) return false;
  if (user.length === 0 || Buffer.from(user).length > 104) return false;
  if ([...user].every((char) => char === '.' || char === ' ')) return false;
  return ![...user].some((char) => FORBIDDEN.includes(char));
}

function isNetBios(domain: string): boolean {
  const chars = [...domain];
  if (chars.length < 1 || chars.length > 15 || chars[0] === '.') return false;
  return !chars.some((char) => '\\/:*?"<>|'.includes(char));
}

function isDns(domain: string): boolean {
  const isAlphanumeric = (char: string) =>
    (char >= '0' && char <= '9') || (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
  return domain.split('.').every((label) => {
    if (label.length < 1 || label.length > 63) return false;
    if (!isAlphanumeric(label[0]) || !isAlphanumeric(label[label.length - 1])) return false;
    return [...label].every((char) => isAlphanumeric(char) || char === '-');
  });
}

describe('the grammar equals its reformulation character by character', () => {
  const near = fc.string({
    unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', ' ', '\\', '*', '@', 'ü', '\t'),
    maxLength: 24,
  });
  const long = fc
    .tuple(
      fc.constantFrom('', 'D\\', `${'d'.repeat(63)}.x\\`),
      fc.integer({ min: 0, max: 108 }),
      fc.constantFrom('u', 'ü', '.'),
    )
    .map(([domain, length, char]) => domain + char.repeat(length));

  test.each([
    ['names over the characters that matter', near],
    ['names around the limits of length', long],
    ['any text', fc.string({ unit: 'binary' })],
  ])('%s', (_, names) => {
    fc.assert(
      fc.property(names, (name) => {
        expect(userNameProblems(name).length === 0).toBe(accepts(name));
      }),
      { numRuns: 2000 },
    );
  });
});
