import { Cron } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import {
  HostProcessCronJob,
  HostProcessDaemonSet,
  HostProcessDeployment,
  HostProcessJob,
  HostProcessPod,
  WindowsCronJob,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsJob,
  WindowsPod,
  type WindowsPodProps,
  WindowsStatefulSet,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';
import { type Manifest, podOf, type SynthOptions, synth } from './synth';

/** An image that runs on Server 2022 and later. */
export const IMAGE = 'mcr.microsoft.com/windows/servercore:ltsc2022';

/** A container that every workload takes: a StatefulSet needs a port for its service. */
export const CONTAINER = { image: IMAGE, portNumber: 80 };

type AnyWorkload = kplus.AbstractPod & { readonly podSecurityLevel: string; readonly scheduling: kplus.PodScheduling };

export interface WorkloadClass {
  readonly name: string;
  readonly kind: string;
  readonly create: (scope: Construct, id: string, props: WindowsPodProps) => AnyWorkload;
}

/** Every class of ordinary Windows workloads; what holds for one holds for all. */
export const WORKLOADS: readonly WorkloadClass[] = [
  { name: 'WindowsPod', kind: 'Pod', create: (scope, id, props) => new WindowsPod(scope, id, props) },
  {
    name: 'WindowsDeployment',
    kind: 'Deployment',
    create: (scope, id, props) => new WindowsDeployment(scope, id, props),
  },
  {
    name: 'WindowsStatefulSet',
    kind: 'StatefulSet',
    create: (scope, id, props) => new WindowsStatefulSet(scope, id, props),
  },
  { name: 'WindowsDaemonSet', kind: 'DaemonSet', create: (scope, id, props) => new WindowsDaemonSet(scope, id, props) },
  { name: 'WindowsJob', kind: 'Job', create: (scope, id, props) => new WindowsJob(scope, id, props) },
  {
    name: 'WindowsCronJob',
    kind: 'CronJob',
    create: (scope, id, props) => new WindowsCronJob(scope, id, { schedule: Cron.daily(), ...props }),
  },
];

/** Every class of workloads whose containers are processes of the node. */
export const HOST_PROCESS_WORKLOADS: readonly WorkloadClass[] = [
  { name: 'HostProcessPod', kind: 'Pod', create: (scope, id, props) => new HostProcessPod(scope, id, props) },
  {
    name: 'HostProcessDeployment',
    kind: 'Deployment',
    create: (scope, id, props) => new HostProcessDeployment(scope, id, props),
  },
  {
    name: 'HostProcessDaemonSet',
    kind: 'DaemonSet',
    create: (scope, id, props) => new HostProcessDaemonSet(scope, id, props),
  },
  { name: 'HostProcessJob', kind: 'Job', create: (scope, id, props) => new HostProcessJob(scope, id, props) },
  {
    name: 'HostProcessCronJob',
    kind: 'CronJob',
    create: (scope, id, props) => new HostProcessCronJob(scope, id, { schedule: Cron.daily(), ...props }),
  },
];

/** The manifest of one workload named `web`, with the container above unless the props have others. */
export function workload(
  { kind, create }: WorkloadClass,
  props: WindowsPodProps = {},
  options: SynthOptions & { readonly change?: (made: AnyWorkload) => void } = {},
): Manifest {
  const { change, ...chart } = options;
  const manifests = synth((scope) => {
    const made = create(scope, 'web', { containers: [CONTAINER], ...props });
    change?.(made);
  }, chart);
  return manifests.find((manifest) => manifest.kind === kind) as Manifest;
}

/** The pod of one workload named `web`. */
export function podOfWorkload(...args: Parameters<typeof workload>): ReturnType<typeof podOf> {
  return podOf(workload(...args));
}
