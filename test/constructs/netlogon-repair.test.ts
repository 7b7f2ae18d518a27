import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  GmsaIdentity,
  NetlogonRepair,
  type NetlogonRepairOptions,
  RunAsUser,
  WindowsDeployment,
  type WindowsDeploymentProps,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

const OUTDIR = join(tmpdir(), 'cdk8s-windows-netlogon-repair-test');
const IMAGE = 'registry.example/iis-auth:ltsc2022';

function specOf(options?: NetlogonRepairOptions, props: WindowsDeploymentProps = {}, image = IMAGE) {
  const chart = new Chart(new App({ outdir: OUTDIR }), 'shop', { namespace: 'shop' });
  new WindowsDeployment(chart, 'web', {
    containers: [{ image, lifecycle: { postStart: NetlogonRepair.postStart(options) } }],
    ...props,
  });
  return Testing.synth(chart).find(({ kind }) => kind === 'Deployment').spec.template.spec;
}

function scriptOf(options?: NetlogonRepairOptions): string {
  const { command } = specOf(options).containers[0].lifecycle.postStart.exec;
  expect(command.slice(0, -1)).toEqual(['powershell.exe', '-NoProfile', '-Command']);
  return command.at(-1);
}

describe('a NetlogonRepair', () => {
  test('is a hook that runs after the start of the container', () => {
    expect(specOf().containers[0].lifecycle).toMatchSnapshot();
  });

  test('asks for the state of the channel before it restarts anything', () => {
    const script = scriptOf();
    expect(script.indexOf('exit 0')).toBeGreaterThan(script.indexOf('nltest.exe /query'));
    expect(script.indexOf('exit 0')).toBeLessThan(script.indexOf('Restart-Service -Name netlogon'));
  });

  test('gives up after ten restarts, five seconds apart, and leaves the container running', () => {
    const script = scriptOf();
    expect(script).toMatch(/^foreach \(\$attempt in 1\.\.10\) \{/);
    expect(script).toContain('Start-Sleep -Milliseconds 5000');
    expect(script).toMatch(/; exit 0$/);
  });

  test('tries as often and as long as is stated, and can fail the container', () => {
    const script = scriptOf({ attempts: 3, delay: Duration.seconds(20), failContainer: true });
    expect(script).toMatch(/^foreach \(\$attempt in 1\.\.3\) \{/);
    expect(script).toContain('Start-Sleep -Milliseconds 20000');
    expect(script).toMatch(/; exit 1$/);
  });

  test('has nothing that a command line or Kubernetes would read in another way', () => {
    expect(scriptOf()).not.toMatch(/"|%|\$\$|\$\(/);
  });

  test.each([0, -1, 2.5, Number.NaN])('cannot try %s times', (attempts) => {
    expect(() => NetlogonRepair.postStart({ attempts })).toThrow(/^NetlogonRepair\.postStart: attempts is .*1 or more/);
  });
});

describe('a container with a Netlogon repair', () => {
  test.each([
    ['as the image says', undefined],
    ['ContainerAdministrator', RunAsUser.CONTAINER_ADMINISTRATOR],
    ['SYSTEM', RunAsUser.SYSTEM],
    ['an account that only the image knows', RunAsUser.of('appadmin')],
  ])('may run %s', (_, runAsUserName) => {
    expect(specOf({}, { runAsUserName }).containers[0].lifecycle.postStart).toBeDefined();
  });

  test.each([
    ['ContainerUser', RunAsUser.CONTAINER_USER],
    ['NT AUTHORITY\\NETWORK SERVICE', RunAsUser.NETWORK_SERVICE],
    ['NT AUTHORITY\\LOCAL SERVICE', RunAsUser.LOCAL_SERVICE],
  ])('cannot run as %s', (name, runAsUserName) => {
    expect(() => specOf({}, { runAsUserName })).toThrow(
      `shop/web: runAsUserName is '${name}'\n  The Netlogon repair must run as an administrator.`,
    );
  });

  test('needs a user when it has a gMSA, since it would else run as NETWORK SERVICE', () => {
    const chart = new Chart(new App({ outdir: OUTDIR }), 'shop');
    const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
    expect(() => specOf({}, { gmsa })).toThrow(/containers\[0\]\.runAsUserName is 'NT AUTHORITY\\NETWORK SERVICE'/);
    expect(specOf({}, { gmsa, runAsUserName: RunAsUser.SYSTEM }).securityContext.windowsOptions).toEqual({
      gmsaCredentialSpecName: 'gmsa-erp',
      runAsUserName: 'NT AUTHORITY\\SYSTEM',
    });
  });

  test('cannot be of Nano Server, which has no Windows PowerShell', () => {
    expect(() => specOf({}, {}, 'mcr.microsoft.com/windows/nanoserver:ltsc2022')).toThrow(
      /containers\[0\]\.lifecycle\.postStart is \["powershell\.exe".*\n {2}A command in Nano Server must do without Windows PowerShell/,
    );
  });
});
