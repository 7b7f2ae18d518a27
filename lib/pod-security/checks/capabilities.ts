import type { AdmittedPod, Obstacle, PolicyCheck } from '../policy-check';
import { containerContextsOf } from '../security-contexts';
import { unlessWindows } from '../windows-exemption';

/** What container runtimes give by default. */
const DEFAULT_CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

export const capabilitiesBaseline: PolicyCheck = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [{ since: 0, obstacles: (admitted) => addedBeyond(DEFAULT_CAPABILITIES, admitted) }],
};

export const capabilitiesRestricted: PolicyCheck = {
  id: 'capabilities_restricted',
  level: 'restricted',
  versions: [
    { since: 22, obstacles: restrictedCapabilities },
    { since: 25, obstacles: unlessWindows(restrictedCapabilities) },
  ],
  overrides: 'capabilities_baseline',
};

function restrictedCapabilities(admitted: AdmittedPod): Obstacle[] {
  const notDropped = containerContextsOf(admitted.pod).flatMap(({ path, context }) => {
    const got = context.capabilities?.drop;
    return got?.includes('ALL') ? [] : [{ path: `${path}.capabilities.drop`, got, allowed: ['ALL'] }];
  });
  return [...notDropped, ...addedBeyond(['NET_BIND_SERVICE'], admitted)];
}

function addedBeyond(known: readonly string[], { pod }: AdmittedPod): Obstacle[] {
  return containerContextsOf(pod).flatMap(({ path, context }) => {
    const got = context.capabilities?.add ?? [];
    const allowed = got.filter((capability) => known.includes(capability));
    return allowed.length === got.length ? [] : [{ path: `${path}.capabilities.add`, got, allowed }];
  });
}
