import { type FieldError, notSupported } from './field-error';

/**
 * Fields with a fixed set of values, by their path: `[]` stands for every entry of a list. Those that depend on more than
 * their own value are judged where that is looked at: restart policies, tolerations, security contexts, mount propagation,
 * externalTrafficPolicy and NetworkPolicies.
 * Source: the constants in kubernetes/api `core/v1/types.go`, `apps/v1/types.go`, `batch/v1/types.go`, `networking/v1/types.go`
 * and `storage/v1/types.go`.
 */
export type FixedValues = Readonly<Record<string, readonly string[]>>;

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const LABEL_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const NODE_OPERATORS = [...LABEL_OPERATORS, 'Gt', 'Lt'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Filesystem', 'Block'];
const NODE_POLICIES = ['Honor', 'Ignore'];
const KEPT_OR_NOT = ['Retain', 'Delete'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

const HANDLERS = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

const CONTAINER: FixedValues = {
  imagePullPolicy: ['Always', 'Never', 'IfNotPresent'],
  terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  'ports[].protocol': PROTOCOLS,
  ...below(HANDLERS, { 'httpGet.scheme': ['HTTP', 'HTTPS'] }),
};

const CLAIM: FixedValues = { 'accessModes[]': ACCESS_MODES, volumeMode: VOLUME_MODES };

const LABEL_SELECTOR: FixedValues = { 'matchExpressions[].operator': LABEL_OPERATORS };

const NODE_TERM: FixedValues = {
  'matchExpressions[].operator': NODE_OPERATORS,
  'matchFields[].operator': ['In', 'NotIn'],
};

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Below a pod spec. */
export const POD_VALUES: FixedValues = {
  dnsPolicy: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  preemptionPolicy: PREEMPTION_POLICIES,
  ...below(['initContainers[]', 'containers[]', 'ephemeralContainers[]'], CONTAINER),
  'volumes[].hostPath.type': [
    ...['Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate'],
    ...['Socket', 'CharDevice', 'BlockDevice'],
  ],
  ...below(['volumes[].ephemeral.volumeClaimTemplate.spec'], CLAIM),
  ...below(
    [`affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms[]`, `affinity.nodeAffinity.${PREFERRED}[].preference`],
    NODE_TERM,
  ),
  ...below(
    ['podAffinity', 'podAntiAffinity'].flatMap((field) =>
      [`${REQUIRED}[]`, `${PREFERRED}[].podAffinityTerm`].flatMap((term) =>
        ['labelSelector', 'namespaceSelector'].map((selector) => `affinity.${field}.${term}.${selector}`),
      ),
    ),
    LABEL_SELECTOR,
  ),
  'topologySpreadConstraints[].whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'topologySpreadConstraints[].nodeAffinityPolicy': NODE_POLICIES,
  'topologySpreadConstraints[].nodeTaintsPolicy': NODE_POLICIES,
  ...below(['topologySpreadConstraints[].labelSelector'], LABEL_SELECTOR),
};

const JOB: FixedValues = {
  completionMode: ['NonIndexed', 'Indexed'],
  podReplacementPolicy: ['TerminatingOrFailed', 'Failed'],
};

const SELECTOR = below(['spec.selector'], LABEL_SELECTOR);

/** Below an object, by its group and kind; what its pods hold is above. */
export const OBJECT_VALUES: Readonly<Record<string, FixedValues>> = {
  Service: below(['spec'], {
    type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    sessionAffinity: ['None', 'ClientIP'],
    internalTrafficPolicy: ['Cluster', 'Local'],
    ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
    'ipFamilies[]': ['IPv4', 'IPv6'],
    'ports[].protocol': PROTOCOLS,
  }),
  PersistentVolumeClaim: below(['spec'], CLAIM),
  PersistentVolume: below(['spec'], { ...CLAIM, persistentVolumeReclaimPolicy: [...KEPT_OR_NOT, 'Recycle'] }),
  'storage.k8s.io/StorageClass': {
    volumeBindingMode: ['Immediate', 'WaitForFirstConsumer'],
    reclaimPolicy: KEPT_OR_NOT,
  },
  'scheduling.k8s.io/PriorityClass': { preemptionPolicy: PREEMPTION_POLICIES },
  'apps/Deployment': { ...SELECTOR, 'spec.strategy.type': ['RollingUpdate', 'Recreate'] },
  'apps/ReplicaSet': SELECTOR,
  'apps/DaemonSet': { ...SELECTOR, 'spec.updateStrategy.type': ['RollingUpdate', 'OnDelete'] },
  'apps/StatefulSet': {
    ...SELECTOR,
    'spec.podManagementPolicy': ['OrderedReady', 'Parallel'],
    'spec.updateStrategy.type': ['RollingUpdate', 'OnDelete'],
    // the server takes it, and refuses the claims that follow from it
    ...below(['spec.volumeClaimTemplates[].spec'], CLAIM),
  },
  'batch/Job': below(['spec'], JOB),
  'batch/CronJob': {
    'spec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
    ...below(['spec.jobTemplate.spec'], JOB),
  },
  'networking.k8s.io/Ingress': { 'spec.rules[].http.paths[].pathType': ['Exact', 'Prefix', 'ImplementationSpecific'] },
};

function below(places: readonly string[], values: FixedValues): FixedValues {
  return Object.fromEntries(
    places.flatMap((place) => Object.entries(values).map(([field, known]) => [`${place}.${field}`, known])),
  );
}

/** A field and its values, its path taken apart. */
export interface FixedField {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

export function fieldsOf(values: FixedValues): FixedField[] {
  return Object.entries(values).map(([path, known]) => ({
    keys: path.replace(/\[\]/g, '.[]').split('.'),
    values: known,
  }));
}

/** What is none of the values of its field. Nothing, and an empty text, is the default of the field. */
export function valueErrors(holder: unknown, fields: readonly FixedField[]): FieldError[] {
  return fields.flatMap(({ keys, values }) =>
    textsAt(holder, keys, 0, '')
      .filter(({ text }) => text !== '' && !values.includes(text))
      .map(({ path, text }) => notSupported(path, text, values)),
  );
}

interface Text {
  readonly path: string;
  readonly text: string;
}

const NONE: readonly Text[] = [];

function textsAt(value: unknown, keys: readonly string[], at: number, path: string): readonly Text[] {
  if (at === keys.length) return typeof value === 'string' ? [{ path, text: value }] : NONE;
  if (value === undefined || value === null) return NONE;
  const key = keys[at];
  if (key === '[]')
    return (value as readonly unknown[]).flatMap((entry, index) => textsAt(entry, keys, at + 1, `${path}[${index}]`));
  return textsAt((value as Record<string, unknown>)[key], keys, at + 1, path === '' ? key : `${path}.${key}`);
}
