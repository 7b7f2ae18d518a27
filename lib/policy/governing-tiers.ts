import type { Direction } from '../calico/policy';
import { eachBit } from './bits';
import type { Policy, Tier } from './policy';
import type { PolicyNetwork } from './policy-network';

/** The tiers that govern an endpoint in one direction, with those of their policies that do. */
export interface GoverningTier {
  readonly tier: Tier;
  readonly policies: readonly Policy[];
}

/** Those of every class of endpoints that any policy governs, by its number. */
export function governingTiers(network: PolicyNetwork, direction: Direction): readonly GoverningTier[][] {
  const byClass: { readonly tier: Tier; readonly policies: Policy[] }[][] = [];
  for (const tier of network.order.tiers) {
    for (const policy of tier.policies) {
      if (policy[direction] === undefined) continue;
      eachBit(network.addressesOf(policy.subject).classes, (classNumber) => {
        byClass[classNumber] ??= [];
        const tiers = byClass[classNumber];
        const last = tiers[tiers.length - 1];
        if (last?.tier === tier) last.policies.push(policy);
        else tiers.push({ tier, policies: [policy] });
      });
    }
  }
  return byClass;
}
