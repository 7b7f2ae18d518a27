import { type Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  LogMonitor,
  LogMonitorSource,
  NetlogonRepair,
  PodSecurityLevel,
  RunAsUser,
  type WindowsContainerProps,
  type WindowsPodProps,
  WindowsVolume,
  WorkloadIdentity,
} from 'cdk8s-windows';
import { CONTAINER } from '../../workloads';

const { PRIVILEGED, BASELINE, RESTRICTED } = PodSecurityLevel;

/** Pods as authors write them. */
export interface Variant {
  readonly title: string;
  readonly props: (chart: Chart) => WindowsPodProps;
  /** What is done with the workload once it is made. */
  readonly use?: (made: kplus.AbstractPod, chart: Chart) => void;
  /** The strictest level that the documentation promises. */
  readonly level: PodSecurityLevel;
}

const AS_USER = { runAsUserName: RunAsUser.CONTAINER_USER };
const NOT_ROOT = { runAsNonRoot: true, ...AS_USER };
const PIPE = WindowsVolume.pipePath('it');

export const VARIANTS: readonly Variant[] = [
  { title: 'as it comes', props: () => ({ containers: [CONTAINER] }), level: BASELINE },
  { title: 'as ContainerUser', props: () => ({ containers: [CONTAINER], ...AS_USER }), level: BASELINE },
  { title: 'with runAsNonRoot', props: () => ({ containers: [CONTAINER], ...NOT_ROOT }), level: RESTRICTED },
  {
    title: 'with runAsNonRoot on each container',
    props: () => ({
      containers: [{ ...CONTAINER, ...NOT_ROOT }],
      initContainers: [{ name: 'init', image: CONTAINER.image, ...NOT_ROOT }],
    }),
    level: RESTRICTED,
  },
  {
    title: 'with an init container that says nothing',
    props: () => ({
      containers: [{ ...CONTAINER, ...NOT_ROOT }],
      initContainers: [{ name: 'init', image: CONTAINER.image }],
    }),
    level: BASELINE,
  },
  notRootWith('a volume that any pod may have', (chart) => kplus.Volume.fromEmptyDir(chart, 'v', 'v')),
  notRootWith('an SMB share', (chart) => {
    const secret = kplus.Secret.fromSecretName(chart, 'secret', 'share');
    return WindowsVolume.fromSmb(chart, 'v', { source: '//files.example/share', secret, secretNamespace: 'shop' });
  }),
  notRootWith('an Azure Files share', (chart) => {
    const secret = kplus.Secret.fromSecretName(chart, 'secret', 'share');
    return WindowsVolume.fromAzureFile(chart, 'v', { shareName: 'files', secret, secretNamespace: 'shop' });
  }),
  notRootWith('an Azure Disk', (chart) => {
    const diskUri = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/disks/d';
    return WindowsVolume.fromAzureDisk(chart, 'v', { diskUri, storage: Size.gibibytes(8) });
  }),
  {
    title: 'with runAsNonRoot and LogMonitor',
    props: () => ({ containers: [CONTAINER], ...NOT_ROOT }),
    use: (made, chart) => {
      new LogMonitor(chart, 'logs', { sources: [LogMonitorSource.process()] }).mountInto(made.containers[0]);
    },
    level: RESTRICTED,
  },
  {
    title: 'with runAsNonRoot and a WorkloadIdentity',
    props: () => ({ containers: [CONTAINER], ...NOT_ROOT }),
    use: (made, chart) => {
      new WorkloadIdentity(chart, 'identity', { clientId: '244818ae-87ac-4fcd-92ec-e79e5252348a' }).useBy(made);
    },
    level: RESTRICTED,
  },
  { title: 'with a gMSA', props: (chart) => ({ containers: [CONTAINER], gmsa: identity(chart) }), level: BASELINE },
  {
    title: 'with a gMSA and runAsNonRoot',
    props: (chart) => ({ containers: [CONTAINER], gmsa: identity(chart), runAsNonRoot: true }),
    level: RESTRICTED,
  },
  {
    title: 'with a gMSA and NetlogonRepair, as SYSTEM',
    props: (chart) => ({
      containers: [{ ...CONTAINER, lifecycle: { postStart: NetlogonRepair.postStart() } }],
      gmsa: identity(chart),
      runAsUserName: RunAsUser.SYSTEM,
    }),
    level: BASELINE,
  },
  {
    title: 'with a named pipe of the node',
    props: (chart) => ({ containers: [mounting(WindowsVolume.fromNamedPipe(chart, 'v', 'it'), PIPE)] }),
    level: PRIVILEGED,
  },
  {
    title: 'with a folder of the node',
    props: (chart) => ({ containers: [mounting(WindowsVolume.fromHostPath(chart, 'v', 'v', { path: 'C:\\data' }))] }),
    level: PRIVILEGED,
  },
  {
    title: 'with a host port',
    props: () => ({ containers: [{ image: CONTAINER.image, ports: [{ number: 80, hostPort: 8080 }] }] }),
    level: PRIVILEGED,
  },
];

function notRootWith(what: string, volume: (chart: Chart) => kplus.Volume): Variant {
  return {
    title: `with runAsNonRoot and ${what}`,
    props: (chart) => ({ containers: [mounting(volume(chart))], ...NOT_ROOT }),
    level: RESTRICTED,
  };
}

function mounting(volume: kplus.Volume, path = 'C:\\data'): WindowsContainerProps {
  return { ...CONTAINER, volumeMounts: [{ volume, path }] };
}

function identity(chart: Chart): GmsaIdentity {
  return new GmsaIdentity(chart, 'identity', {
    accountName: 'erp',
    domain: 'corp.example',
    netBiosName: 'CORP',
    domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
    domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
  });
}
