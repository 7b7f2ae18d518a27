import { Duration } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import { PowerShell, PowerShellExecutionPolicy, WindowsPod } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { ofKind, podOf, synth } from '../synth';
import { CONTAINER } from '../workloads';

const SCRIPT = 'Write-Host "$(Get-Date) $env:NAME $$"';
const ESCAPED = 'Write-Host "$$(Get-Date) $env:NAME $$$$"';

function containerWith(props: Partial<kplus.ContainerProps>) {
  const manifests = synth((chart) => {
    new WindowsPod(chart, 'web', { containers: [{ ...CONTAINER, ...props }] });
  });
  return podOf(ofKind(manifests, 'Pod')).spec.containers[0];
}

test('scripts stand in a container as Kubernetes hands them on to PowerShell', () => {
  const container = containerWith({
    command: PowerShell.command(SCRIPT),
    liveness: PowerShell.probe(SCRIPT),
    lifecycle: { preStop: PowerShell.handler(SCRIPT) },
  });
  expect(container).toMatchSnapshot();
});

describe('a command', () => {
  test('starts Windows PowerShell without profile', () => {
    expect(PowerShell.command('Get-Date')).toEqual(['powershell.exe', '-NoProfile', '-Command', 'Get-Date']);
  });

  test('is escaped where Kubernetes would expand it', () => {
    expect(PowerShell.command(SCRIPT)[3]).toBe(ESCAPED);
  });

  test('starts PowerShell 7 where the image has it', () => {
    expect(PowerShell.command('Get-Date', { executable: 'pwsh.exe' })[0]).toBe('pwsh.exe');
  });

  test('says which script files may be run', () => {
    const command = PowerShell.command('C:\\start.ps1', { executionPolicy: PowerShellExecutionPolicy.BYPASS });
    expect(command.slice(1, 4)).toEqual(['-NoProfile', '-ExecutionPolicy', 'Bypass']);
  });

  test('keeps a script of several lines as one argument', () => {
    expect(PowerShell.command('$x = 1\nWrite-Host $x').at(-1)).toBe('$x = 1\nWrite-Host $x');
  });
});

describe('a hook', () => {
  test('is not escaped: Kubernetes does not expand hooks', () => {
    const { lifecycle } = containerWith({ lifecycle: { postStart: PowerShell.handler(SCRIPT) } });
    expect(lifecycle?.postStart?.exec?.command).toEqual(['powershell.exe', '-NoProfile', '-Command', SCRIPT]);
  });

  test('takes the same options as a command', () => {
    const preStop = PowerShell.handler('exit', { executable: 'pwsh.exe' });
    expect(containerWith({ lifecycle: { preStop } }).lifecycle?.preStop?.exec?.command?.[0]).toBe('pwsh.exe');
  });
});

describe('a probe', () => {
  test('is escaped: Kubernetes expands probes', () => {
    const { readinessProbe } = containerWith({ readiness: PowerShell.probe(SCRIPT) });
    expect(readinessProbe?.exec?.command?.at(-1)).toBe(ESCAPED);
  });

  test('has ten seconds for PowerShell to start', () => {
    expect(containerWith({ readiness: PowerShell.probe('exit 0') }).readinessProbe?.timeoutSeconds).toBe(10);
  });

  test('takes the options of every probe', () => {
    const readiness = PowerShell.probe('exit 0', {
      executable: 'pwsh.exe',
      timeoutSeconds: Duration.seconds(3),
      periodSeconds: Duration.minutes(1),
      failureThreshold: 5,
    });
    const { readinessProbe } = containerWith({ readiness });
    expect(readinessProbe).toMatchObject({ timeoutSeconds: 3, periodSeconds: 60, failureThreshold: 5 });
    expect(readinessProbe?.exec?.command?.[0]).toBe('pwsh.exe');
  });
});

test('Windows PowerShell is refused on Nano Server, where there is none', () => {
  const image = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
  expect(() => containerWith({ image, readiness: PowerShell.probe('exit 0') })).toThrow(/image-nanoserver-powershell/);
  const readiness = PowerShell.probe('exit 0', { executable: 'pwsh.exe' });
  expect(containerWith({ image, readiness }).readinessProbe?.exec?.command?.[0]).toBe('pwsh.exe');
});
