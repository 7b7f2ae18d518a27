import { INSTALLATION } from '../../lib/calico/installation';
import { groupKindOf, type KubernetesObject } from '../../lib/manifests/kubernetes-object';
import isolationEngine from '../../lib/rules/isolation-engine';
import type { Violation } from '../../lib/rules/violation';
import type { TargetCluster } from '../target-cluster';
import { refuse } from './refusal';

/** Refuses a cluster on whose Windows nodes network policies have no effect. What is unknown is not held against it. */
export function refuseUnlessEnforced(subject: string, cluster: TargetCluster): void {
  const { policyEngine } = cluster;
  const { windowsPolicyEngines, name } = cluster._facts;
  const able: readonly string[] = windowsPolicyEngines;
  if (policyEngine === undefined ? able.length > 0 : able.includes(policyEngine)) return;
  refuse(isolationEngine, {
    subject,
    field: 'TargetCluster.policyEngine',
    got: policyEngine,
    allowed: able.length > 0 ? able.join(', ') : undefined,
    problem: able.length === 0 ? `no engine enforces on Windows nodes of ${name}` : undefined,
  });
}

/**
 * What is wrong where nobody says that an engine enforces policies on Windows nodes, and the network plug-ins of the platform
 * do not: somebody has to choose or install one.
 */
export function unstatedEngine(
  { policyEngine, _facts: { windowsPolicyEngines, networkPlugins, name } }: TargetCluster,
  objects: readonly KubernetesObject[],
): Omit<Violation, 'subject'> | undefined {
  const engines: readonly string[] = windowsPolicyEngines;
  const comesByItself = networkPlugins.length === 0 || networkPlugins.some((plugin) => engines.includes(plugin));
  if (policyEngine !== undefined || engines.length === 0 || comesByItself) return undefined;
  if (objects.some((object) => groupKindOf(object) === INSTALLATION)) return undefined;
  return {
    rule: isolationEngine,
    field: 'TargetCluster.policyEngine',
    problem: `on ${name} only ${engines.join(', ')} enforces policies for Windows pods, and no cluster has it by itself`,
    fix: 'State policyEngine on the TargetCluster if the cluster has it; or say enforcement: IsolationEnforcement.NOT_ON_WINDOWS.',
  };
}
