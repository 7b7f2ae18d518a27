import type { Direction } from '../calico/policy';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf } from '../manifests/kubernetes-object';
import type { GoverningTier } from './governing-tiers';
import type { Policy, Rule, Side } from './policy';
import type { PolicyNetwork } from './policy-network';
import { inOrder } from './tiers';

/**
 * What policies do, without their names and places: equal forms do the same on every node. Where each workload has policies
 * of its own, most differ in nothing but whom they are about.
 */
export class PolicyForms {
  private readonly numbers = new Map<string, number>();
  private readonly ofPolicy: Record<Direction, Map<Policy, number>> = { ingress: new Map(), egress: new Map() };
  private readonly sets = new Map<object, number>();

  public constructor(private readonly network: PolicyNetwork) {}

  public of(tiers: readonly GoverningTier[], direction: Direction): string {
    const form = (policy: Policy) => this.formOf(policy, direction);
    const byTier = tiers.map(({ tier, policies }) => `${tier.name}:${policies.map(form).join()}`);
    // Calico without tiers on Windows nodes has all in one order
    const inOne = tiers.length < 2 ? [] : tiers.flatMap(({ policies }) => policies).sort(inOrder);
    return `${byTier.join(' ')} ${inOne.map(form).join()}`;
  }

  private formOf(policy: Policy, direction: Direction): number {
    const known = this.ofPolicy[direction];
    let form = known.get(policy);
    if (form === undefined) {
      const isOfAdministrator = ADMIN_POLICIES.includes(groupKindOf(policy.object));
      const rules = (policy[direction] ?? []).map((rule) => this.ruleForm(rule));
      form = this.numberOf(`${policy.isStaged} ${isOfAdministrator} ${rules.join(';')}`);
      known.set(policy, form);
    }
    return form;
  }

  private ruleForm({ source, destination, path: _, ...rest }: Rule): number {
    return this.numberOf(`${JSON.stringify(rest)} ${this.sideForm(source)} > ${this.sideForm(destination)}`);
  }

  private sideForm({ selector, notSelector, ...rest }: Side): string {
    return `${this.setForm(selector)} ${this.setForm(notSelector)} ${JSON.stringify(rest)}`;
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
