import { Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  PodSecurityLevel,
  RunAsUser,
  WindowsCronJob,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsJob,
  WindowsNamespace,
  WindowsPod,
  WindowsStatefulSet,
} from 'cdk8s-windows';
import { CONTAINER, IMAGE } from '../workloads';
import { type Misuse, untyped, web } from './misuse';

const pod = (props: object): Misuse['program'] => web(props);

/** Wrong pods and workloads. */
export const PODS: readonly Misuse[] = [
  {
    title: 'gives an init container a gMSA of its own',
    rule: 'gmsa-init-container',
    program: (chart) => {
      const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
      return web({ initContainers: [{ ...CONTAINER, name: 'init', gmsa }] })(chart);
    },
  },
  {
    title: 'gives the pod a numeric user',
    rule: 'linux-only-field',
    program: pod({ securityContext: { user: 1000 } }),
  },
  { title: 'gives the pod a numeric group', rule: 'linux-only-field', program: pod({ securityContext: { group: 0 } }) },
  {
    title: 'gives the pod a group for files',
    rule: 'linux-only-field',
    program: pod({ securityContext: { fsGroup: 2000 } }),
  },
  {
    title: 'says when the group of files changes',
    rule: 'linux-only-field',
    program: pod({ securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH } }),
  },
  {
    title: 'sets kernel parameters',
    rule: 'linux-only-field',
    program: pod({ securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1024' }] } }),
  },
  {
    title: 'shares processes, in plain JavaScript',
    rule: 'linux-only-field',
    program: pod(untyped({ shareProcessNamespace: false })),
  },
  {
    title: 'turns user namespaces off, in plain JavaScript',
    rule: 'linux-only-field',
    program: pod(untyped({ hostUsers: true })),
  },
  {
    title: 'sees the processes of the node, in plain JavaScript',
    rule: 'linux-only-field',
    program: pod(untyped({ hostPID: true })),
  },
  {
    title: 'limits the pod as a whole, in plain JavaScript',
    rule: 'linux-only-field',
    program: pod(untyped({ resources: { limits: { cpu: '1' } } })),
  },
  {
    title: 'says runAsNonRoot beside an administrator',
    rule: 'run-as-non-root-administrator',
    program: pod({ runAsNonRoot: true, runAsUserName: RunAsUser.of('containeradministrator') }),
  },
  {
    title: 'says runAsNonRoot, and one container runs as administrator',
    rule: 'run-as-non-root-administrator',
    program: pod({
      runAsNonRoot: true,
      runAsUserName: RunAsUser.CONTAINER_USER,
      initContainers: [{ image: IMAGE, runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR }],
    }),
  },
  {
    title: 'states runAsNonRoot and ensureNonRoot of the pod, and they differ',
    rule: 'run-as-non-root-twice',
    program: pod({ runAsNonRoot: false, securityContext: { ensureNonRoot: true } }),
  },
  {
    title: 'runs the pod as a local group of the node',
    rule: 'local-group-needs-host-process',
    program: pod({ runAsUserName: RunAsUser.localGroup('operators') }),
  },
  {
    title: 'uses the network of the node',
    rule: 'host-network-needs-host-process',
    program: pod({ hostNetwork: true }),
  },
  {
    title: 'asks for the DNS policy of host networks',
    rule: 'dns-policy',
    program: pod({ dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST_WITH_HOST_NET } }),
  },
  { title: 'sets ndots', rule: 'dns-options', program: pod({ dns: { options: [{ name: 'ndots', value: '2' }] } }) },
  { title: 'writes the host name as Windows does', rule: 'host-name', program: pod({ dns: { hostname: 'WEB01' } }) },
  {
    title: 'names a RuntimeClass that cannot be',
    rule: 'object-name',
    program: pod({ runtimeClassName: 'Windows_2022' }),
  },
  {
    title: 'names a priority class that cannot be',
    rule: 'object-name',
    program: pod({ priorityClassName: 'High prio' }),
  },
  {
    title: 'writes the name of the user of a pod, in plain JavaScript',
    rule: 'prop-type',
    program: pod(untyped({ runAsUserName: 'ContainerUser' })),
  },
  {
    title: 'writes the name of a version, in plain JavaScript',
    rule: 'prop-type',
    program: pod(untyped({ windowsVersion: 'ltsc2022' })),
  },
  {
    title: 'writes the name of a RuntimeClass as the class, in plain JavaScript',
    rule: 'prop-type',
    program: pod(untyped({ runtimeClass: 'windows-2022' })),
  },
  {
    title: 'writes the name of a gMSA as the identity, in plain JavaScript',
    rule: 'prop-type',
    program: pod(untyped({ gmsa: 'erp' })),
  },
  {
    title: 'names a credential spec in capitals',
    rule: 'gmsa-name',
    program: web({ gmsa: { credentialSpecName: 'ERP', grantUse: () => {} } }),
  },
  {
    title: 'labels the pods as Linux pods',
    rule: 'os-pod-label',
    program: pod({ podMetadata: { labels: { 'kubernetes.io/os': 'linux' } } }),
  },
  {
    title: 'labels a single pod as a Linux pod',
    rule: 'os-pod-label',
    program: (chart) =>
      new WindowsPod(chart, 'web', { containers: [CONTAINER], metadata: { labels: { 'kubernetes.io/os': 'linux' } } }),
  },
  {
    title: 'gives our label another value',
    rule: 'os-pod-label',
    verdict: 'ignored',
    program: pod({ podMetadata: { labels: { 'cdk8s-windows/os': 'Windows' } } }),
  },
  {
    title: 'gives our label another value later',
    rule: 'os-pod-label',
    verdict: 'ignored',
    atSynth: true,
    program: (chart) => {
      new WindowsDeployment(chart, 'web', { containers: [CONTAINER] }).podMetadata.addLabel(
        'cdk8s-windows/os',
        'linux',
      );
    },
  },
  { title: 'wants less than no replicas', rule: 'whole-number', program: pod({ replicas: -1 }) },
  {
    title: 'wants replicas from a setting that is not there',
    rule: 'whole-number',
    program: pod({ replicas: Number(undefined) }),
  },
  {
    title: 'wants one and a half replicas',
    rule: 'whole-number',
    program: (chart) => new WindowsStatefulSet(chart, 'web', { containers: [CONTAINER], replicas: 1.5 }),
  },
  {
    title: 'makes a StatefulSet of nothing',
    rule: 'stateful-set-port',
    verdict: 'api',
    program: (chart) => new WindowsStatefulSet(chart, 'web'),
  },
  {
    title: 'makes a StatefulSet whose containers have no port',
    rule: 'stateful-set-port',
    program: (chart) => new WindowsStatefulSet(chart, 'web', { containers: [{ image: IMAGE }] }),
  },
  {
    title: 'gives a StatefulSet a port that is none',
    rule: 'container-port',
    program: (chart) => new WindowsStatefulSet(chart, 'web', { containers: [{ image: IMAGE, portNumber: 0 }] }),
  },
  {
    title: 'waits a negative time until pods count as ready',
    rule: 'whole-number',
    program: (chart) => new WindowsDaemonSet(chart, 'web', { containers: [CONTAINER], minReadySeconds: -5 }),
  },
  {
    title: 'tries a job less than never',
    rule: 'whole-number',
    program: (chart) => new WindowsJob(chart, 'web', { containers: [CONTAINER], backoffLimit: -1 }),
  },
  {
    title: 'keeps a fraction of a job',
    rule: 'whole-number',
    program: (chart) =>
      new WindowsCronJob(chart, 'web', {
        containers: [CONTAINER],
        schedule: Cron.daily(),
        successfulJobsRetained: 0.5,
      }),
  },
  {
    title: 'restarts the pods of a job for ever',
    rule: 'restart-policy',
    program: (chart) =>
      new WindowsJob(chart, 'web', { containers: [CONTAINER], restartPolicy: kplus.RestartPolicy.ALWAYS }),
  },
  {
    title: 'restarts the pods of a cron job for ever',
    rule: 'restart-policy',
    program: (chart) =>
      new WindowsCronJob(chart, 'web', {
        containers: [CONTAINER],
        schedule: Cron.daily(),
        restartPolicy: kplus.RestartPolicy.ALWAYS,
      }),
  },
  {
    title: 'never restarts the pods of a deployment',
    rule: 'restart-policy',
    program: pod({ restartPolicy: kplus.RestartPolicy.NEVER }),
  },
  {
    title: 'restarts the pods of a daemon set on failure only',
    rule: 'restart-policy',
    program: (chart) =>
      new WindowsDaemonSet(chart, 'web', { containers: [CONTAINER], restartPolicy: kplus.RestartPolicy.ON_FAILURE }),
  },
  {
    title: 'selects no pods at all',
    rule: 'selector-matches-pods',
    atSynth: true,
    program: pod({ select: false }),
  },
  {
    title: 'selects pods by a label that they do not have',
    rule: 'selector-matches-pods',
    atSynth: true,
    program: (chart) => {
      const deployment = new WindowsDeployment(chart, 'web', { containers: [CONTAINER], select: false });
      deployment.select(kplus.LabelSelector.of({ labels: { app: 'web' } }));
    },
  },
  {
    title: 'selects pods by an expression that they do not match',
    rule: 'selector-matches-pods',
    atSynth: true,
    program: (chart) => {
      const podMetadata = { labels: { tier: 'back' } };
      const set = new WindowsDaemonSet(chart, 'web', { containers: [CONTAINER], select: false, podMetadata });
      set.select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.in('tier', ['front', 'middle'])] }));
    },
  },
  {
    title: 'puts a pod that says nothing into a restricted namespace',
    rule: 'namespace-pod-security',
    atSynth: true,
    options: { namespace: 'shop' },
    program: (chart) => {
      new WindowsNamespace(chart, 'ns', { metadata: { name: 'shop' }, podSecurity: PodSecurityLevel.RESTRICTED });
      new WindowsPod(chart, 'web', { containers: [CONTAINER] });
    },
  },
  {
    title: 'puts a pod with a host path into a baseline namespace',
    rule: 'namespace-pod-security',
    atSynth: true,
    options: { namespace: 'shop' },
    program: (chart) => {
      new WindowsNamespace(chart, 'ns', { metadata: { name: 'shop' }, podSecurity: PodSecurityLevel.BASELINE });
      const logs = kplus.Volume.fromHostPath(chart, 'logs', 'logs', { path: 'C:\\logs' });
      new WindowsPod(chart, 'web', { containers: [CONTAINER], volumes: [logs] });
    },
  },
  {
    title: 'pins a restricted namespace to a policy that asks Windows pods for Linux fields',
    rule: 'pod-security-version',
    program: (chart) =>
      new WindowsNamespace(chart, 'ns', { podSecurity: PodSecurityLevel.RESTRICTED, podSecurityVersion: 'v1.24' }),
  },
  {
    title: 'writes the version of a policy without its v',
    rule: 'pod-security-version-format',
    program: (chart) =>
      new WindowsNamespace(chart, 'ns', { podSecurity: PodSecurityLevel.BASELINE, podSecurityVersion: '1.34' }),
  },
  {
    title: 'writes the version of a policy with a patch number',
    rule: 'pod-security-version-format',
    program: (chart) =>
      new WindowsNamespace(chart, 'ns', { podSecurity: PodSecurityLevel.RESTRICTED, podSecurityVersion: 'v1.34.2' }),
  },
  {
    title: 'gives the version of a policy and no level',
    rule: 'pod-security-level-missing',
    program: (chart) => new WindowsNamespace(chart, 'ns', { podSecurityVersion: 'v1.34' }),
  },
];
