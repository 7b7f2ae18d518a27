import * as kplus from 'cdk8s-plus-28';
import { HostProcessDaemonSet, type HostProcessDaemonSetProps, RunAsUser, TargetCluster } from 'cdk8s-windows';
import { CONTAINER } from '../workloads';
import type { Misuse } from './misuse';

const gmsa = { credentialSpecName: 'erp', grantUse: () => {} };
const PIPE = '\\\\.\\pipe\\containerd-containerd';

function agent(props: HostProcessDaemonSetProps): Misuse['program'] {
  return (chart) => new HostProcessDaemonSet(chart, 'agent', { containers: [CONTAINER], ...props });
}

/** Wrong workloads on the node itself. */
export const HOST_PROCESS: readonly Misuse[] = [
  {
    title: 'runs on the node as an account of the container',
    rule: 'host-process-user',
    program: agent({ runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR }),
  },
  {
    title: 'runs one container on the node as an account of the container',
    rule: 'host-process-user',
    program: agent({ containers: [{ ...CONTAINER, runAsUserName: RunAsUser.CONTAINER_USER }] }),
  },
  {
    title: 'writes NT AUTHORITY in small letters',
    rule: 'host-process-user-domain-case',
    program: agent({ runAsUserName: RunAsUser.domain('NT Authority', 'SYSTEM') }),
  },
  {
    title: 'forbids the administrator that a process of the node may be',
    rule: 'host-process-run-as-non-root',
    program: agent({ runAsNonRoot: true }),
  },
  { title: 'gives a process of the node a gMSA', rule: 'host-process-gmsa', program: agent({ gmsa }) },
  {
    title: 'gives a container on the node a gMSA',
    rule: 'host-process-gmsa',
    program: agent({ containers: [{ ...CONTAINER, gmsa }] }),
  },
  {
    title: 'wants a network of its own on the node',
    rule: 'host-process-host-network',
    program: agent({ hostNetwork: false }),
  },
  {
    title: 'isolates a process of the node by a network policy',
    rule: 'isolation-host-process',
    program: agent({ isolate: true }),
  },
  {
    title: 'gives a process of the node host aliases',
    rule: 'host-process-host-aliases',
    program: agent({ hostAliases: [{ ip: '10.0.0.5', hostnames: ['db'] }] }),
  },
  {
    title: 'maps a port on the network of the node',
    rule: 'host-network-port',
    program: agent({ containers: [{ ...CONTAINER, ports: [{ number: 9182, hostPort: 9100 }] }] }),
  },
  {
    title: 'mounts a named pipe on the node',
    rule: 'host-process-named-pipe',
    program: (chart) => {
      const pipe = kplus.Volume.fromHostPath(chart, 'pipe', 'pipe', { path: PIPE });
      return agent({ containers: [{ ...CONTAINER, volumeMounts: [{ path: PIPE, volume: pipe }] }] })(chart);
    },
  },
  {
    title: 'runs on nodes whose containerd knows nothing of it',
    rule: 'host-process-containerd',
    options: { cluster: TargetCluster.kubeadm({ containerdVersion: '1.5.11' }) },
    program: agent({}),
  },
  {
    title: 'runs as a local group on nodes whose containerd knows users only',
    rule: 'host-process-local-group',
    options: { cluster: TargetCluster.kubeadm({ containerdVersion: '1.6' }) },
    program: agent({ containers: [{ ...CONTAINER, runAsUserName: RunAsUser.localGroup('operators') }] }),
  },
];
