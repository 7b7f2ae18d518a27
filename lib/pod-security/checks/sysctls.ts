import type { PodSpec } from '../../manifests/pod-spec';
import type { Obstacle, PolicyCheck } from '../policy-check';

/** Kernel parameters that reach no further than the pod, by the version of the policy that first took them. */
const SAFE: readonly { readonly since: number; readonly names: readonly string[] }[] = [
  {
    since: 0,
    names: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { since: 27, names: ['net.ipv4.ip_local_reserved_ports'] },
  {
    since: 29,
    names: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { since: 32, names: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
];

export const sysctls: PolicyCheck = {
  id: 'sysctls',
  level: 'baseline',
  versions: SAFE.map(({ since }) => ({ since, obstacles: ({ pod }) => unsafe(pod, since) })),
};

function unsafe(pod: PodSpec, version: number): Obstacle[] {
  const safe = SAFE.filter(({ since }) => since <= version).flatMap(({ names }) => names);
  return (pod.securityContext?.sysctls ?? []).flatMap(({ name = '' }, index) =>
    safe.includes(name) ? [] : [{ path: `securityContext.sysctls[${index}]`, got: name }],
  );
}
