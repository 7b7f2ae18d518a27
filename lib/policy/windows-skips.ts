import type { Ports, Rule, Side } from './policy';

/** Why Felix leaves a rule out on Windows nodes; `undefined` for a rule that it takes. */
export type WindowsSkip =
  | 'IPv6'
  | 'a negated match'
  | 'a type of ICMP'
  | 'the name of a port'
  | 'the action Log'
  | 'no IPv4 network';

/**
 * The one place that decides it. Source: projectcalico/calico `felix/dataplane/windows/policysets/policysets.go`, in the order of
 * its questions; only what logs is asked first, as nothing else in such a rule matters.
 */
export function skippedBecause(rule: Rule): WindowsSkip | undefined {
  const { source, destination } = rule;
  if (rule.action === 'Log') return 'the action Log';
  if (rule.ipVersion === 6) return 'IPv6';
  if (rule.notProtocol !== undefined || rule.notIcmp !== undefined) return 'a negated match';
  if (isNegated(source) || isNegated(destination)) return 'a negated match';
  if (rule.icmp !== undefined && (rule.icmp.type !== undefined || rule.icmp.code !== undefined))
    return 'a type of ICMP';
  if (hasNames(source.ports) || hasNames(destination.ports)) return 'the name of a port';
  return isIpv6Only(source) || isIpv6Only(destination) ? 'no IPv4 network' : undefined;
}

function isNegated({ notNets, notSelector, notPorts }: Side): boolean {
  return notNets !== undefined || notSelector !== undefined || notPorts !== undefined;
}

function hasNames(ports: Ports | undefined): boolean {
  return ports !== undefined && ports.names.length > 0;
}

/** Whether a side names networks, and none of IPv4. */
export function isIpv6Only({ nets = [] }: Side): boolean {
  return nets.length > 0 && nets.every((net) => net.includes(':'));
}
