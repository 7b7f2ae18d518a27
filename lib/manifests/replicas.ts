import type { Cluster } from './cluster';
import { type KubernetesObject, namespaceOf } from './kubernetes-object';
import { remembered } from './remembered';

/** Whether a workload makes more than one pod at a time, by itself or by an autoscaler among the objects looked at. */
export function makesSeveral(workload: KubernetesObject, cluster: Cluster): boolean {
  const spec = (workload.spec ?? {}) as { readonly replicas?: number; readonly parallelism?: number };
  if (workload.kind === 'DaemonSet' || (spec.replicas ?? 1) > 1 || (spec.parallelism ?? 1) > 1) return true;
  return growingTargets(cluster).has(keyOf(namespaceOf(workload), workload.kind, workload.metadata?.name));
}

/** What autoscalers may give several pods. */
const growingTargets = remembered(
  (cluster: Cluster) =>
    new Set(
      cluster.all('autoscaling/HorizontalPodAutoscaler').flatMap((autoscaler) => {
        const { scaleTargetRef: target, maxReplicas = 1 } = (autoscaler.spec ?? {}) as {
          readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
          readonly maxReplicas?: number;
        };
        return maxReplicas > 1 ? [keyOf(namespaceOf(autoscaler), target?.kind, target?.name)] : [];
      }),
    ),
);

function keyOf(namespace: string, kind?: string, name?: string): string {
  return `${namespace} ${kind}/${name}`;
}
