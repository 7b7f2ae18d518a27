import { type CalicoPolicy, type PlacedRule, rulesOf } from '../calico/policy';
import type { Selector } from '../calico/selector';
import { isSelector, parseSelector } from '../calico/selector-parser';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf, groupOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import type { NetworkPolicy } from '../manifests/network-policy';
import type { RuleContext } from '../rules/context';
import type { Found } from '../rules/rule';
import { subjectOf } from './subject';

/**
 * Whether a policy is about Windows pods: `surely` when it selects one of those looked at or asks for Windows itself,
 * `perhaps` when nobody shows its pods and the manifests are for a platform with Windows nodes.
 */
export type WindowsReach = 'surely' | 'perhaps' | 'no';

/** @param policy One of `POLICIES`, `STAGED` or `ADMIN_POLICIES`. */
export function windowsReach(policy: KubernetesObject, context: RuleContext): WindowsReach {
  const { platform } = context.target;
  // where nobody enforces anything, it does not matter how: policy-engine
  return platform?.windowsPolicyEngines.length === 0 ? 'no' : aboutWindows(policy, context);
}

/** The same, whether or not somebody enforces policies there. */
export function aboutWindows(policy: KubernetesObject, { cluster, target }: RuleContext): WindowsReach {
  const { pods, maybe, onHostNetwork, hasWindows } = subjectOf(policy, cluster);
  if (hasWindows === true) return 'surely';
  if (pods.length + maybe.length > 0) return hasWindows === undefined ? 'perhaps' : 'no';
  if (onHostNetwork.length > 0) return 'no';
  if (asksForWindows(policy)) return 'surely';
  const areShown = cluster.podTemplates(namespaceOf(policy) || undefined).length > 0;
  return target.platform === undefined || target.platform.id === 'unknown' || areShown ? 'no' : 'perhaps';
}

/** The rules of a policy of Calico that Windows nodes would carry out, and how sure that is; nothing for Linux pods. */
export function rulesOnWindows(
  policy: KubernetesObject,
  context: RuleContext,
): { readonly reach: WindowsReach; readonly rules: readonly PlacedRule[] } {
  const reach = windowsReach(policy, context);
  const isThere = reach !== 'no' && mayBeCalico(context) && groupOf(policy) !== KUBERNETES;
  return { reach, rules: isThere ? rulesOf(policy as CalicoPolicy) : NO_RULES };
}

/** Whether Calico may be the policy engine of Windows nodes: nobody else skips what it skips. */
export function mayBeCalico({ target: { platform } }: RuleContext): boolean {
  return platform === undefined || platform.windowsPolicyEngines.includes('calico');
}

const NO_RULES: readonly PlacedRule[] = [];

const KUBERNETES = 'networking.k8s.io';

/** Where a policy says which pods it is about, and what it says. */
export function subjectField(policy: KubernetesObject): Pick<Found, 'path' | 'got'> {
  const { podSelector, selector, subject } = (policy.spec ?? {}) as Readonly<Record<string, unknown>>;
  if (ADMIN_POLICIES.includes(groupKindOf(policy))) return { path: 'spec.subject', got: subject };
  return hasPodSelector(policy)
    ? { path: 'spec.podSelector', got: podSelector }
    : { path: 'spec.selector', got: selector };
}

function hasPodSelector(policy: KubernetesObject): boolean {
  return /Kubernetes/.test(policy.kind) || groupOf(policy) === KUBERNETES;
}

const OS_LABEL = /^(([a-z.]+\.)?kubernetes\.io\/)?(os|os-?type|operating-?system)$/i;

function asksForWindows(policy: KubernetesObject): boolean {
  if (ADMIN_POLICIES.includes(groupKindOf(policy))) return false;
  if (hasPodSelector(policy)) {
    const { matchLabels = {}, matchExpressions = [] } = (policy as NetworkPolicy).spec?.podSelector ?? {};
    return (
      Object.entries(matchLabels).some(([key, value]) => isWindowsLabel(key, [value])) ||
      matchExpressions.some(({ key = '', operator, values = [] }) => operator === 'In' && isWindowsLabel(key, values))
    );
  }
  return selectsWindowsOnly((policy as CalicoPolicy).spec?.selector);
}

/** Whether a selector matches only what is labelled as Windows. */
export function selectsWindowsOnly(selector = ''): boolean {
  const parsed = parseSelector(selector);
  return isSelector(parsed) && demandsWindows(parsed);
}

function demandsWindows(selector: Selector): boolean {
  switch (selector.kind) {
    case 'and':
      return selector.operands.some(demandsWindows);
    case 'or':
      return selector.operands.every(demandsWindows);
    case 'compare':
      return selector.operator === '==' && isWindowsLabel(selector.label, [selector.value]);
    case 'set':
      return selector.operator === 'in' && isWindowsLabel(selector.label, selector.values);
    default:
      return false;
  }
}

function isWindowsLabel(key: string, values: readonly string[]): boolean {
  return OS_LABEL.test(key) && values.length > 0 && values.every((value) => value.toLowerCase() === 'windows');
}
