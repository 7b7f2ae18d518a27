import type { Direction } from '../calico/policy';
import { passes } from './address-set';
import { hasBit } from './bits';
import type { GoverningTier } from './governing-tiers';
import type { Policy, Rule, Tier } from './policy';
import type { Ends } from './program';
import type { Reach } from './reach';

/** A rule with the policy and the tier in which it stands. */
export interface StandingRule {
  readonly tier: Tier;
  readonly policy: Policy;
  readonly rule: Rule;
}

/** The rules of all tiers that a packet fits, in the order in which they are asked, whichever of them decides. */
export function matchingRules(
  tiers: readonly GoverningTier[],
  direction: Direction,
  ends: Ends,
  cell: number,
  reach: Reach,
): StandingRule[] {
  const [source, destination] = direction === 'ingress' ? [ends.far, ends.near] : [ends.near, ends.far];
  const fits = (rule: Rule) => {
    const match = reach.matchOf(rule);
    return (
      passes(match.source, source.classNumber, source.piece) &&
      passes(match.destination, destination.classNumber, destination.piece) &&
      hasBit(match.connections(source, destination), cell)
    );
  };
  return tiers.flatMap(({ tier, policies }) =>
    policies.flatMap((policy) => (policy[direction] ?? []).filter(fits).map((rule) => ({ tier, policy, rule }))),
  );
}
