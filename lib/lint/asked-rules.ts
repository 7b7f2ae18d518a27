import type { Cluster } from '../manifests/cluster';
import type { PodTemplate } from '../manifests/pod-template';
import type { Target } from '../platforms/target';
import type { Rule } from '../rules/rule';
import { JudgedPod } from './judged-pod';
import { likenessOf, Witness } from './likeness';

/** A rule beside what it asks: entries of one make are found much faster than the members of rules, each of which has its own. */
export interface Asked<Check> {
  readonly rule: Rule;
  readonly check: Check;
}

export type PodRule = Asked<Required<Rule>['check']>;

export const PODS_OF_A_RULE = ['windows'] as const;

/** To find out what nobody has to ask costs as much as asking a few pods everything. */
const PODS_BEFORE = 8;

interface Kin {
  pods: number;
  rules: readonly PodRule[];
}

/**
 * The rules for each pod. Many pods of a fleet are alike. A rule that has found nothing in one, and looked at nothing in which
 * the others differ, finds nothing in them either, as rules go by what they are given and by nothing else: it is not asked.
 */
export class AskedRules {
  private readonly bySystem: ReadonlyMap<string, readonly PodRule[]>;
  private readonly kin = new Map<string, Kin>();

  public constructor(
    asked: readonly Rule[],
    private readonly target: Target,
    private readonly cluster: Cluster,
  ) {
    const rules = asked.flatMap((rule): PodRule[] => (rule.check === undefined ? [] : [{ rule, check: rule.check }]));
    this.bySystem = new Map(
      (['windows', 'linux', 'unknown'] as const).map((system) => [
        system,
        rules.filter(({ rule: { pods = PODS_OF_A_RULE } }) => (pods as readonly string[]).includes(system)),
      ]),
    );
  }

  public of({ template, system }: JudgedPod): readonly PodRule[] {
    const name = system.name ?? 'unknown';
    const likeness = `${name} ${likenessOf(template)}`;
    const kin = this.kin.get(likeness);
    if (kin === undefined) {
      const rules = this.bySystem.get(name) ?? [];
      this.kin.set(likeness, { pods: 1, rules });
      return rules;
    }
    kin.pods++;
    if (kin.pods === PODS_BEFORE) kin.rules = this.needed(kin.rules, template);
    return kin.rules;
  }

  /** Those that find something, or look at what is peculiar. */
  private needed(rules: readonly PodRule[], template: PodTemplate): PodRule[] {
    let witness = new Witness(template);
    let pod = new JudgedPod(witness.template, this.target, this.cluster);
    return rules.filter(({ check }) => {
      const found = check(pod.template.spec, pod);
      if (!witness.wasAsked) return found.length > 0;
      // what was worked out for this rule must not serve another one
      witness = new Witness(template);
      pod = new JudgedPod(witness.template, this.target, this.cluster);
      return true;
    });
  }
}
