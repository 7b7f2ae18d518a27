import { Lazy } from 'cdk8s';
import { GlobalNetworkPolicy, NetworkPolicy } from '../../imports/projectcalico.org';
import {
  type CalicoPolicySpec,
  type CalicoSubject,
  calicoDenials,
  calicoIsolation,
  calicoPermissions,
  namespacesExcept,
} from '../../lib/isolation/calico-format';
import { selectorOf } from '../../lib/isolation/selector';
import { STAGES } from '../../lib/isolation/stages';
import { withoutNamespace } from './cluster-scoped';
import type { Baseline, IsolationPolicies } from './isolation-policies';
import { checkPolicyName } from './policy-name';

/**
 * Policies of projectcalico.org/v3 in the default tier: every version of Calico reads them there, also that of AKS's
 * Windows nodes, which knows no tiers.
 */
export const CALICO_POLICIES: IsolationPolicies = {
  isolateNamespace(scope, namespace, baseline) {
    for (const [id, spec] of isolate({ selector: 'all()' }, baseline)) {
      checkPolicyName(new NetworkPolicy(scope, id, { metadata: { namespace }, spec: later(() => spec) }));
    }
  },

  isolateCluster(scope, except, baseline) {
    for (const [id, spec] of isolate({ namespaceSelector: namespacesExcept(except) }, baseline)) {
      checkPolicyName(withoutNamespace(new GlobalNetworkPolicy(scope, id, { spec: later(() => spec) })));
    }
  },

  permit(scope, id, namespace, pods, permissions) {
    const subject = { selector: selectorOf(pods) };
    const spec = later(() => calicoPermissions(subject, STAGES.application, permissions));
    checkPolicyName(new NetworkPolicy(scope, id, { metadata: { namespace }, spec }));
  },

  obstacle: () => undefined,

  prepare(end) {
    if (end.kind === 'network-set') end.provide();
  },
};

function isolate(subject: CalicoSubject, { denied, allowed }: Baseline): [string, CalicoPolicySpec][] {
  const policies: [string, CalicoPolicySpec][] = [];
  if (denied.length > 0) policies.push(['deny-metadata', calicoDenials(subject, denied)]);
  if (allowed.length > 0) policies.push(['allow-dns', calicoPermissions(subject, STAGES.platform, allowed)]);
  return [...policies, ['deny-rest', calicoIsolation(subject)]];
}

/** The generated classes name each enum after its place; the specs are the same for all places. */
function later(spec: () => CalicoPolicySpec): ReturnType<typeof Lazy.any> {
  return Lazy.any({ produce: spec });
}
