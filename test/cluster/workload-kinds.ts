const metadata = { name: 'random' };
const labels = { app: 'random' };
const selector = { matchLabels: labels };

/** A kind that has pods: how to make an object of it, and where its pods stand. */
export interface WorkloadKind {
  readonly kind: string;
  /** The path of the pod spec. */
  readonly spec: string;
  /** The path of what holds the annotations, as the API server writes it. */
  readonly metadata: string;
  readonly of: (spec: object, annotations: Readonly<Record<string, string>>) => object;
}

function workload(kind: string, more: object = {}): WorkloadKind {
  return {
    kind,
    spec: 'spec.template.spec',
    metadata: 'spec.template',
    of: (spec, annotations) => ({
      apiVersion: 'apps/v1',
      kind,
      metadata,
      spec: { selector, ...more, template: { metadata: { labels, annotations }, spec } },
    }),
  };
}

/** The pods of jobs end. */
function jobSpec(spec: object, annotations: Readonly<Record<string, string>>): object {
  return { template: { metadata: { annotations }, spec: { restartPolicy: 'Never', ...spec } } };
}

export const WORKLOAD_KINDS: readonly WorkloadKind[] = [
  {
    kind: 'Pod',
    spec: 'spec',
    metadata: 'metadata',
    of: (spec, annotations) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, annotations }, spec }),
  },
  workload('Deployment'),
  workload('StatefulSet', { serviceName: 'random' }),
  workload('DaemonSet'),
  workload('ReplicaSet'),
  {
    kind: 'Job',
    spec: 'spec.template.spec',
    metadata: 'spec.template',
    of: (spec, annotations) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: jobSpec(spec, annotations) }),
  },
  {
    kind: 'CronJob',
    spec: 'spec.jobTemplate.spec.template.spec',
    metadata: 'spec.jobTemplate.spec.template',
    of: (spec, annotations) => ({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { schedule: '0 0 * * *', jobTemplate: { spec: jobSpec(spec, annotations) } },
    }),
  },
];
