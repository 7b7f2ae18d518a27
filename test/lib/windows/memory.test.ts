import { expect, test } from 'vitest';
import { leastMemoryOf } from '../../../lib/windows/memory';

test.each([
  ['mcr.microsoft.com/windows/nanoserver:ltsc2022', 40, 'Nano Server'],
  ['registry.example.com/app:1.0-nanoserver-ltsc2025', 40, 'Nano Server'],
  ['mcr.microsoft.com/windows/servercore:ltsc2022', 100, 'Server Core'],
  ['mcr.microsoft.com/windows/server:ltsc2022', 100, 'Windows Server'],
  ['mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022', 300, 'IIS'],
  ['mcr.microsoft.com/dotnet/framework/runtime:4.8.1', 300, '.NET Framework'],
])('%s needs %i MiB for %s', (image, mebibytes, base) => {
  expect(leastMemoryOf(image)).toEqual({ mebibytes, base });
});

test.each(['', 'registry.example.com/app:1.0-ltsc2022', 'nginx'])('of %j nothing is known', (image) => {
  expect(leastMemoryOf(image)).toBeUndefined();
});
