import { DEFAULT_TIER, type Direction } from '../calico/policy';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { groupKindOf } from '../manifests/kubernetes-object';
import type { GoverningTier } from '../policy/governing-tiers';
import { matchingRules, type StandingRule } from '../policy/matching-rules';
import type { Policy, Rule } from '../policy/policy';
import type { Decider } from '../policy/program';
import type { Located, Planes, Reach, SideVerdict } from '../policy/reach';
import { skippedBecause } from '../policy/windows-skips';

/** A connection that passes, and that Linux nodes would deny. */
export interface OpenedFlow {
  readonly from: Located;
  readonly to: Located;
  readonly planes: Planes;
  readonly cell: number;
}

export interface OpeningCause {
  /** A rule, where one rule does it. */
  readonly cause: Rule | Policy;
  /** Whether Windows nodes are known to take such a thing otherwise. */
  readonly isExplained: boolean;
}

/** Why a connection passes at one of its ends; `undefined` where that end denies it on neither system. */
export function causeOf(flow: OpenedFlow, direction: Direction, reach: Reach): OpeningCause | undefined {
  const { from, to, planes, cell } = flow;
  const linux = reach.decided(from, to, cell, { from: 'linux', to: 'linux' })[direction];
  const windows = reach.decided(from, to, cell, planes)[direction];
  if (linux.verdict !== 'deny' || windows.verdict !== 'allow') return undefined;
  const near = direction === 'egress' ? from : to;
  const places = reach.placesOf(from, to);
  const ends = direction === 'egress' ? places : { near: places.far, far: places.near };
  const tiers = reach.governing(near.classNumber, direction);
  const fitting = matchingRules(tiers, direction, ends, cell, reach).filter(
    ({ policy, rule }) => !policy.isStaged && rule.action !== 'Log',
  );
  const path = askedOf(fitting, linux, tiers);
  const explained = (cause: Rule | Policy | undefined) =>
    cause === undefined ? undefined : { cause, isExplained: true };
  return (
    explained(path.find(({ rule }) => rule.action !== 'Allow' && skippedBecause(rule) !== undefined)?.rule) ??
    explained(byMisfit(windows.by, fitting)) ??
    explained(
      stagedBefore(
        linux.by,
        tiers.flatMap(({ policies }) => policies),
      ),
    ) ??
    (reach.windows === 'first' ? byOneOrder(path, linux.by, windows.by) : undefined) ??
    (linux.by.policy === undefined ? undefined : { cause: linux.by.policy, isExplained: false })
  );
}

/** The staged policy at which Felix has stopped, where that is what denies a connection. */
export function stagedThatCloses(
  { from, to, planes, cell }: OpenedFlow,
  direction: Direction,
  reach: Reach,
): Policy | undefined {
  const { kind, policy } = reach.decided(from, to, cell, planes)[direction].by;
  return kind === 'end of tier' && policy?.isStaged === true ? policy : undefined;
}

/** The rules that Linux nodes come to, up to the one that decides; a tier ends at its Pass. */
function askedOf(
  fitting: readonly StandingRule[],
  { by }: SideVerdict,
  tiers: readonly GoverningTier[],
): StandingRule[] {
  const places = tiers.map(({ tier }) => tier);
  const last = by.tier === undefined ? tiers.length : places.indexOf(by.tier);
  const asked: StandingRule[] = [];
  let passed: StandingRule['tier'] | undefined;
  for (const each of fitting) {
    if (each.tier === passed || places.indexOf(each.tier) > last) continue;
    asked.push(each);
    if (each.rule === by.rule) break;
    if (each.rule.action === 'Pass') passed = each.tier;
  }
  return asked;
}

/** Windows nodes decide by a rule that the connection does not fit: of a Service they look at nothing else, of ports they forget. */
function byMisfit({ rule, via = [] }: Decider, fitting: readonly StandingRule[]): Rule | undefined {
  const fits = (each: Rule | undefined) => fitting.some((standing) => standing.rule === each);
  if (rule === undefined || (fits(rule) && via.every((pass) => pass.rule === undefined || fits(pass.rule))))
    return undefined;
  if (rule.destination.service !== undefined && !fits(rule)) return rule;
  return via.find((pass) => pass.rule !== undefined && hasPorts(pass.rule))?.rule;
}

function hasPorts({ source, destination }: Rule): boolean {
  return source.ports !== undefined || destination.ports !== undefined;
}

/** Felix stops at a staged policy: what stands behind it in the tier denies nothing any more. */
function stagedBefore({ tier }: Decider, governing: readonly Policy[]): Policy | undefined {
  return governing.find((policy) => policy.isStaged && policy.tier === tier?.name);
}

/** Before Calico 3.29 there is one order of policies, without Pass, and without those of administrators. */
function byOneOrder(path: readonly StandingRule[], linux: Decider, windows: Decider): OpeningCause | undefined {
  const pass = path.find(({ rule }) => rule.action === 'Pass');
  if (pass !== undefined) return { cause: pass.rule, isExplained: true };
  const isOfAdministrator = linux.policy !== undefined && ADMIN_POLICIES.includes(groupKindOf(linux.policy.object));
  if (isOfAdministrator) return undefined;
  const inTier = [linux.policy, windows.policy].find((policy) => policy !== undefined && policy.tier !== DEFAULT_TIER);
  return inTier === undefined ? undefined : { cause: inTier, isExplained: true };
}
