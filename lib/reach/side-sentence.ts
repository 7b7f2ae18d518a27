import type { Direction } from '../calico/policy';
import { titleOf } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import type { Policy } from '../policy/policy';
import type { SideVerdict, Verdict } from '../policy/reach';
import type { NamedEnd } from './asked-end';
import { varyingEnds } from './passage-text';
import type { Survey } from './survey';
import { brokenSentence } from './windows-difference';

/** What decides on one side, in a sentence. */
export function sideSentence(
  side: SideVerdict,
  near: NamedEnd,
  far: NamedEnd,
  direction: Direction,
  survey: Survey,
): string {
  const { verdict, by, broken } = side;
  if (broken !== undefined) return brokenSentence(broken);
  if (verdict === 'depends')
    return `It depends on the address of ${unknownOf(near, far, direction, survey)}, which is not known.`;
  const { rule, policy, tier } = by;
  const inTier = tier === undefined || tier.name === 'default' ? '' : ` (tier ${tier.name})`;
  switch (by.kind) {
    case 'rule':
      return `${rule?.path} of ${policy === undefined ? 'a policy' : titleOf(policy.object)}${inTier} ${DOES[verdict]} it.`;
    case 'end of tier': {
      const policies = closing(side, near.end, direction, survey).map(({ object }) => titleOf(object));
      const names = policies.length === 0 ? 'The policies that govern it' : policies.join(', ');
      return `No rule lets it through: ${names}${inTier} ${policies.length === 1 ? 'closes' : 'close'} ${near.name} for ${WAYS[direction]} that no rule allows.`;
    }
    case 'profile':
      return `The policies of ${near.name} pass it on, and no tier is behind them: then it passes.`;
    case 'no policy':
      return `No policy governs what ${COMES[direction]} ${near.name}.`;
    case 'own node':
      return `${far.name} is the node of ${near.name}, or runs on its network: a node always reaches its own pods.`;
    case 'not enforced':
      return survey.enforcement.sentence;
    case 'not governed':
      return 'endpoint' in near.end
        ? `${near.name} is on the network of its node, where no policy governs.`
        : `${near.name} is none of the pods: what is outside is not governed.`;
  }
}

const DOES: Readonly<Record<Verdict, string>> = {
  allow: 'allows',
  deny: 'denies',
  depends: 'may decide',
  broken: 'does not reach',
};
const WAYS: Readonly<Record<Direction, string>> = { ingress: 'all that comes in', egress: 'all that goes out' };
const COMES: Readonly<Record<Direction, string>> = { ingress: 'comes to', egress: 'leaves' };

/** The policies that close an end, in the tier that decides. */
function closing({ by }: SideVerdict, end: NamedEnd['end'], direction: Direction, survey: Survey): readonly Policy[] {
  const tiers = survey.reach.governing(survey.reach.located(end).classNumber, direction);
  const { policies = [] } = tiers.find(({ tier }) => tier.name === by.tier?.name) ?? {};
  const enforced = policies.filter(({ isStaged }) => !isStaged);
  return enforced.length > 0 ? enforced : policies;
}

/** The ends whose address makes a difference between the two, as the table says it. */
function unknownOf(near: NamedEnd, far: NamedEnd, direction: Direction, survey: Survey): string {
  const ends = [near, far].filter(({ end }) => survey.reach.located(end).pieces.length > 1);
  const [from, to] = direction === 'egress' ? [near, far] : [far, near];
  const varying = varyingBetween(from, to, survey).map((end) => (end === 'from' ? from : to));
  const named = ends.filter((end) => varying.includes(end));
  return (named.length === 0 ? ends : named).map(({ name }) => name).join(' or of ');
}

const varyingIn = remembered((_: Survey) => new Map<string, readonly ('from' | 'to')[]>());

/** On nodes of either system. */
function varyingBetween(
  { end: source }: NamedEnd,
  { end: target }: NamedEnd,
  survey: Survey,
): readonly ('from' | 'to')[] {
  const { reach } = survey;
  const [from, to] = [source, target].map((end) => reach.located(end));
  const known = varyingIn(survey);
  const key = `${from.classNumber} ${from.pieces.join()} ${to.classNumber} ${to.pieces.join()}`;
  let varying = known.get(key);
  if (varying === undefined) {
    varying = (['linux', 'windows'] as const).flatMap((plane) =>
      varyingEnds(reach, from, to, { from: plane, to: plane }),
    );
    known.set(key, varying);
  }
  return varying;
}
