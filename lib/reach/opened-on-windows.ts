import { remembered } from '../manifests/remembered';
import type { Policy, Rule } from '../policy/policy';
import type { RuleContext } from '../rules/context';
import { enforcementOf } from './enforcement';
import { type Opening, type Openings, openingsOf } from './openings';

/** What stands open on the Windows nodes of the cluster looked at alone; worked out when somebody asks. */
export const openingsIn = remembered(
  ({ cluster, target }: RuleContext): Openings =>
    openingsOf(cluster, enforcementOf(target.platform, undefined).windows),
);

/** What stands open there since Windows nodes take a rule, or a whole policy, otherwise. */
export function openedBy(cause: Rule | Policy, context: RuleContext): Opening | undefined {
  return openingsIn(context).of.get(cause);
}

/** Whether Windows nodes know tiers, Pass, staged policies and those of administrators: before Calico 3.29 they do not. */
export function knowsTiers({ target }: RuleContext): boolean {
  return enforcementOf(target.platform, undefined).windows !== 'first';
}
