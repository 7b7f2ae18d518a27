import isolationEngine from '../../lib/rules/isolation-engine';
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
