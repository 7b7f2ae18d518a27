import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodSpec } from '../../../lib/manifests/pod-spec';
import { linuxPod, saidOf, windowsPod } from './said';

const said = (pod: object) => saidOf(['lifecycle'], [pod]);
const web = (container: ContainerSpec): PodSpec => ({ containers: [{ name: 'web', ...container }] });
const started = (command: string[], image?: string) => said(windowsPod(web({ command, image })));
const onNode = (command: string[]) =>
  said(windowsPod({ ...web({ command }), securityContext: { windowsOptions: { hostProcess: true } } }));
const at = (severity: string, id: string, field = 'command') => [`${severity} ${id} spec.containers[0].${field}`];

describe('a shell of Linux', () => {
  test.each([['sh', '-c', 'x'], ['/bin/bash'], ['/usr/bin/env', 'x'], ['/usr/local/bin/zsh']])('%s', (...command) => {
    expect(started(command)).toEqual(at('error', 'command-shell'));
    expect(onNode(command)).toEqual(at('warning', 'command-shell'));
    expect(said(linuxPod(web({ command })))).toEqual([]);
  });

  test('is found in probes and hooks', () => {
    const exec = { command: ['/bin/sh', '-c', 'x'] };
    const pod = web({ livenessProbe: { exec }, lifecycle: { preStop: { exec } } });
    expect(said(windowsPod(pod))).toEqual([
      ...at('error', 'command-shell', 'livenessProbe.exec.command'),
      ...at('error', 'command-shell', 'lifecycle.preStop.exec.command'),
    ]);
  });

  test.each([
    'registry.k8s.io/e2e-test-images/busybox:1.29-2',
    'registry.k8s.io/e2e-test-images/agnhost:2.47',
    'registry.example.com/tools/git-windows:1.0',
  ])('is there in %s', (image) => {
    expect(started(['sh', '-c', 'x'], image)).toEqual([]);
    expect(started(['cat', 'x'], image)).toEqual([]);
  });
});

describe('a program of Linux', () => {
  test.each([
    ['cat', '/tmp/ready'],
    ['/bin/sleep', '5'],
    ['bash', '-c', 'x'],
    ['/usr/bin/pgrep', 'x'],
    ['[', '-f', 'x', ']'],
  ])('%s may come with the image', (...command) => {
    expect(started(command, 'registry.example.com/web:1.0-ltsc2022')).toEqual(at('warning', 'command-linux-tool'));
    expect(said(linuxPod(web({ command })))).toEqual([]);
  });

  test('does not come with an image of Microsoft', () => {
    const image = 'mcr.microsoft.com/windows/servercore:ltsc2022';
    expect(started(['cat', 'C:\\ready'], image)).toEqual(at('error', 'command-linux-tool'));
  });

  test.each([
    ['ping.exe', '-n', '5', 'localhost'],
    ['curl', '-f', 'http://localhost'],
    ['tar', '-xf', 'a.tar'],
    ['find', '/c', 'x'],
    ['test'],
    ['/app/cat'],
    ['C:\\bin\\cat'],
    ['cat.exe'],
    ['whoami'],
  ])('is not %s', (...command) => {
    expect(started(command)).toEqual([]);
  });
});

describe('one finding for one command', () => {
  test.each([
    ['cat /tmp/ready', 'command-one-string'],
    ['sh -c x', 'command-one-string'],
    ['dir C:\\ready', 'command-one-string'],
    ['dir', 'command-built-in'],
  ])('%s: %s', (program, id) => {
    expect(started([program])).toEqual(at('error', id));
  });

  test('on the node cmd takes it apart, where files are bound in place', () => {
    expect(onNode(['agent.exe --port 80'])).toEqual(at('warning', 'command-one-string'));
    expect(onNode(['dir'])).toEqual(at('warning', 'command-built-in'));
  });

  test('an empty command is none', () => {
    expect(said(windowsPod({ containers: [{}, { command: [] }, { livenessProbe: { exec: {} } }] }))).toEqual([]);
  });
});

describe('cmd', () => {
  test.each([
    ['cmd', 'type C:\\ready'],
    ['cmd.exe', 'start.bat'],
    ['C:\\Windows\\System32\\cmd.exe', 'echo', 'ok'],
  ])('runs nothing without a switch: %s %s', (...command) => {
    expect(started(command)).toEqual(at('warning', 'command-cmd-switch'));
  });

  test.each([['cmd', '/c', 'dir'], ['cmd', '/S', '/C', 'dir'], ['cmd'], ['cmd', 'exit'], ['mycmd', 'dir']])(
    'is fine: %s %s',
    (...command) => {
      expect(started(command)).toEqual([]);
    },
  );

  test('takes its switch from args as well, but not in a probe', () => {
    const exec = { command: ['cmd'] };
    expect(said(windowsPod(web({ command: ['cmd'], args: ['/c', 'dir'], livenessProbe: { exec } })))).toEqual([]);
    expect(said(windowsPod(web({ command: ['cmd'], args: ['dir'] })))).toEqual(at('warning', 'command-cmd-switch'));
  });
});

describe('what Kubernetes does not expand', () => {
  const env = [
    { name: 'SITE', value: 'shop' },
    { name: 'POD', valueFrom: { fieldRef: {} } },
  ];
  const hook = (...command: string[]) => said(windowsPod(web({ env, lifecycle: { preStop: { exec: { command } } } })));
  const probe = (...command: string[]) =>
    said(windowsPod(web({ env, livenessProbe: { exec: { command }, timeoutSeconds: 10 } })));
  const inHook = at('warning', 'command-expansion', 'lifecycle.preStop.exec.command');

  test('are the variables of a hook', () => {
    expect(hook('app.exe', '--site=$(SITE)')).toEqual(inHook);
    expect(hook('powershell', '-Command', 'Stop-Website $(SITE) $(POD)')).toEqual(inHook);
  });

  test('are, in a probe, those whose value comes from elsewhere', () => {
    expect(probe('app.exe', '$(SITE)')).toEqual([]);
    expect(probe('app.exe', '$(POD)')).toEqual(at('warning', 'command-expansion', 'livenessProbe.exec.command'));
  });

  test('are doubled dollars of a hook in PowerShell', () => {
    expect(hook('powershell', '-Command', 'Stop-Website $$env:SITE')).toEqual(inHook);
    expect(hook('pwsh', '-Command', '$$(Get-Date)')).toEqual(inHook);
    expect(hook('app.exe', '$$env:SITE')).toEqual([]);
  });

  test.each([
    ['what PowerShell works out', '$(Get-Date)'],
    ['a variable of PowerShell', '$env:SITE'],
    ['a variable that the pod does not have', '$(OTHER)'],
    ['part of a name', '$(SITES)'],
  ])('is nothing that needs it: %s', (_, text) => {
    expect(hook('powershell', '-Command', text)).toEqual([]);
  });

  test('is expanded in command and args', () => {
    expect(said(windowsPod(web({ env, command: ['app.exe', '$(SITE)'], args: ['$(POD)'] })))).toEqual([]);
  });
});
