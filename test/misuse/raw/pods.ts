import type { Manifest } from '../../synth';
import {
  container,
  deployment,
  inPod,
  mistake,
  object,
  pod,
  podSpec,
  type RawForm,
  type RawForms,
  workload,
} from './raw-form';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ENFORCE_VERSION = 'pod-security.kubernetes.io/enforce-version';

/** What the restricted level asks of a Windows pod. */
const NOT_ADMINISTRATOR = {
  containers: [container('main', { securityContext: { runAsNonRoot: true } })],
  securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
};

const BASELINE = namespace('refused-by-baseline', 'baseline', 'latest');
const RESTRICTED = namespace('refused-by-restricted', 'restricted', 'latest');
const PINNED_BELOW_WINDOWS = namespace('refused-by-restricted-1-24', 'restricted', 'v1.24');
const PINNED = namespace('accepted-by-restricted-1-25', 'restricted', 'v1.25');
const NEW = namespace('refused-new', 'baseline', 'v1.30');

const POD_LABELS = ['spec.template.metadata.labels'];
const CREDENTIAL_SPEC = 'securityContext.windowsOptions.gmsaCredentialSpecName';
const USER = 'securityContext.windowsOptions.runAsUserName';
const NON_ROOT = 'securityContext.runAsNonRoot';
const ADMINISTRATOR = { windowsOptions: { runAsUserName: 'containeradministrator' } };
const JOB = object('batch/v1', 'Job', { template: { spec: podSpec({ restartPolicy: 'Never' }) } });
const CRON_JOB = object('batch/v1', 'CronJob', { schedule: '@daily', jobTemplate: { spec: JOB.spec } });

