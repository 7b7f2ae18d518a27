import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import { valueAtServerPath } from '../manifests/server-path';
import { leftOutRules } from '../policy/left-out-rules';
import type { Rule } from '../policy/policy';
import { mayBeCalico, type WindowsReach, windowsReach } from '../policy/windows-reach';
import type { WindowsSkip } from '../policy/windows-skips';
import type { RuleContext } from '../rules/context';
import type { Found } from '../rules/rule';
import { knowsTiers, openedBy } from './opened-on-windows';

/** The rules of a policy that Windows nodes leave out for one of these reasons, each at the fields that are the reason. */
export function foundLeftOut(
  policy: KubernetesObject,
  context: RuleContext,
  ...reasons: readonly WindowsSkip[]
): (Found & { readonly rule: Rule })[] {
  const all = leftOutRules(policy);
  const leftOut = all.length === 0 ? all : all.filter(({ because }) => reasons.includes(because));
  if (leftOut.length === 0 || !isHeardOf(policy, context)) return [];
  const reach = windowsReach(policy, context);
  if (reach === 'no') return [];
  const byPath = new Map<string, Rule[]>();
  for (const { rule, paths } of leftOut)
    for (const path of paths) byPath.set(path, [...(byPath.get(path) ?? []), rule]);
  return [...byPath].map(([path, rules]) => ({
    path,
    got: valueAtServerPath(policy, path),
    rule: rules[0],
    ...consequence(rules, reach, context),
  }));
}

/** Whether Calico may be who carries a policy out on Windows nodes, and one that knows such policies. */
function isHeardOf(policy: KubernetesObject, context: RuleContext): boolean {
  return mayBeCalico(context) && (knowsTiers(context) || !ADMIN_POLICIES.includes(groupKindOf(policy)));
}

const CONSEQUENCES: Readonly<Record<Rule['action'], string>> = {
  Allow: 'what it allows stays closed',
  Deny: 'what it denies stays open wherever a later rule allows it',
  Log: 'nothing of it is done',
  Pass: 'nothing goes on to the next tier',
};

/** A rule that is left out matters most where that opens something. */
function consequence(
  rules: readonly Rule[],
  reach: WindowsReach,
  context: RuleContext,
): Required<Pick<Found, 'problem' | 'severity'>> {
  const [{ action }] = rules;
  const mayOpen = reach === 'surely' && (action === 'Deny' || action === 'Pass');
  const opening = mayOpen ? rules.map((rule) => openedBy(rule, context)).find((each) => each !== undefined) : undefined;
  const follows = opening === undefined ? CONSEQUENCES[action] : `${opening.flow} stands open`;
  return {
    problem: `Windows nodes skip the whole rule: ${follows}`,
    severity: opening === undefined ? 'warning' : 'error',
  };
}
