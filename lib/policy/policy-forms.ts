import type { Direction } from '../calico/policy';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf } from '../manifests/kubernetes-object';
import type { GoverningTier } from './governing-tiers';
import type { Policy, Rule, Side, Tier } from './policy';
import type { PolicyNetwork } from './policy-network';
import { inOrder } from './tiers';

/**
 * What policies do, without their names and places: equal forms do the same on every node. Where each workload has policies
 * of its own, most differ in nothing but whom they are about.
 */
export class PolicyForms {
  private readonly numbers = new Map<string, number>();
  private readonly ofPolicy: Record<Direction, Map<Policy, number>> = { ingress: new Map(), egress: new Map() };
  private readonly ofTier = new Map<Tier, number>();
  private readonly sets = new Map<object, number>();
  /** The number of a sequence, by that of the sequence without its last part, and by that of this part. */
  private readonly sequences = new Map<number, number>();
  private count = 0;

  public constructor(private readonly network: PolicyNetwork) {}

  /** Equal for those who are governed by policies of the same forms. */
  public of(tiers: readonly GoverningTier[], direction: Direction): number {
    let sequence = 0;
    for (const { tier, policies } of tiers) {
      sequence = this.followed(sequence, this.tierForm(tier));
      for (const policy of policies) sequence = this.followed(sequence, this.formOf(policy, direction));
    }
    if (tiers.length < 2) return sequence;
    sequence = this.followed(sequence, this.numberOf('in one'));
    // Calico without tiers on Windows nodes has all in one order
    for (const policy of tiers.flatMap(({ policies }) => policies).sort(inOrder))
      sequence = this.followed(sequence, this.formOf(policy, direction));
    return sequence;
  }

  private followed(sequence: number, part: number): number {
    const key = sequence * MOST_NUMBERS + part;
    let number = this.sequences.get(key);
    if (number === undefined) {
      number = ++this.count;
      this.sequences.set(key, number);
    }
    return number;
  }

  private tierForm(tier: Tier): number {
    let form = this.ofTier.get(tier);
    if (form === undefined) {
      form = this.numberOf(`tier ${tier.name}`);
      this.ofTier.set(tier, form);
    }
    return form;
  }

  private formOf(policy: Policy, direction: Direction): number {
    const known = this.ofPolicy[direction];
    let form = known.get(policy);
    if (form === undefined) {
      const isOfAdministrator = ADMIN_POLICIES.includes(groupKindOf(policy.object));
      form = this.numberOf(`policy ${policy.isStaged} ${isOfAdministrator}`);
      for (const rule of policy[direction] ?? []) form = this.followed(form, this.ruleForm(rule));
      known.set(policy, form);
    }
    return form;
  }

  private ruleForm(rule: Rule): number {
    const { action, direction, ipVersion, protocol, notProtocol, icmp, notIcmp, source, destination } = rule;
    const ofIcmp = icmp === undefined && notIcmp === undefined ? '' : JSON.stringify([icmp, notIcmp]);
    const own = this.numberOf(`rule ${action} ${direction} ${ipVersion} ${protocol} ${notProtocol} ${ofIcmp}`);
    return this.followed(this.followed(own, this.sideForm(source)), this.sideForm(destination));
  }

  private sideForm({ selector, notSelector, nets, notNets, ports, notPorts, service }: Side): number {
    const isRest = (nets ?? notNets ?? ports ?? notPorts ?? service) !== undefined;
    const rest = isRest ? `side ${JSON.stringify([nets, notNets, ports, notPorts, service])}` : 'side';
    return this.followed(this.followed(this.numberOf(rest), this.setForm(selector)), this.setForm(notSelector));
  }

  /** Selectors that pick the same are alike. */
  private setForm(selector: Side['selector']): number {
    if (selector === undefined) return 0;
    const set = this.network.addressesOf(selector);
    let number = this.sets.get(set);
    if (number === undefined) {
      number = this.sets.size + 1;
      this.sets.set(set, number);
    }
    return number;
  }

  private numberOf(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = ++this.count;
      this.numbers.set(text, number);
    }
    return number;
  }
}

/** More than anybody has. */
const MOST_NUMBERS = 67_108_864;
