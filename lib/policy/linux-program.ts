import type { Direction } from '../calico/policy';
import { type AddressTest, passes } from './address-set';
import { type Bits, both, either, hasBit, isNone, noBits, without } from './bits';
import { FarIndex } from './far-index';
import type { GoverningTier } from './governing-tiers';
import type { Policy, Tier } from './policy';
import type { PolicyNetwork } from './policy-network';
import type { Decision, Ends, Program } from './program';
import type { RuleMatch } from './rule-match';
import type { Step } from './steps';

interface LinuxTier {
  readonly tier: Tier;
  /** The last policy that it asks. */
  readonly last: Policy;
  readonly steps: readonly LinuxStep[];
  readonly byFar: FarIndex<LinuxStep>;
}

interface LinuxStep extends Step {
  readonly policy: Policy;
  readonly match: RuleMatch;
}

/**
 * Tier after tier, policy after policy, rule after rule. What no tier decides the profile of the namespace lets through.
 * Source: projectcalico/calico `felix/rules/endpoints.go`.
 */
export function linuxProgram(
  tiers: readonly GoverningTier[],
  direction: Direction,
  network: PolicyNetwork,
  matchOf: (rule: NonNullable<Policy['ingress']>[number]) => RuleMatch,
): Program {
  const stages = tiers.flatMap(({ tier, policies }): LinuxTier[] => {
    const enforced = policies.filter(({ isStaged }) => !isStaged);
    if (enforced.length === 0) return [];
    const steps = enforced.flatMap((policy) =>
      (policy[direction] ?? []).map((rule): LinuxStep => {
        const match = matchOf(rule);
        const isIngress = direction === 'ingress';
        return {
          policy,
          match,
          near: isIngress ? match.destination : match.source,
          far: isIngress ? match.source : match.destination,
          hangsOnNear: isIngress ? match.hangsOn.destination : match.hangsOn.source,
          hangsOnFar: isIngress ? match.hangsOn.source : match.hangsOn.destination,
        };
      }),
    );
    return [{ tier, steps, byFar: new FarIndex(steps), last: enforced[enforced.length - 1] }];
  });
  const { everything, size } = network.connections;
  const connectionsOf = ({ match }: LinuxStep, { near, far }: Ends): Bits =>
    direction === 'ingress' ? match.connections(far, near) : match.connections(near, far);

  return {
    steps: stages.flatMap(({ steps }) => steps),
    allowed: (ends) => {
      let allowed = noBits(size);
      let open = everything;
      for (const { tier, byFar } of stages) {
        let passed = noBits(size);
        for (const step of byFar.about(ends.far.classNumber)) {
          const { action } = step.match.rule;
          if (action === 'Log' || !isAboutEnds(step, ends)) continue;
          const matched = both(open, connectionsOf(step, ends));
          if (action === 'Allow') allowed = either(allowed, matched);
          else if (action === 'Pass') passed = either(passed, matched);
          open = without(open, matched);
        }
        open = tier.defaultAction === 'Pass' ? either(passed, open) : passed;
        if (isNone(open)) return allowed;
      }
      return either(allowed, open);
    },
    deciderOf: (ends, cell): Decision => {
      nextTier: for (const { tier, byFar, last } of stages) {
        for (const step of byFar.about(ends.far.classNumber)) {
          const { rule } = step.match;
          if (rule.action === 'Log' || !isAboutEnds(step, ends) || !hasBit(connectionsOf(step, ends), cell)) continue;
          if (rule.action === 'Pass') continue nextTier;
          return { isAllowed: rule.action === 'Allow', by: { kind: 'rule', tier, policy: step.policy, rule } };
        }
        if (tier.defaultAction === 'Deny') return { isAllowed: false, by: { kind: 'end of tier', tier, policy: last } };
      }
      return { isAllowed: true, by: { kind: stages.length > 0 ? 'profile' : 'no policy' } };
    },
  };
}

function isAboutEnds(
  { near, far }: { near: readonly AddressTest[]; far: readonly AddressTest[] },
  ends: Ends,
): boolean {
  return passes(near, ends.near.classNumber, ends.near.piece) && passes(far, ends.far.classNumber, ends.far.piece);
}
