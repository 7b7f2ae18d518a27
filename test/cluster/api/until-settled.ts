import type { Pod } from '../simulated-kubelet';
import type { ApiClient } from './api-client';
import { until } from './until';

interface Counts {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
  readonly desiredNumberScheduled?: number;
  readonly updatedNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly succeeded?: number;
}

interface Workload {
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly spec: { readonly replicas?: number; readonly completions?: number };
  readonly status: Counts;
}

const COLLECTIONS = {
  deployments: (own: Workload) => rolledOut(own.spec.replicas ?? 1, own.status),
  statefulsets: (own: Workload) => rolledOut(own.spec.replicas ?? 1, own.status),
  daemonsets: ({ status }: Workload) =>
    status.desiredNumberScheduled === status.updatedNumberScheduled &&
    (status.desiredNumberScheduled ?? 0) === (status.numberAvailable ?? 0),
};

function rolledOut(wanted: number, { replicas = 0, updatedReplicas = 0, availableReplicas = 0 }: Counts): boolean {
  return replicas === wanted && updatedReplicas === wanted && availableReplicas === wanted;
}

/** Waits until the controllers have done all that they want to do in the namespace; an error says what is left. */
export async function untilSettled(client: ApiClient, namespace: string): Promise<void> {
  let left: readonly string[] = [];
  try {
    await until(`all is settled in namespace ${namespace}`, async () => {
      left = await unsettled(client, namespace);
      return left.length === 0;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${left.join('; ')}`);
  }
}

async function unsettled(client: ApiClient, namespace: string): Promise<string[]> {
  const left: string[] = [];
  for (const [collection, isDone] of Object.entries(COLLECTIONS)) {
    const workloads = await client.list<Workload>(`/apis/apps/v1/namespaces/${namespace}/${collection}`);
    for (const own of workloads) {
      const isSeen = own.status.observedGeneration === own.metadata.generation;
      if (!isSeen || !isDone(own)) left.push(`${collection}/${own.metadata.name} ${JSON.stringify(own.status)}`);
    }
  }
  for (const job of await client.list<Workload>(`/apis/batch/v1/namespaces/${namespace}/jobs`)) {
    if ((job.status.succeeded ?? 0) < (job.spec.completions ?? 1)) left.push(`jobs/${job.metadata.name}`);
  }
  for (const pod of await client.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)) {
    if (pod.spec.nodeName === undefined) left.push(`pod ${pod.metadata.name} is pending: ${reasonOf(pod)}`);
  }
  return left;
}

function reasonOf({ status }: Pod): string {
  return status.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? 'the scheduler has not seen it';
}
