import { describe, expect, test } from 'vitest';
import { hasArguments, isBuiltIn } from '../../../lib/windows/commands';

describe('a program alone', () => {
  test.each([
    'app',
    'app.exe',
    'cmd',
    'My App.exe',
    'C:\\Program Files\\App\\app.exe',
    'C:\\Program Files\\nodejs\\node',
    '"C:\\Program Files\\App\\app.exe"',
    '/Program Files/app.exe',
    '%CONTAINER_SANDBOX_MOUNT_POINT%\\my agent\\agent.exe',
    '$(HOME)\\app.exe',
    '',
  ])('%s', (program) => {
    expect(hasArguments(program)).toBe(false);
  });
});

describe('a program with arguments behind it', () => {
  test.each([
    'cmd /c',
    'cmd /c start.cmd',
    'powershell -File C:\\start.ps1',
    'powershell.exe -File C:\\start.cmd',
    'node server.js',
    'dotnet app.dll',
    'C:\\Program Files\\App\\app.exe --verbose',
    '"C:\\Program Files\\App\\app.exe" --verbose',
    'C:\\start.cmd now',
  ])('%s', (program) => {
    expect(hasArguments(program)).toBe(true);
  });
});

describe('commands of cmd.exe', () => {
  test.each(['echo', 'dir', 'TYPE', 'Copy', 'exit'])('%s is one', (program) => {
    expect(isBuiltIn(program)).toBe(true);
  });

  test.each(['cmd', 'echo.exe', 'ping', 'xcopy', 'robocopy', 'timeout', 'C:\\tools\\dir', 'echo hello', ''])(
    '%s is none',
    (program) => {
      expect(isBuiltIn(program)).toBe(false);
    },
  );
});
