import { REMOVED_VERSIONS } from '../../api-server/removed-versions';
import { groupKindOf } from '../kubernetes-object';
import type { Shape } from '../shape';
import { templatePathOf } from '../workload';
import { ACCESS_SHAPES } from './access';
import { ADMIN_POLICY_SHAPES } from './admin-policies';
import { CALICO_SHAPES } from './calico';
import { CONFIGURATION_SHAPES } from './configuration';
import { GMSA_SHAPES } from './gmsa';
import { NETWORK_POLICY_FIELDS } from './network-policy';
import { POD_SPEC } from './pod-spec';
import { RUNTIME_CLASS_SHAPES } from './runtime-class';
import { SERVICE_SHAPES } from './services';
import { CLAIM_SPEC, STORAGE_SHAPES } from './storage';

const TEXT_MAP: Shape = { map: 'string' };

const METADATA: Shape = {
  fields: {
    name: 'string',
    generateName: 'string',
    namespace: 'string',
    labels: TEXT_MAP,
    annotations: TEXT_MAP,
    finalizers: { list: 'string' },
  },
};

const LABEL_SELECTOR: Shape = {
  fields: {
    matchLabels: TEXT_MAP,
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: { list: 'string' } } } },
  },
};

const TEMPLATE: Shape = { fields: { metadata: METADATA, spec: POD_SPEC } };

const JOB_SPEC = {
  parallelism: 'integer',
  completions: 'integer',
  backoffLimit: 'integer',
  activeDeadlineSeconds: 'integer',
  ttlSecondsAfterFinished: 'integer',
  template: TEMPLATE,
} as const;

const ROLLING: Shape = {
  fields: {
    type: 'string',
    rollingUpdate: {
      fields: { maxSurge: 'integer or string', maxUnavailable: 'integer or string', partition: 'integer' },
    },
  },
};

const POD_STATUS: Shape = {
  fields: { phase: 'string', podIP: 'string', podIPs: { list: { fields: { ip: 'string' } } }, hostIP: 'string' },
};

/** The shape of an object, by group and kind. Each kind that a rule looks at has one. */
const SHAPES: ReadonlyMap<string, { readonly [field: string]: Shape }> = new Map<string, { [field: string]: Shape }>([
  // of these a rule reads the version alone, unless a shape follows
  ...REMOVED_VERSIONS.map((each): [string, { [field: string]: Shape }] => [groupKindOf(each), {}]),
  ['Pod', { spec: POD_SPEC, status: POD_STATUS }],
  ['Namespace', {}],
  ['Node', { status: { fields: { addresses: { list: { fields: { address: 'string' } } } } } }],
  ['ReplicationController', { spec: { fields: { replicas: 'integer', selector: TEXT_MAP, template: TEMPLATE } } }],
  ...['apps', 'extensions'].flatMap((group): [string, { [field: string]: Shape }][] => [
    [
      `${group}/Deployment`,
      {
        spec: {
          fields: {
            replicas: 'integer',
            selector: LABEL_SELECTOR,
            template: TEMPLATE,
            strategy: ROLLING,
            minReadySeconds: 'integer',
            progressDeadlineSeconds: 'integer',
            revisionHistoryLimit: 'integer',
          },
        },
      },
    ],
    [
      `${group}/ReplicaSet`,
      { spec: { fields: { replicas: 'integer', selector: LABEL_SELECTOR, template: TEMPLATE } } },
    ],
    [
      `${group}/DaemonSet`,
      { spec: { fields: { selector: LABEL_SELECTOR, template: TEMPLATE, updateStrategy: ROLLING } } },
    ],
  ]),
  [
    'apps/StatefulSet',
    {
      spec: {
        fields: {
          replicas: 'integer',
          serviceName: 'string',
          selector: LABEL_SELECTOR,
          template: TEMPLATE,
          updateStrategy: ROLLING,
          podManagementPolicy: 'string',
          volumeClaimTemplates: { list: { fields: { metadata: METADATA, spec: CLAIM_SPEC } } },
        },
      },
    },
  ],
  ['batch/Job', { spec: { fields: JOB_SPEC } }],
  [
    'batch/CronJob',
    {
      spec: {
        fields: {
          schedule: 'string',
          concurrencyPolicy: 'string',
          suspend: 'boolean',
          jobTemplate: { fields: { metadata: METADATA, spec: { fields: JOB_SPEC } } },
        },
      },
    },
  ],
  ['ConfigMap', { data: TEXT_MAP, binaryData: TEXT_MAP }],
  ['networking.k8s.io/NetworkPolicy', { spec: { fields: NETWORK_POLICY_FIELDS } }],
  ...SERVICE_SHAPES,
  ...ACCESS_SHAPES,
  ...GMSA_SHAPES,
  ...CONFIGURATION_SHAPES,
  ...STORAGE_SHAPES,
  ...CALICO_SHAPES,
  ...ADMIN_POLICY_SHAPES,
  ...RUNTIME_CLASS_SHAPES,
]);

const ANY_OBJECT: Shape = { fields: { metadata: METADATA } };

const FULL_SHAPES: ReadonlyMap<string, Shape> = new Map(
  [...SHAPES].map(([kind, fields]) => [kind, { fields: { metadata: METADATA, ...fields } }]),
);

/** The shape of an object of that kind; of an unknown kind only the metadata has one. */
export function shapeOf(groupKind: string): Shape {
  return FULL_SHAPES.get(groupKind) ?? FULL_SHAPES.get(homeOf(groupKind) ?? '') ?? ANY_OBJECT;
}

/** What makes pods is looked at although its group is the wrong one: `v1` for a Deployment. */
function homeOf(groupKind: string): string | undefined {
  const slash = groupKind.indexOf('/');
  const kind = groupKind.slice(slash + 1);
  if (templatePathOf(slash < 0 ? 'v1' : `${groupKind.slice(0, slash)}/v1`, kind) === undefined) return undefined;
  return [kind, `apps/${kind}`, `batch/${kind}`].find((home) => FULL_SHAPES.has(home));
}

/** The shape of the spec of such an object. */
export function specShapeOf(groupKind: string): Shape {
  return SHAPES.get(groupKind)?.spec ?? 'any';
}

/** Whether rules may rely on the types of this kind. */
export function hasShape(groupKind: string): boolean {
  return SHAPES.has(groupKind);
}
