import { minorOf } from '../platforms/calico-version';
import type { Platform } from '../platforms/platform';
import type { WindowsEnforcement } from '../policy/reach';

/** How policies come into force on the Windows nodes in question, and how one says so. */
export interface Enforcement {
  readonly windows: WindowsEnforcement;
  /** A sentence for people. */
  readonly sentence: string;
}

/** The newest minor of Calico 3 whose own code has judged the engine. */
export const JUDGED_CALICO = 31;
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
  const others = platform?.windowsPolicyEngines[0] === 'calico' || platform === undefined ? '' : OTHER_ENGINE;
  const own =
    calico === undefined && platform?.calicoOnWindows !== undefined
      ? `, which ${platform.name} installs on them itself`
      : '';
  const name = `Windows nodes run Calico 3.${minor}${own}`;
  if (minor >= TIERS_SINCE) return { windows: 'flattened', sentence: `${name}.${others}` };
  const sentence = `${name}: all tiers are one order of policies there, and the rules with Pass or Log are left out.${others}`;
  return { windows: 'first', sentence };
}

const OTHER_ENGINE = ' What another policy engine makes of the policies is not computed.';
