import { describe, expect, test } from 'vitest';
import { bringsLinuxPrograms, hasArguments, isBuiltIn, isLinuxShell, isLinuxTool } from '../../../lib/windows/commands';

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

describe('programs of Linux', () => {
  test.each(['sh', '/bin/sh', '/usr/bin/bash', '/usr/bin/env', '/usr/local/bin/zsh'])('%s is a shell', (program) => {
    expect(isLinuxShell(program)).toBe(true);
    expect(isLinuxTool(program)).toBe(false);
  });

  test.each(['cat', '/bin/cat', 'bash', 'sleep', '[', 'env', '/usr/bin/pgrep'])('%s is a tool', (program) => {
    expect(isLinuxTool(program)).toBe(true);
    expect(isLinuxShell(program)).toBe(false);
  });

  test.each(['', 'cmd', 'sh.exe', 'C:\\Git\\bin\\sh.exe', 'shell', 'tar', 'curl', 'sort', '/app/cat', 'cat /tmp/x'])(
    '%s is neither',
    (program) => {
      expect(isLinuxShell(program)).toBe(false);
      expect(isLinuxTool(program)).toBe(false);
    },
  );

  test.each(['busybox', 'e2eteam/busybox:1.29', 'example.com/agnhost@sha256:0', 'tools/git:2-nanoserver'])(
    'come with %s',
    (image) => {
      expect(bringsLinuxPrograms(image)).toBe(true);
    },
  );

  test.each(['', 'gitlab/runner:1.0', 'example.com/digit:1.0', 'legit-app'])('do not come with %s', (image) => {
    expect(bringsLinuxPrograms(image)).toBe(false);
  });
});
