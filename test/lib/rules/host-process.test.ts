import { describe, expect, test } from 'vitest';
import type { ContainerSpec, PodSpec, WindowsOptions } from '../../../lib/manifests/pod-spec';
import { foundIn, podOf, said, WINDOWS } from './found-in';

const OPTIONS = 'securityContext.windowsOptions';
const SYSTEM = 'NT AUTHORITY\\SYSTEM';
const ON_NODE: ContainerSpec = { securityContext: { windowsOptions: { hostProcess: true } } };

/** A HostProcess pod: the options are those of the pod. */
function agent(options: WindowsOptions = {}, spec: PodSpec = {}, annotations: Record<string, string> = {}) {
  const windowsOptions = { hostProcess: true, ...options };
  const whole = { ...WINDOWS, hostNetwork: true, securityContext: { windowsOptions }, containers: [{}], ...spec };
  return podOf(whole, { name: 'agent', annotations });
}

describe('a HostProcess container without a user', () => {
  test('depends on its image', () => {
    const [found] = foundIn('host-process-user-missing', [agent()]);
    expect(found).toMatchObject({
      severity: 'warning',
      path: `spec.${OPTIONS}.runAsUserName`,
      problem: 'containers[0] has none',
    });
  });

  test('is named among its like, and the pod is found once', () => {
    const [found, ...others] = foundIn('host-process-user-missing', [
      agent(
        {},
        { initContainers: [{}], containers: [{ securityContext: { windowsOptions: { runAsUserName: SYSTEM } } }, {}] },
      ),
    ]);
    expect(found.problem).toBe('initContainers[0], containers[1] have none');
    expect(others).toEqual([]);
  });

  test('may be told to run as whoever started containerd', () => {
    const annotations = { 'microsoft.com/hostprocess-inherit-user': 'true' };
    expect(said('host-process-user-missing', [agent({}, {}, annotations)])).toEqual([]);
    expect(
      said('host-process-user-missing', [
        agent({}, {}, { ...annotations, 'microsoft.com/hostprocess-inherit-user': 'false' }),
      ]),
    ).toHaveLength(1);
  });

  test('is none when the pod has a user, and none when it does not run on the node', () => {
    const ordinary = podOf({ ...WINDOWS, containers: [{}] });
    const mixed = podOf({
      ...WINDOWS,
      hostNetwork: true,
      containers: [{}, { securityContext: { windowsOptions: { hostProcess: true, runAsUserName: SYSTEM } } }],
    });
    expect(said('host-process-user-missing', [agent({ runAsUserName: SYSTEM }), ordinary, mixed])).toEqual([]);
  });
});

