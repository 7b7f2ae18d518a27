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
  /** The number of a sequence, by that of the sequence without its last form. */
  private readonly sequences = new Map<number, number>();

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

  private followed(sequence: number, form: number): number {
    const key = sequence * MOST_FORMS + form;
    let number = this.sequences.get(key);
    if (number === undefined) {
      number = this.sequences.size + 1;
      this.sequences.set(key, number);
    }
    return number;
  }

  private tierForm(tier: Tier): number {
    const form = this.ofTier.get(tier) ?? this.numberOf(`tier ${tier.name}`);
    this.ofTier.set(tier, form);
    return form;
  }

  private formOf(policy: Policy, direction: Direction): number {
    const known = this.ofPolicy[direction];
    let form = known.get(policy);
    if (form === undefined) {
      const isOfAdministrator = ADMIN_POLICIES.includes(groupKindOf(policy.object));
      const rules = (policy[direction] ?? []).map((rule) => this.ruleForm(rule));
      form = this.numberOf(`policy ${policy.isStaged} ${isOfAdministrator} ${rules.join(';')}`);
      known.set(policy, form);
    }
    return form;
  }

  private ruleForm(rule: Rule): number {
    const { action, direction, ipVersion, protocol, notProtocol, icmp, notIcmp, source, destination } = rule;
    const ofIcmp = icmp === undefined && notIcmp === undefined ? '' : JSON.stringify([icmp, notIcmp]);
    const ends = `${this.sideForm(source)} > ${this.sideForm(destination)}`;
    return this.numberOf(`rule ${action} ${direction} ${ipVersion} ${protocol} ${notProtocol} ${ofIcmp} ${ends}`);
  }

  private sideForm({ selector, notSelector, nets, notNets, ports, notPorts, service }: Side): string {
    const picked = `${this.setForm(selector)} ${this.setForm(notSelector)}`;
    if ((nets ?? notNets ?? ports ?? notPorts ?? service) === undefined) return picked;
    return `${picked} ${JSON.stringify([nets, notNets, ports, notPorts, service])}`;
  }

  /** Selectors that pick the same are alike. */
  private setForm(selector: Side['selector']): string {
    if (selector === undefined) return '';
    const set = this.network.addressesOf(selector);
    const number = this.sets.get(set) ?? this.sets.size;
    this.sets.set(set, number);
    return `${number}`;
  }

  private numberOf(text: string): number {
    const number = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, number);
    return number;
  }
}

/** More than anybody has. */
const MOST_FORMS = 16_777_216;
