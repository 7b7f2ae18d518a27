import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RunAsUser, TargetCluster, type WindowsPodProps, WindowsVersion } from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { shop } from '../synth';
import { CONTAINER, HOST_PROCESS_WORKLOADS, IMAGE, podOfWorkload, workload } from '../workloads';

const POWERSHELL_ON_NANO = {
  image: 'mcr.microsoft.com/windows/nanoserver:1809',
  command: ['powershell.exe', '-Command', 'Get-Volume'],
};

describe.each(HOST_PROCESS_WORKLOADS)('$name', (kind) => {
  const pod = (props?: WindowsPodProps, options?: Parameters<typeof workload>[2]) =>
    podOfWorkload(kind, props, options);
  const refused = (props: WindowsPodProps, cluster?: TargetCluster) => () =>
    kind.create(shop({ cluster }), 'web', { containers: [CONTAINER], ...props });

  test('as a whole', () => {
    const manifest = workload(
      kind,
      {
        runAsUserName: RunAsUser.SYSTEM,
        containers: [{ ...CONTAINER, name: 'agent' }],
        initContainers: [
          { image: IMAGE, name: 'install', resources: {} },
          { image: IMAGE, name: 'log', resources: {}, restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        ],
      },
      { namespace: 'ops' },
    );
    expect(manifest).toMatchSnapshot();
    expectNoForbiddenFields(manifest);
  });

  describe('the containers are processes of the node', () => {
    test('because the pod says so, and so for containers that come later as well', () => {
      const { spec } = pod(
        {},
        {
          change: (made) => {
            made.addContainer({ image: IMAGE, name: 'late' });
            made.attachContainer(new kplus.Container({ image: IMAGE, name: 'other' }));
          },
        },
      );
      expect(spec.securityContext?.windowsOptions?.hostProcess).toBe(true);
      expect(spec.containers).toHaveLength(3);
      for (const container of spec.containers) expect(container).not.toHaveProperty('securityContext');
    });

    test('on the network of the node', () => {
      expect(pod().spec.hostNetwork).toBe(true);
      expect(pod({ hostNetwork: true }).spec.hostNetwork).toBe(true);
    });

    test('of a Windows node, of whatever version', () => {
      const cluster = TargetCluster.kubeadm({
        windowsVersions: [WindowsVersion.SERVER_2019, WindowsVersion.SERVER_2025],
      });
      const { spec } = pod({}, { cluster });
      expect(spec.os).toEqual({ name: 'windows' });
      expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
      expect(spec).not.toHaveProperty('affinity');
    });

    test('and use no more of the image than its files, so that any build of it will do', () => {
      const { spec } = pod({
        windowsVersion: WindowsVersion.SERVER_2025,
        containers: [{ ...CONTAINER, ...POWERSHELL_ON_NANO }],
      });
      expect(spec.nodeSelector?.['node.kubernetes.io/windows-build']).toBe('10.0.26100');
    });
  });

  describe('the account', () => {
    test('is LOCAL SERVICE, which has few rights, unless another is given', () => {
      expect(pod().spec.securityContext?.windowsOptions).toEqual({
        hostProcess: true,
        runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE',
      });
    });

    test('stands on the pod, those of the node alone as well', () => {
      const { spec } = pod({ runAsUserName: RunAsUser.localGroup('operators') });
      expect(spec.securityContext?.windowsOptions?.runAsUserName).toBe('operators');
    });

    test('of one container can differ', () => {
      const { spec } = pod({ containers: [{ ...CONTAINER, runAsUserName: RunAsUser.SYSTEM }] });
      expect(spec.containers[0].securityContext).toEqual({ windowsOptions: { runAsUserName: 'NT AUTHORITY\\SYSTEM' } });
    });
  });

  test('only a privileged namespace admits the pods', () => {
    expect(kind.create(shop(), 'web', { containers: [CONTAINER] }).podSecurityLevel).toBe('privileged');
  });

  test('a namespace object that others made is looked at as well', () => {
    const chart = shop({ namespace: 'ops' });
    const enforce = 'pod-security.kubernetes.io/enforce';
    const namespace = new kplus.Namespace(chart, 'namespace', { metadata: { name: 'ops' } });
    kind.create(chart, 'web', { containers: [CONTAINER] });
    expect(() => Testing.synth(chart)).not.toThrow();
    namespace.metadata.addLabel(enforce, 'restricted');
    expect(() => Testing.synth(chart)).toThrow(/the level restricted of namespace ops refuses it/);
    namespace.metadata.addLabel(enforce, 'privileged');
    expect(() => Testing.synth(chart)).not.toThrow();
  });

  test('containerd 1.6 will do, unless the account is a local group', () => {
    const cluster = TargetCluster.kubeadm({ containerdVersion: '1.6.38' });
    expect(refused({}, cluster)).not.toThrow();
    expect(refused({ runAsUserName: RunAsUser.localGroup('operators') }, cluster)).toThrow('host-process-local-group');
  });

  describe('is refused', () => {
    const gmsa = { credentialSpecName: 'erp', grantUse: () => {} };

    test.each<[string, WindowsPodProps, string]>([
      ['an account of the container', { runAsUserName: RunAsUser.CONTAINER_USER }, 'host-process-user'],
      ['a misspelt domain', { runAsUserName: RunAsUser.of('nt authority\\system') }, 'host-process-user-domain-case'],
      ['runAsNonRoot', { runAsNonRoot: true }, 'host-process-run-as-non-root'],
      ['a gMSA', { gmsa }, 'host-process-gmsa'],
      ['a gMSA of one container', { containers: [{ ...CONTAINER, gmsa }] }, 'host-process-gmsa'],
      ['a network of its own', { hostNetwork: false }, 'host-process-host-network'],
      ['isolation by a network policy', { isolate: true }, 'isolation-host-process'],
      ['a host alias', { hostAliases: [{ ip: '10.0.0.5', hostnames: ['db'] }] }, 'host-process-host-aliases'],
      [
        'a host port that is not the port',
        { containers: [{ ...CONTAINER, ports: [{ number: 81, hostPort: 8081 }] }] },
        'host-network-port',
      ],
    ])('%s', (_, props, rule) => {
      expect(refused(props)).toThrow(`Rule: ${rule} (`);
    });

    test('a named pipe: the process opens it directly', () => {
      const chart = shop();
      const pipe = kplus.Volume.fromHostPath(chart, 'pipe', 'pipe', { path: '\\\\.\\pipe\\containerd-containerd' });
      const volumeMounts = [{ path: '\\\\.\\pipe\\containerd-containerd', volume: pipe }];
      expect(() => kind.create(chart, 'web', { containers: [{ ...CONTAINER, volumeMounts }] })).toThrow(
        'Rule: host-process-named-pipe (',
      );
    });

    test('a containerd that knows nothing of HostProcess containers', () => {
      expect(refused({}, TargetCluster.kubeadm({ containerdVersion: '1.5' }))).toThrow(
        'Rule: host-process-containerd (',
      );
    });
  });
});