describe('the user of a HostProcess container', () => {
  test.each([
    ['NT Authority\\SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['nt authority\\Local Service', 'NT AUTHORITY\\Local Service'],
    ['SYSTEM', 'NT AUTHORITY\\SYSTEM'],
    ['NetworkService', 'NT AUTHORITY\\NetworkService'],
  ])('%s is not found on the node, and is meant for %s', (runAsUserName, meant) => {
    const [found] = foundIn('host-process-user-domain-case', [agent({ runAsUserName })]);
    expect(found).toMatchObject({ severity: 'error', got: runAsUserName, mend: { set: meant } });
  });

  test.each([SYSTEM, 'NT AUTHORITY\\system', 'NT AUTHORITY\\Local service', 'Administrators', 'corp\\SYSTEM'])(
    '%s is left alone',
    (runAsUserName) => {
      expect(said('host-process-user-domain-case', [agent({ runAsUserName })])).toEqual([]);
    },
  );

  test('has its own spelling in ordinary containers', () => {
    const securityContext = { windowsOptions: { runAsUserName: 'nt authority\\system' } };
    expect(said('host-process-user-domain-case', [podOf({ ...WINDOWS, securityContext, containers: [{}] })])).toEqual(
      [],
    );
  });
});

describe('hostProcess', () => {
  test('stands on the pod rather than on its containers', () => {
    const pod = podOf({ ...WINDOWS, hostNetwork: true, initContainers: [ON_NODE], containers: [ON_NODE] });
    expect(said('host-process-on-containers', [pod])).toEqual([`info spec.${OPTIONS}.hostProcess`]);
  });

  test('of a mixed pod is refused, and no matter of style', () => {
    const pod = podOf({ ...WINDOWS, hostNetwork: true, containers: [ON_NODE, {}] });
    expect(said('host-process-on-containers', [pod, agent(), podOf(WINDOWS)])).toEqual([]);
    expect(said('host-process-mix', [pod])).toEqual(['error spec']);
  });

  test('is refused on any pod, whatever its system', () => {
    const linux = podOf({ nodeSelector: { 'kubernetes.io/os': 'linux' }, containers: [ON_NODE] });
    expect(said('host-process-host-network', [linux, podOf({ containers: [ON_NODE] })])).toEqual([
      'error spec.hostNetwork',
      'error spec.hostNetwork',
    ]);
  });
});

describe('what a process of the node does not have', () => {
  test('a gMSA, of the pod or of a container', () => {
    const gmsa = { windowsOptions: { gmsaCredentialSpecName: 'erp' } };
    expect(said('host-process-gmsa', [agent({ gmsaCredentialSpec: '{}' })])).toEqual([
      `warning spec.${OPTIONS}.gmsaCredentialSpec`,
    ]);
    expect(said('host-process-gmsa', [agent({}, { containers: [{ securityContext: gmsa }] })])).toEqual([
      `warning spec.containers[0].${OPTIONS}.gmsaCredentialSpecName`,
    ]);
    expect(said('host-process-gmsa', [podOf({ ...WINDOWS, securityContext: gmsa })])).toEqual([]);
  });

  test('a hosts file of its own', () => {
    expect(said('host-process-host-aliases', [agent({}, { hostAliases: [{}] })])).toEqual(['warning spec.hostAliases']);
    expect(said('host-process-host-aliases', [agent({}, { hostAliases: [] })])).toEqual([]);
  });
});

describe('a port on the network of the node', () => {
  const ports = (...list: object[]) => ({ containers: [{ ports: list }] });

  test('is that of the process, on Linux nodes too', () => {
    const linux = podOf({ hostNetwork: true, ...ports({ containerPort: 80, hostPort: 81 }) });
    const [found] = foundIn('host-network-port', [linux]);
    expect(found).toMatchObject({ path: 'spec.containers[0].ports[0].hostPort', got: 81, allowed: '80' });
  });

  test('is mapped elsewhere', () => {
    expect(said('host-network-port', [podOf(ports({ containerPort: 80, hostPort: 81 }))])).toEqual([]);
  });

  test('is there once, also where it comes from hostNetwork alone', () => {
    const twice = ports({ containerPort: 80 }, { containerPort: 80 });
    expect(said('host-port-unique', [podOf({ ...twice, hostNetwork: true })])).toEqual([
      'error spec.containers[0].ports[1].containerPort',
    ]);
    expect(said('host-port-unique', [podOf(twice)])).toEqual([]);
  });

  test('of the second init container is found there, although the API server names the first', () => {
    const init = {
      ports: [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 80 },
      ],
    };
    expect(said('host-port-unique', [podOf({ initContainers: [{}, init] })])).toEqual([
      'error spec.initContainers[1].ports[1].hostPort',
    ]);
  });
});

test('ordinary pods on the network of a Windows node are warned, and Linux pods are not', () => {
  const linux = podOf({ nodeSelector: { 'kubernetes.io/os': 'linux' }, hostNetwork: true });
  const pods = [podOf({ ...WINDOWS, hostNetwork: true }), podOf({ ...WINDOWS, hostNetwork: false }), linux, agent()];
  expect(said('host-network-needs-host-process', pods)).toEqual(['warning spec.hostNetwork']);
});
