import type { Direction } from '../calico/policy';
import { titleOf } from '../manifests/kubernetes-object';
import { matchingRules, type StandingRule } from '../policy/matching-rules';
import type { SideVerdict } from '../policy/reach';
import { skippedBecause, type WindowsSkip } from '../policy/windows-skips';
import type { ComparedFlow } from './flow';
import { isIpv6OnWindows, NO_IPV6 } from './no-ipv6';
import type { Survey } from './survey';

/** Why Felix leaves a rule out, as a clause. */
const SKIPS: Readonly<Record<WindowsSkip, string>> = {
  IPv6: 'it is about IPv6',
  'a negated match': 'it holds a negated match (except, notNets, notPorts, notSelector, notProtocol or notICMP)',
  'a type of ICMP': 'it names a type or a code of ICMP',
  'the name of a port': 'it names a port by a name',
  'the action Log': 'its action is Log',
  'no IPv4 network': 'its networks are IPv6 only',
};

/** Why Windows nodes decide otherwise than Linux nodes about one side of a flow, or may do so, sentence by sentence. */
export function windowsDifference<D extends Direction>(flow: ComparedFlow<D>, direction: D, survey: Survey): string[] {
  const { verdicts, packet } = flow;
  const linux = verdicts.linux[direction];
  const windows = verdicts.windows[direction];
  if (isIpv6OnWindows(flow, direction, survey)) return [NO_IPV6];
  if (linux.verdict === windows.verdict || windows.by.kind === 'not enforced') return [];
  if (windows.broken !== undefined) return [brokenSentence(windows.broken)];
  const { reach, network } = survey;
  const { near: source, far: destination } = reach.placesOf(reach.located(flow.from.end), reach.located(flow.to.end));
  const ends = direction === 'ingress' ? { near: destination, far: source } : { near: source, far: destination };
  const tiers = reach.governing(ends.near.classNumber, direction);
  const fitting = matchingRules(tiers, direction, ends, network.connections.cellOf(packet), reach);
  const enforced = fitting.filter(({ policy }) => !policy.isStaged);
  const skipped = untilDecided(enforced, linux).flatMap(({ policy, rule }) => {
    const because = skippedBecause(rule);
    if (because === undefined || rule.action === 'Log') return [];
    return [`Windows nodes leave ${rule.path} of ${titleOf(policy.object)} out: ${SKIPS[because]}.`];
  });
  const staged = tiers
    .flatMap(({ policies }) => policies)
    .filter(({ isStaged }) => isStaged && survey.enforcement.windows === 'flattened')
    .map(
      ({ object }) =>
        `${titleOf(object)} is only tried out, but on Windows nodes its tier ends where it stands: later policies of the tier are not asked.`,
    );
  const others = [...passReasons(enforced, windows, survey), ...misfitReasons(enforced, windows)];
  const reasons = [...new Set([...skipped, ...staged, ...others])];
  return reasons.length > 0
    ? reasons
    : ['What Calico hands over to Windows for these policies is another list of rules.'];
}

export function brokenSentence(broken: string): string {
  return `Calico's agent on Windows nodes (Felix) fails on these policies: ${broken}.`;
}

/** As far as Linux nodes ask. */
function untilDecided(rules: readonly StandingRule[], { by }: SideVerdict): readonly StandingRule[] {
  const end = rules.findIndex(({ rule }) => rule === by.rule);
  return end < 0 ? rules : rules.slice(0, end + 1);
}

function passReasons(rules: readonly StandingRule[], { by }: SideVerdict, { enforcement, network }: Survey): string[] {
  if (enforcement.windows === 'first') {
    const tiers = new Set([...network.policies()].map(({ tier }) => tier));
    return [
      ...rules
        .filter(({ rule }) => rule.action === 'Pass')
        .map(
          ({ rule, policy }) =>
            `Before Calico 3.29 Windows nodes leave ${rule.path} of ${titleOf(policy.object)} out: its action is Pass.`,
        ),
      ...(tiers.size > 1 ? ['Before Calico 3.29 Windows nodes know no tiers: all policies stand in one order.'] : []),
    ];
  }
  if (by.rule?.action === 'Pass')
    return [
      `Behind ${by.rule.path} no tier follows to which it could pass: Windows nodes block then, Linux nodes let through.`,
    ];
  if (by.kind === 'end of tier' && by.tier?.defaultAction === 'Pass')
    return [
      `Behind tier ${by.tier.name} no tier follows to which it could pass: Windows nodes block then, Linux nodes let through.`,
    ];
  return [];
}

/** Windows decides by a rule that the packet does not fit. */
function misfitReasons(rules: readonly StandingRule[], { by: { rule, policy } }: SideVerdict): string[] {
  if (rule === undefined || policy === undefined || rules.some((each) => each.rule === rule)) return [];
  const name = `${rule.path} of ${titleOf(policy.object)}`;
  return rule.destination.service === undefined
    ? [`Ports of a rule that passes and those of ${name} have none in common: Windows nodes take it for any port.`]
    : [`In ${name} Windows nodes look at the Service and at nothing else.`];
}
