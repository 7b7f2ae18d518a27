import { expect, test } from 'vitest';
import { smbSource } from '../../../lib/windows/smb-source';

test.each([
  ['\\\\files.corp.example\\shop', '//files.corp.example/shop'],
  ['//files.corp.example/shop', '//files.corp.example/shop'],
  ['//10.0.0.7/shop/', '//10.0.0.7/shop'],
  ['\\\\server\\share\\orders', '//server/share/orders'],
  ['//server/share$', '//server/share$'],
])('%s is the share %s', (text, source) => {
  expect(smbSource(text)).toBe(source);
});

test.each(['', 'server/share', '/server/share', '//server', '//server/', 'smb://server/share', 'C:\\share', '//a//b'])(
  '%j is no share',
  (text) => {
    expect(smbSource(text)).toBeUndefined();
  },
);
