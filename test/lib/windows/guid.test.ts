import { expect, test } from 'vitest';
import { isGuid } from '../../../lib/windows/guid';

test.each(['8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21', '3A2A4E84-4C21-4981-AE10-3FDA0D9B0F83'])('%s is a GUID', (text) => {
  expect(isGuid(text)).toBe(true);
});

test.each([
  '',
  '{8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21}',
  '8f9e5a3c1d7b4c559a3e2f6d0b7c4e21',
  '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e2g',
  '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21\n',
  undefined,
])('%j is none', (value) => {
  expect(isGuid(value)).toBe(false);
});
