import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { Target } from '../platforms/target';
import type { RuleContext } from '../rules/context';
import type { Found, Rule } from '../rules/rule';
import { type Asked, Inquiry, type Tell, type Watched } from './inquiry';
import type { Kin, Like } from './kinship';
import { Witness } from './likeness';

type ObjectCheck = Required<Rule>['checkObject'];

/** The rules for objects, by their kinds. */
export class ObjectRules {
  private readonly byKind = new Map<string, Asked<ObjectCheck>[]>();
  private readonly inquiries = new Map<Kin<KubernetesObject>, Inquiry<ObjectCheck>>();

  public constructor(
    asked: readonly Rule[],
    private readonly context: RuleContext,
  ) {
    for (const rule of asked) {
      const { checkObject: check, kinds = [] } = rule;
      if (check === undefined) continue;
      for (const kind of kinds) {
        const same = this.byKind.get(kind);
        if (same === undefined) this.byKind.set(kind, [{ rule, check }]);
        else same.push({ rule, check });
      }
    }
  }

  /** @param like What the object is like, where that is known. */
  public judge(object: KubernetesObject, groupKind: string, tell: Tell, like?: Like<KubernetesObject>): void {
    const asked = this.byKind.get(groupKind);
    if (asked === undefined) return;
    const ask = (check: ObjectCheck) => check(object, this.context);
    if (like === undefined) {
      for (const { rule, check } of asked) {
        const found = ask(check);
        if (found.length > 0) tell(rule, found);
      }
      return;
    }
    let inquiry = this.inquiries.get(like.kin);
    if (inquiry === undefined) {
      inquiry = new Inquiry(asked, this.watching(like.kin.first));
      this.inquiries.set(like.kin, inquiry);
    }
    inquiry.tell(like.differences, ask, tell);
  }

  /**
   * A rule that looks at other objects may look for this very one among them, which no copy can stand for. At what one rule has
   * looked, that does not count for the next.
   */
  private watching(first: KubernetesObject): (check: ObjectCheck) => Watched | undefined {
    const { target } = this.context;
    let witness = new Witness(first);
    return (check) => {
      const { copy } = witness;
      const found = foundAlone(() => check(copy, new NothingAround(target)));
      const { looked } = witness;
      if (looked !== 0) witness = new Witness(first);
      return found === undefined ? undefined : { found, looked, looksAround: false };
    };
  }
}

const LOOKED_AROUND = Symbol('a rule that looks at other objects');

/** The context of an object that is looked at alone. */
class NothingAround implements RuleContext {
  public constructor(public readonly target: Target) {}

  public get cluster(): never {
    throw LOOKED_AROUND;
  }
}

function foundAlone(check: () => readonly Found[]): readonly Found[] | undefined {
  try {
    return check();
  } catch (error) {
    if (error === LOOKED_AROUND) return undefined;
    throw error;
  }
}
