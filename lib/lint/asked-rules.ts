import type { Cluster } from '../manifests/cluster';
import type { PodSystem } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import type { Target } from '../platforms/target';
import type { Rule } from '../rules/rule';
import { JudgedPod } from './judged-pod';
import { Lately } from './lately';
import { arePodsAlike, likenessOf, Witness } from './likeness';

/** A rule beside what it asks: entries of one make are found much faster than the members of rules, each of which has its own. */
export interface Asked<Check> {
  readonly rule: Rule;
  readonly check: Check;
}

export type PodRule = Asked<Required<Rule>['check']>;

export const PODS_OF_A_RULE = ['windows'] as const;

/** To find out what nobody has to ask costs as much as asking a few pods everything. */
const PODS_BEFORE = 8;

/** Rules for pods of one likeness that are meant for one system. */
interface Asking {
  pods: number;
  rules: readonly PodRule[];
}

/** Pods of one likeness. */
class Kin {
  public pods = 0;
  /** What they are meant for, where nothing peculiar tells. */
  public system?: PodSystem;
  public readonly bySystem = new Map<string, Asking>();

  public constructor(public readonly first: PodTemplate) {}
}

/**
 * The rules for each pod. Many pods of a fleet are alike. A rule that has found nothing in one, and looked at nothing in which
 * the others differ, finds nothing in them either, as rules go by what they are given and by nothing else: it is not asked.
 */
export class AskedRules {
  private readonly bySystem: ReadonlyMap<string, readonly PodRule[]>;
  private readonly kin = new Map<string, Kin>();
  private readonly lately = new Lately<Kin>();

  public constructor(
    asked: readonly Rule[],
    private readonly target?: Target,
    private readonly cluster?: Cluster,
  ) {
    const rules = asked.flatMap((rule): PodRule[] => (rule.check === undefined ? [] : [{ rule, check: rule.check }]));
    this.bySystem = new Map(
      (['windows', 'linux', 'unknown'] as const).map((system) => [
        system,
        rules.filter(({ rule: { pods = PODS_OF_A_RULE } }) => (pods as readonly string[]).includes(system)),
      ]),
    );
  }

  public of(pod: JudgedPod): readonly PodRule[] {
    const { template } = pod;
    const kin = this.kinOf(template);
    if (kin.system !== undefined) pod.knowSystem(kin.system);
    const asking = this.askingOf(kin, pod.system.name ?? 'unknown');
    kin.pods++;
    if (kin.pods === PODS_BEFORE && !this.isSystemPeculiar(template)) kin.system = pod.system;
    asking.pods++;
    if (asking.pods === PODS_BEFORE) asking.rules = this.needed(asking.rules, template);
    return asking.rules;
  }

  private kinOf(template: PodTemplate): Kin {
    return this.lately.find(({ first }) => arePodsAlike(first, template)) ?? this.lately.add(this.kinByName(template));
  }

  private kinByName(template: PodTemplate): Kin {
    const likeness = likenessOf(template);
    const known = this.kin.get(likeness);
    if (known !== undefined) return known;
    const kin = new Kin(template);
    this.kin.set(likeness, kin);
    return kin;
  }

  private askingOf({ bySystem }: Kin, system: string): Asking {
    const known = bySystem.get(system);
    if (known !== undefined) return known;
    const asking: Asking = { pods: 0, rules: this.bySystem.get(system) ?? [] };
    bySystem.set(system, asking);
    return asking;
  }

  private isSystemPeculiar(template: PodTemplate): boolean {
    const witness = new Witness(template);
    new JudgedPod(witness.template, this.target, this.cluster).system;
    return witness.wasAsked;
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
