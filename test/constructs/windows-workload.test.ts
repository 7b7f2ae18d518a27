import { Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  RunAsUser,
  TargetCluster,
  type WindowsContainerProps,
  type WindowsPodProps,
  WindowsVersion,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';
import { expectNoForbiddenFields } from '../forbidden-fields';
import { shop } from '../synth';
import { CONTAINER, IMAGE, podOfWorkload, WORKLOADS, workload } from '../workloads';

const { SERVER_2019, SERVER_2022, SERVER_2025 } = WindowsVersion;

describe.each(WORKLOADS)('$name', (kind) => {
  const pod = (props?: WindowsPodProps, options?: Parameters<typeof workload>[2]) =>
    podOfWorkload(kind, props, options);
  const container = (props?: Partial<WindowsContainerProps>) =>
    pod({ containers: [{ ...CONTAINER, ...props }] }).spec.containers[0];

  describe('operating system', () => {
    test('the pod says that it is a Windows pod', () => {
      expect(pod().spec.os).toEqual({ name: 'windows' });
    });

    test('the pod asks for Windows nodes by a node selector, not by an affinity', () => {
      expect(pod().spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
      expect(JSON.stringify(pod().spec.affinity ?? {})).not.toContain('kubernetes.io/os');
    });

    test('the pod tolerates the taints of Windows nodes everywhere', () => {
      expect(pod().spec.tolerations).toEqual([
        { key: 'os', operator: 'Exists', effect: 'NoSchedule' },
        { key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' },
      ]);
    });

    test('the pod carries the label by which policies select Windows pods', () => {
      expect(pod().metadata.labels).toMatchObject({ 'cdk8s-windows/os': 'windows' });
    });

    test('labels of nodes are not put on the pod: the kubelet would read them', () => {
      expect(pod().metadata.labels).not.toHaveProperty('kubernetes.io/os');
    });
  });

  describe('fields that Windows pods may not carry', () => {
    test('are emitted for no kind of container', () => {
      const manifest = workload(kind, {
        containers: [CONTAINER, { image: IMAGE, name: 'second', securityContext: {} }],
        initContainers: [
          { image: IMAGE, name: 'init' },
          { image: IMAGE, name: 'sidecar', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        ],
        securityContext: {},
        runAsUserName: RunAsUser.CONTAINER_USER,
        runAsNonRoot: true,
      });
      expectNoForbiddenFields(manifest);
    });

    test('are left out when their value is false, which is what Windows does anyway', () => {
      const securityContext = { privileged: false, allowPrivilegeEscalation: false, readOnlyRootFilesystem: false };
      expect(container({ securityContext })).not.toHaveProperty('securityContext');
    });

    test('hostPID and hostIPC are left out when plain JavaScript says false: the API server takes that', () => {
      const props = { hostPID: false, hostIPC: false } as WindowsPodProps;
      expectNoForbiddenFields(workload(kind, props));
    });

    test('are taken off containers that were made elsewhere', () => {
      const change = (made: kplus.AbstractPod) =>
        made.attachContainer(new kplus.Container({ image: IMAGE, name: 'other' }));
      const manifest = workload(kind, {}, { change });
      expect(podOfWorkload(kind, {}, { change }).spec.containers).toHaveLength(2);
      expectNoForbiddenFields(manifest);
    });
  });

  describe('defaults', () => {
    test('a container has 250m to 1 CPU and 1 GiB of memory', () => {
      expect(container().resources).toEqual({
        requests: { cpu: '250m', memory: '1024Mi' },
        limits: { cpu: '1', memory: '1024Mi' },
      });
    });

    test('resources: {} emits none', () => {
      expect(container({ resources: {} })).not.toHaveProperty('resources');
    });

    test.each(['request', 'limit'] as const)('a memory %s alone gives both', (side) => {
      const { resources } = container({ resources: { memory: { [side]: Size.mebibytes(300) } } });
      expect(resources).toEqual({ requests: { memory: '300Mi' }, limits: { memory: '300Mi' } });
    });

    test('a container without a memory prop gets no memory', () => {
      const { resources } = container({ resources: { cpu: { request: kplus.Cpu.millis(100) } } });
      expect(resources).toEqual({ requests: { cpu: '100m' } });
    });

    test('a port brings no start-up probe', () => {
      expect(container()).not.toHaveProperty('startupProbe');
    });

    test('a start-up probe that was asked for is there', () => {
      const startup = kplus.Probe.fromTcpSocket({ failureThreshold: 60 });
      expect(container({ startup }).startupProbe).toMatchObject({ failureThreshold: 60, tcpSocket: { port: 80 } });
    });

    test('the pull policy is left to Kubernetes', () => {
      expect(container()).not.toHaveProperty('imagePullPolicy');
    });

    test('a pull policy that was asked for is there', () => {
      expect(container({ imagePullPolicy: kplus.ImagePullPolicy.ALWAYS }).imagePullPolicy).toBe('Always');
    });

    test('what Kubernetes does by itself is not repeated', () => {
      const { spec } = pod();
      for (const field of [
        'hostNetwork',
        'setHostnameAsFqdn',
        'setHostnameAsFQDN',
        'dnsPolicy',
        'dnsConfig',
        'securityContext',
      ]) {
        expect(spec).not.toHaveProperty(field);
      }
      expect(spec).not.toHaveProperty('terminationGracePeriodSeconds');
    });

    test('the token of the service account is not mounted', () => {
      expect(pod().spec.automountServiceAccountToken).toBe(false);
    });

    test('a container made elsewhere keeps the resources and the pull policy that it came with', () => {
      const other = new kplus.Container({ image: IMAGE, name: 'other', imagePullPolicy: kplus.ImagePullPolicy.NEVER });
      const { spec } = pod({}, { change: (made) => made.attachContainer(other) });
      expect(spec.containers[1]).toMatchObject({
        imagePullPolicy: 'Never',
        resources: { limits: { memory: '2048Mi' } },
      });
    });
  });

  describe('users', () => {
    test('a user of every image stands on the pod, the pause container knows it', () => {
      const { spec } = pod({ runAsUserName: RunAsUser.CONTAINER_USER });
      expect(spec.securityContext).toEqual({ windowsOptions: { runAsUserName: 'ContainerUser' } });
      expect(spec.containers[0]).not.toHaveProperty('securityContext');
    });

    test('a user of the image alone stands on each container, since the pause container does not know it', () => {
      const { spec } = pod({
        runAsUserName: RunAsUser.of('app'),
        initContainers: [
          { image: IMAGE },
          { image: IMAGE, name: 's', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        ],
      });
      expect(spec).not.toHaveProperty('securityContext');
      for (const { securityContext } of [...spec.containers, ...(spec.initContainers ?? [])]) {
        expect(securityContext).toEqual({ windowsOptions: { runAsUserName: 'app' } });
      }
    });

    test('the user of a container goes before that of the pod', () => {
      const { spec } = pod({
        runAsUserName: RunAsUser.of('app'),
        containers: [
          { ...CONTAINER, runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR },
          { image: IMAGE, name: 'other' },
        ],
      });
      const users = spec.containers.map(({ securityContext }) => securityContext?.windowsOptions?.runAsUserName);
      expect(users).toEqual(['ContainerAdministrator', 'app']);
    });

    test('runAsNonRoot stands where it was written', () => {
      const ofPod = pod({ runAsNonRoot: true, runAsUserName: RunAsUser.CONTAINER_USER }).spec;
      expect(ofPod.securityContext).toEqual({
        runAsNonRoot: true,
        windowsOptions: { runAsUserName: 'ContainerUser' },
      });
      expect(ofPod.containers[0]).not.toHaveProperty('securityContext');
      expect(container({ runAsNonRoot: true, runAsUserName: RunAsUser.CONTAINER_USER }).securityContext).toEqual({
        runAsNonRoot: true,
        windowsOptions: { runAsUserName: 'ContainerUser' },
      });
    });

    test('ensureNonRoot, the word of cdk8s-plus, means the same', () => {
      const runAsUserName = RunAsUser.CONTAINER_USER;
      const securityContext = { ensureNonRoot: true };
      expect(pod({ runAsUserName, securityContext }).spec.securityContext?.runAsNonRoot).toBe(true);
      expect(container({ runAsUserName, securityContext }).securityContext?.runAsNonRoot).toBe(true);
    });

    test('runAsNonRoot: false is kept, it overrules the pod', () => {
      const { spec } = pod({
        runAsUserName: RunAsUser.CONTAINER_USER,
        runAsNonRoot: true,
        containers: [{ ...CONTAINER, runAsNonRoot: false, runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR }],
      });
      expect(spec.containers[0].securityContext?.runAsNonRoot).toBe(false);
    });
  });

  describe('later changes', () => {
    test('containers that are added later take Windows props', () => {
      const props: WindowsContainerProps = { image: IMAGE, name: 'late', runAsUserName: RunAsUser.CONTAINER_USER };
      const { spec } = pod(
        {},
        {
          change: (made) => {
            made.addContainer(props);
            made.addInitContainer({ ...props, name: 'late-init' });
          },
        },
      );
      const securityContext = { windowsOptions: { runAsUserName: 'ContainerUser' } };
      expect(spec.containers[1]).toMatchObject({ name: 'late', securityContext });
      expect(spec.initContainers?.[0]).toMatchObject({ name: 'late-init', securityContext });
    });

    test('what is wrong with a later container is said at the line that adds it', () => {
      const made = kind.create(shop(), 'web', { containers: [CONTAINER] });
      expect(() => made.addContainer({ image: IMAGE, name: 'late', command: ['/bin/sh'] })).toThrow(
        'shop/web: containers[1].command',
      );
      expect(() => made.addInitContainer({ image: IMAGE, name: 'Late' })).toThrow('shop/web: initContainers[0].name');
    });

    test('containers that share props do not share what is added to one of them', () => {
      const shared = { image: IMAGE, envVariables: {}, volumeMounts: [], envFrom: [] };
      const { spec } = pod(
        { containers: [CONTAINER, { ...shared, name: 'a' }, { ...shared, name: 'b' }] },
        {
          change: (made) => {
            made.containers[1].env.addVariable('A', kplus.EnvValue.fromValue('1'));
            made.containers[1].mount('C:\\data', kplus.Volume.fromEmptyDir(made, 'data', 'data'));
          },
        },
      );
      expect(spec.containers[1]).toMatchObject({ env: [{ name: 'A' }], volumeMounts: [{ mountPath: 'C:\\data' }] });
      expect(spec.containers[2]).not.toHaveProperty('env');
      expect(spec.containers[2]).not.toHaveProperty('volumeMounts');
    });
  });

  describe('the output is always the same', () => {
    const build = () => {
      const chart = shop({
        cluster: TargetCluster.kubeadm({ windowsVersions: [SERVER_2019, SERVER_2022, SERVER_2025] }),
      });
      const props: WindowsPodProps & { spread?: boolean } = {
        containers: [CONTAINER],
        spread: true,
        terminationGracePeriod: Duration.seconds(60),
      };
      const made = kind.create(chart, 'web', props);
      return { chart, made };
    };

    test('when a chart is synthesized again', () => {
      const { chart, made } = build();
      const first = JSON.stringify(Testing.synth(chart));
      expect(made.podSecurityLevel).toBe('baseline');
      expect(JSON.stringify(Testing.synth(chart))).toBe(first);
    });

    test('when the program runs again', () => {
      expect(JSON.stringify(Testing.synth(build().chart))).toBe(JSON.stringify(Testing.synth(build().chart)));
    });
  });

  test('the strictest Pod Security level that admits the pod is known before synth', () => {
    const level = (props: WindowsPodProps) =>
      kind.create(shop(), 'web', { containers: [CONTAINER], ...props }).podSecurityLevel;
    expect(level({ runAsNonRoot: true, runAsUserName: RunAsUser.CONTAINER_USER })).toBe('restricted');
    expect(level({})).toBe('baseline');
    expect(level({ containers: [{ ...CONTAINER, ports: [{ number: 8080, hostPort: 8080 }] }] })).toBe('privileged');
  });
});
