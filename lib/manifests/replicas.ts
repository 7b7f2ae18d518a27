import type { Cluster } from './cluster';
import { type KubernetesObject, namespaceOf } from './kubernetes-object';

/** Whether a workload makes more than one pod at a time, by itself or by an autoscaler among the objects looked at. */
export function makesSeveral(workload: KubernetesObject, cluster: Cluster): boolean {
  const spec = (workload.spec ?? {}) as { readonly replicas?: number; readonly parallelism?: number };
  if (workload.kind === 'DaemonSet' || (spec.replicas ?? 1) > 1 || (spec.parallelism ?? 1) > 1) return true;
  return cluster.all('autoscaling/HorizontalPodAutoscaler').some((autoscaler) => {
    const { scaleTargetRef: target, maxReplicas = 1 } = (autoscaler.spec ?? {}) as {
      readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
      readonly maxReplicas?: number;
    };
    const isTarget = target?.kind === workload.kind && target.name === workload.metadata?.name;
    return isTarget && maxReplicas > 1 && namespaceOf(autoscaler) === namespaceOf(workload);
  });
}
