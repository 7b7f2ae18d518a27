import type { Cluster } from '../manifests/cluster';
import type { PodTemplate } from '../manifests/pod-template';
import type { Target } from '../platforms/target';
import type { PodContext } from '../rules/context';
import type { Rule } from '../rules/rule';
import { type Asked, Inquiry, type Tell, type Watched } from './inquiry';
import { JudgedPod } from './judged-pod';
import { type Kin, Kinship, type Like } from './kinship';
import { Witness } from './likeness';

type PodCheck = Required<Rule>['check'];

export const PODS_OF_A_RULE = ['windows'] as const;

/** Pods that are alike. */
interface Pods {
  readonly first: PodTemplate;
  readonly bySystem: Map<string, Inquiry<PodCheck>>;
}

/** The rules for pods. Many pods of a fleet are alike, and hardly anything has to be asked about them again. */
export class PodRules {
  private readonly bySystem: ReadonlyMap<string, readonly Asked<PodCheck>[]>;
  private readonly pods = new Map<Kin<unknown>, Pods>();
  private readonly kinship = new Kinship<PodTemplate>();

  public constructor(
    asked: readonly Rule[],
    private readonly target?: Target,
    private readonly cluster?: Cluster,
  ) {
    const rules = asked.flatMap((rule) => (rule.check === undefined ? [] : [{ rule, check: rule.check }]));
    this.bySystem = new Map(
      (['windows', 'linux', 'unknown'] as const).map((system) => [
        system,
        rules.filter(({ rule: { pods = PODS_OF_A_RULE } }) => (pods as readonly string[]).includes(system)),
      ]),
    );
  }

  /** @param like What its object is like, where that is known. */
  public judge(pod: JudgedPod, tell: Tell, like: Like<unknown> = this.kinship.of(pod.template)): void {
    const { kin, differences } = like;
    let pods = this.pods.get(kin);
    if (pods === undefined) {
      pods = { first: pod.template, bySystem: new Map() };
      this.pods.set(kin, pods);
    }
    const system = pod.system.name ?? 'unknown';
    let inquiry = pods.bySystem.get(system);
    if (inquiry === undefined) {
      inquiry = new Inquiry(this.bySystem.get(system) ?? [], this.watching(pods.first));
      pods.bySystem.set(system, inquiry);
    }
    inquiry.tell(differences, (check) => check(pod.template.spec, pod), tell);
  }

  /** At what one rule has looked, that does not count for the next. */
  private watching(first: PodTemplate): (check: PodCheck) => Watched {
    let witness = new Witness(first);
    let pod = this.watched(witness);
    return (check) => {
      const found = check(pod.template.spec, pod);
      const watched = { found, looked: witness.looked, looksAround: pod.wasLeft };
      if (watched.looked !== 0 || watched.looksAround) {
        witness = new Witness(first);
        pod = this.watched(witness);
      }
      return watched;
    };
  }

  private watched({ copy }: Witness<PodTemplate>): WatchedPod {
    return new WatchedPod(new JudgedPod(copy, this.target, this.cluster));
  }
}

/** Tells whether a rule looks at other objects. */
class WatchedPod implements PodContext {
  public wasLeft = false;

  public constructor(private readonly pod: JudgedPod) {}

  public get cluster(): PodContext['cluster'] {
    this.wasLeft = true;
    return this.pod.cluster;
  }

  public get template(): PodContext['template'] {
    return this.pod.template;
  }

  public get target(): PodContext['target'] {
    return this.pod.target;
  }

  public get system(): PodContext['system'] {
    return this.pod.system;
  }

  public get serverErrors(): PodContext['serverErrors'] {
    return this.pod.serverErrors;
  }
}
