import {
  connectsPods,
  INSTALLATION,
  type Installation,
  isForWindows,
  poolsOf,
  speaksBgp,
  windowsBy,
} from '../calico/installation';
import type { IpPool } from '../calico/pool-refusals';
import { groupKindOf } from '../manifests/kubernetes-object';
import type { RuleContext } from './context';
import { defineRule, type Found } from './rule';

const POOLS = ['projectcalico.org/IPPool', 'crd.projectcalico.org/IPPool'];

/** What the operator takes for a pool of IPv4 that names none, where Calico connects the pods. */
const USUAL = 'IPIP';

export default defineRule({
  id: 'calico-encapsulation',
  topic: 'cluster',
  summary: 'Calico for Windows must use VXLAN or no encapsulation, and only where Calico connects the pods.',
  why: 'The operator refuses IP-in-IP and the CrossSubnet modes when the Windows dataplane is on, and pools of its own beside the network of a cloud.',
  fix: 'Write encapsulation: VXLAN with bgp: Disabled, or None with BGP; leave it out where the platform connects the pods.',
  fixInCode: 'Use CalicoEncapsulation.VXLAN or NONE; leave it out where the platform connects the pods.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/operator',
  bad: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      serviceCIDRs: [10.96.0.0/12]
      calicoNetwork:
        windowsDataplane: HNS
        bgp: Disabled
        ipPools:
          - { cidr: 192.168.0.0/16, encapsulation: VXLANCrossSubnet }
  `,
  good: `
    apiVersion: operator.tigera.io/v1
    kind: Installation
    metadata: { name: default }
    spec:
      serviceCIDRs: [10.96.0.0/12]
      calicoNetwork:
        windowsDataplane: HNS
        bgp: Disabled
        ipPools:
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN }
  `,
  kinds: [INSTALLATION, ...POOLS],
  checkObject: (object, context) =>
    groupKindOf(object) === INSTALLATION ? ofInstallation(object as Installation) : ofPool(object as IpPool, context),
});

function ofInstallation(installation: Installation): Found[] {
  if (!isForWindows(installation)) return [];
  const pools = poolsOf(installation).map(({ pool, path }) => ({
    path: `${path}.encapsulation`,
    got: pool.encapsulation || undefined,
  }));
  if (!connectsPods(installation)) {
    const problem = 'the platform connects the pods, not Calico';
    return pools
      .filter(({ got }) => got !== undefined && got !== 'None')
      .map((found) => ({ ...found, allowed: 'None', problem }));
  }
  const hasBgp = speaksBgp(installation);
  return pools.flatMap(({ path, got = USUAL }): Found[] => {
    if (got !== 'VXLAN' && got !== 'None') {
      const problem = `Windows nodes do not know ${got}`;
      return [{ path, got, allowed: 'VXLAN, None', problem }];
    }
    if (got === 'None' || !hasBgp) return [];
    const { bgp } = installation.spec?.calicoNetwork ?? {};
    const problem = 'Windows nodes take either BGP or VXLAN';
    return [{ path: 'spec.calicoNetwork.bgp', got: bgp, allowed: 'Disabled', problem, severity: 'warning' }];
  });
}

/** Pools can be for Linux nodes only, so that this is no more than a warning. */
function ofPool({ spec = {} }: IpPool, { cluster }: RuleContext): Found[] {
  const because = windowsBy(cluster);
  if (because === undefined || spec.cidr?.includes(':') || spec.nodeSelector?.includes('linux')) return [];
  const problem = `Windows nodes do not know it, and ${because} is for such nodes`;
  return [
    {
      path: 'spec.ipipMode',
      got: spec.ipipMode,
      isWrong: spec.ipipMode === 'Always' || spec.ipipMode === 'CrossSubnet',
    },
    { path: 'spec.vxlanMode', got: spec.vxlanMode, isWrong: spec.vxlanMode === 'CrossSubnet' },
  ]
    .filter(({ isWrong }) => isWrong)
    .slice(0, 1)
    .map(({ path, got }) => ({ path, got, problem, severity: 'warning' }));
}
