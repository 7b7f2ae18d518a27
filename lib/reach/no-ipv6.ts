import type { Direction } from '../calico/policy';
import type { ComparedFlow } from './flow';
import { speaksOfIpv6 } from './outside';
import type { Remark } from './remark';
import type { Survey } from './survey';

/** Source: https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations */
export const NO_IPV6 = 'Calico for Windows knows no IPv6: do not count on what its rules say of this connection.';

/** Whether Calico for Windows is asked at one end about a connection of IPv6. */
export function isIpv6OnWindows<D extends Direction>(flow: ComparedFlow<D>, direction: D, survey: Survey): boolean {
  const { by } = flow.verdicts.windows[direction];
  if (by.kind === 'not governed' || by.kind === 'not enforced') return false;
  const { reach, network } = survey;
  const { near, far } = reach.placesOf(reach.located(flow.from.end), reach.located(flow.to.end));
  return [near, far].some(({ piece }) => network.addresses.familyOf(piece) === 6);
}

/** That nobody knows what becomes of IPv6 on Windows nodes, where policies or pods speak of it. */
export function ipv6Remarks({
  enforcement,
  network,
  workloads,
}: Pick<Survey, 'enforcement' | 'network' | 'workloads'>): Remark[] {
  const isAsked = workloads.some(({ system, isOnHostNetwork }) => system === 'windows' && !isOnHostNetwork);
  if (enforcement.windows === 'none' || !isAsked || !speaksOfIpv6(network)) return [];
  const message =
    'Calico for Windows knows no IPv6: do not count on what is said of Windows nodes and addresses of IPv6.';
  return [{ message, isTrouble: false }];
}
