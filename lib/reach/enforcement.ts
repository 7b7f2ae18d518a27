import { minorOf } from '../platforms/calico-version';
import type { Platform } from '../platforms/platform';
import type { WindowsEnforcement } from '../policy/reach';

/** How policies come into force on the Windows nodes in question, and how one says so. */
export interface Enforcement {
  readonly windows: WindowsEnforcement;
  /** Sentences for people, the reservation among them. */
  readonly sentence: string;
  /** Why nodes may do something else. */
  readonly reservation?: string;
}

/** The newest minor of Calico 3 whose own code has judged the engine. */
const JUDGED_CALICO = 31;
/** Since this minor Windows nodes know tiers. Source: projectcalico/calico `felix/dataplane/windows/flattener.go`. */
const TIERS_SINCE = 29;

/** The minor of Calico 3 on Windows nodes; `none` where it does not run there. */
export type CalicoOnWindows = number | 'none';

/** @param calico Without it, the one that the platform decides, or the newest. */
export function enforcementOf(platform: Platform | undefined, calico: CalicoOnWindows | undefined): Enforcement {
  if (calico === 'none') {
    const sentence =
      'Nothing enforces policies on Windows nodes: there both ends of a Windows pod are open, whatever the policies say.';
    return { windows: 'none', sentence };
  }
  if (platform !== undefined && platform.windowsPolicyEngines.length === 0) {
    const sentence = `Nothing enforces policies on the Windows nodes of ${platform.name}: there both ends of a Windows pod are open, whatever the policies say.`;
    return { windows: 'none', sentence };
  }
  const minor = calico ?? minorOf(platform?.calicoOnWindows) ?? JUDGED_CALICO;
  const own =
    calico === undefined && platform?.calicoOnWindows !== undefined
      ? `, which ${platform.name} installs on them itself`
      : '';
  const name = `Windows nodes run Calico 3.${minor}${own}`;
  const isFlattened = minor >= TIERS_SINCE;
  const tiers = isFlattened
    ? ''
    : ': all tiers are one order of policies there, and the rules with Pass or Log are left out';
  const reservation = reservationOf(platform, calico);
  return {
    windows: isFlattened ? 'flattened' : 'first',
    sentence: [`${name}${tiers}.`, ...(reservation === undefined ? [] : [reservation])].join(' '),
    reservation,
  };
}

/** The oldest minor of Calico 3 of which it is known what it does on Windows nodes: AKS has it. */
const OLDEST_CALICO = 24;

function reservationOf(platform: Platform | undefined, calico: number | undefined): string | undefined {
  if (calico !== undefined && (calico < OLDEST_CALICO || calico > JUDGED_CALICO)) {
    const nearest = calico < OLDEST_CALICO ? OLDEST_CALICO : JUDGED_CALICO;
    return `What it does there is known of 3.${OLDEST_CALICO} to 3.${JUDGED_CALICO} only: it is taken to do as 3.${nearest} does.`;
  }
  if (platform === undefined) return undefined;
  const { windowsPolicyEngines, linuxPolicyEngine } = platform;
  if (windowsPolicyEngines[0] !== 'calico') return 'What another policy engine makes of the policies is not computed.';
  if (linuxPolicyEngine === undefined || calico !== undefined) return undefined;
  return `That is taken for granted: ${linuxPolicyEngine} enforces policies on Linux nodes only, and without Calico nothing enforces them on Windows nodes, for which there is --calico none.`;
}
