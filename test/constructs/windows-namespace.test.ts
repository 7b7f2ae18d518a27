import { PodSecurityLevel, RunAsUser, WindowsDeployment, WindowsNamespace, type WindowsPodProps } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { ofKind, shop, synth } from '../synth';
import { CONTAINER } from '../workloads';

test('a WindowsNamespace as a whole', () => {
  const manifests = synth((chart) => {
    new WindowsNamespace(chart, 'shop', {
      metadata: { name: 'shop', labels: { team: 'shop' } },
      podSecurity: PodSecurityLevel.RESTRICTED,
      podSecurityVersion: 'v1.34',
    });
  });
  expect(manifests).toMatchSnapshot();
});

describe('the level', () => {
  const labelsOf = (props: ConstructorParameters<typeof WindowsNamespace>[2]) =>
    ofKind(
      synth((chart) => void new WindowsNamespace(chart, 'ns', props)),
      'Namespace',
    ).metadata.labels;

  test('is enforced in its latest version unless one is given', () => {
    expect(labelsOf({ podSecurity: PodSecurityLevel.BASELINE })).toEqual({
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/enforce-version': 'latest',
    });
  });

  test('is left to the cluster when none is given', () => {
    expect(labelsOf({})).toBeUndefined();
  });

  test.each(['v1.25', 'v1.34', 'latest'])('restricted takes the version %s', (podSecurityVersion) => {
    const podSecurity = PodSecurityLevel.RESTRICTED;
    expect(labelsOf({ podSecurity, podSecurityVersion })).toMatchObject({
      'pod-security.kubernetes.io/enforce-version': podSecurityVersion,
    });
  });

  test('baseline takes an old version as well: only restricted asks Windows pods for Linux fields', () => {
    const labels = labelsOf({ podSecurity: PodSecurityLevel.BASELINE, podSecurityVersion: 'v1.24' });
    expect(labels?.['pod-security.kubernetes.io/enforce-version']).toBe('v1.24');
  });
});

describe('workloads in the namespace', () => {
  const build = (podSecurity: PodSecurityLevel | undefined, props: WindowsPodProps, namespace = 'shop') =>
    synth(
      (chart) => {
        new WindowsNamespace(chart, 'ns', { metadata: { name: 'shop' }, podSecurity });
        new WindowsDeployment(chart, 'web', { containers: [CONTAINER], ...props });
      },
      { namespace },
    );
  const nonRoot = { runAsNonRoot: true, runAsUserName: RunAsUser.CONTAINER_USER };
  const hostPort = { containers: [{ ...CONTAINER, ports: [{ number: 81, hostPort: 81 }] }] };

  test.each([
    [PodSecurityLevel.RESTRICTED, nonRoot],
    [PodSecurityLevel.BASELINE, {}],
    [PodSecurityLevel.PRIVILEGED, hostPort],
    [undefined, hostPort],
  ])('are synthesized when they fit the level %s', (level, props) => {
    expect(build(level, props)).toHaveLength(2);
  });

  test.each([
    [PodSecurityLevel.RESTRICTED, {}, 'containers[0].runAsNonRoot is missing'],
    [PodSecurityLevel.RESTRICTED, hostPort, 'containers[0].ports[1].hostPort is 81'],
    [PodSecurityLevel.BASELINE, hostPort, 'containers[0].ports[1].hostPort is 81'],
  ])('are refused at synth when they do not fit the level %s', (level, props, message) => {
    expect(() => build(level, props)).toThrow(message);
  });

  test('are not looked at when they live in another one', () => {
    expect(build(PodSecurityLevel.RESTRICTED, hostPort, 'other')).toHaveLength(2);
  });

  test('are looked at when the namespace is made after them, and when it is named in their own metadata', () => {
    const chart = shop();
    new WindowsDeployment(chart, 'web', { containers: [CONTAINER], metadata: { namespace: 'late' } });
    new WindowsNamespace(chart, 'ns', { metadata: { name: 'late' }, podSecurity: PodSecurityLevel.RESTRICTED });
    expect(() => chart.toJson()).toThrow('namespace-pod-security');
  });
});