/** What wrong pods and workloads look like in YAML. */
export const POD_FORMS: RawForms = {
  'names a credential spec in capitals': inPod(CREDENTIAL_SPEC, 'ERP'),
  // before 1.34 the template of a StatefulSet was not validated
  'gives a StatefulSet a port that is none': mistake(
    workload('StatefulSet'),
    'spec.template.spec.containers[0].ports[0].containerPort',
    0,
    { since: '1.34' },
  ),
  'gives an init container a gMSA of its own': inPod(`initContainers[0].${CREDENTIAL_SPEC}`, 'gmsa-erp', {
    initContainers: [container('setup')],
  }),
  'makes a StatefulSet of nothing': mistake(workload('StatefulSet'), 'spec.template.spec.containers', undefined, {
    since: '1.34',
  }),
  'makes a StatefulSet whose containers have no port': mistake(
    workload('StatefulSet'),
    'spec.template.spec.containers[0].ports',
    undefined,
    { prop: 'containers[0].portNumber' },
  ),
  'says runAsNonRoot beside an administrator': inPod(NON_ROOT, true, { securityContext: ADMINISTRATOR }),
  'says runAsNonRoot, and one container runs as administrator': inPod(NON_ROOT, true, {
    securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
    initContainers: [container('setup', { securityContext: ADMINISTRATOR })],
  }),
  'runs the pod as a local group of the node': inPod(USER, 'operators', {
    securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
  }),
  'uses the network of the node': inPod('hostNetwork', true),
  'asks for the DNS policy of host networks': inPod('dnsPolicy', 'ClusterFirstWithHostNet'),
  'sets ndots': inPod('dnsConfig.options', [{ name: 'ndots', value: '2' }]),
  'labels the pods as Linux pods': labelled('kubernetes.io/os', 'linux'),
  'labels a single pod as a Linux pod': mistake(pod(), 'metadata.labels[kubernetes.io/os]', 'linux'),
  'gives our label another value': labelled('cdk8s-windows/os', 'Windows'),
  'gives our label another value later': labelled('cdk8s-windows/os', 'linux'),
  'gives the pod a numeric user': inPod('securityContext.runAsUser', 1000),
  'gives the pod a numeric group': inPod('securityContext.runAsGroup', 0),
  'gives the pod a group for files': inPod('securityContext.fsGroup', 2000),
  'says when the group of files changes': inPod('securityContext.fsGroupChangePolicy', 'OnRootMismatch'),
  'sets kernel parameters': inPod('securityContext.sysctls', [{ name: 'net.core.somaxconn', value: '1024' }]),
  'shares processes, in plain JavaScript': inPod('shareProcessNamespace', false),
  // older ones drop the field: user namespaces are on by default since 1.33
  'turns user namespaces off, in plain JavaScript': inPod('hostUsers', true, {}, { since: '1.34' }),
  'sees the processes of the node, in plain JavaScript': inPod('hostPID', true),
  'limits the pod as a whole, in plain JavaScript': inPod('resources', { limits: { cpu: '1' } }),
  'writes the host name as Windows does': inPod('hostname', 'WEB01'),
  'names a RuntimeClass that cannot be': inPod('runtimeClassName', 'Windows_2022'),
  'names a priority class that cannot be': inPod('priorityClassName', 'High prio'),
  'wants less than no replicas': mistake(deployment(), 'spec.replicas', -1),
  'wants replicas from a setting that is not there': mistake(deployment(), 'spec.replicas', 'undefined'),
  'wants one and a half replicas': mistake(workload('StatefulSet'), 'spec.replicas', 1.5),
  'waits a negative time until pods count as ready': mistake(workload('DaemonSet'), 'spec.minReadySeconds', -5),
  'tries a job less than never': mistake(JOB, 'spec.backoffLimit', -1),
  'keeps a fraction of a job': mistake(CRON_JOB, 'spec.successfulJobsHistoryLimit', 0.5),
  'restarts the pods of a job for ever': mistake(JOB, 'spec.template.spec.restartPolicy', 'Always'),
  'restarts the pods of a cron job for ever': mistake(
    CRON_JOB,
    'spec.jobTemplate.spec.template.spec.restartPolicy',
    'Always',
  ),
  'never restarts the pods of a deployment': inPod('restartPolicy', 'Never'),
  'restarts the pods of a daemon set on failure only': mistake(
    workload('DaemonSet'),
    'spec.template.spec.restartPolicy',
    'OnFailure',
  ),
  'selects no pods at all': mistake(deployment(), 'spec.selector', undefined, {
    named: ['spec.selector', ...POD_LABELS],
  }),
  'selects pods by a label that they do not have': mistake(deployment(), 'spec.selector.matchLabels[app]', 'other', {
    named: POD_LABELS,
  }),
  'selects pods by an expression that they do not match': mistake(
    workload('DaemonSet'),
    'spec.selector.matchExpressions',
    [{ key: 'tier', operator: 'In', values: ['front', 'middle'] }],
    { named: POD_LABELS, prop: 'selector.matchExpressions of tier' },
  ),
  'puts a pod that says nothing into a restricted namespace': mistake(
    pod(NOT_ADMINISTRATOR, RESTRICTED.metadata.name),
    'spec.containers[0].securityContext.runAsNonRoot',
    undefined,
    { among: [RESTRICTED], said: 'container "main" must set securityContext.runAsNonRoot=true' },
  ),
  'puts a pod with a host path into a baseline namespace': mistake(
    pod({ volumes: [{ name: 'logs' }] }, BASELINE.metadata.name),
    'spec.volumes[0].hostPath',
    { path: 'C:\\logs' },
    { among: [BASELINE], said: 'hostPath volumes (volume "logs")' },
  ),
  'pins a restricted namespace to a policy that asks Windows pods for Linux fields': mistake(
    pod(NOT_ADMINISTRATOR, PINNED.metadata.name),
    'metadata.namespace',
    PINNED_BELOW_WINDOWS.metadata.name,
    { among: [PINNED, PINNED_BELOW_WINDOWS], said: '"restricted:v1.24"', prop: 'podSecurityVersion' },
  ),
  'gives the version of a policy and no level': mistake(
    { ...NEW, metadata: { ...NEW.metadata, labels: {} } },
    `metadata.labels[${ENFORCE_VERSION}]`,
    'v1.34',
  ),
  'writes the version of a policy without its v': mistake(NEW, `metadata.labels[${ENFORCE_VERSION}]`, '1.34'),
  'writes the version of a policy with a patch number': mistake(NEW, `metadata.labels[${ENFORCE_VERSION}]`, 'v1.34.2'),
};

/** A label of the pods of a deployment. */
function labelled(label: string, value: string): RawForm {
  return mistake(deployment(), `spec.template.metadata.labels[${label}]`, value, {
    prop: `podMetadata.labels[${label}]`,
  });
}

function namespace(name: string, level: string, version: string): Manifest {
  const labels = { [ENFORCE]: level, [ENFORCE_VERSION]: version };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels }, spec: {} };
}
