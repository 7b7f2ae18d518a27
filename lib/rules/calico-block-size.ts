import { INSTALLATION, type Installation, isForWindows, poolsOf, prefixOf, windowsBy } from '../calico/installation';
import type { IpPool } from '../calico/pool-refusals';
import { refusedByCalico } from '../calico/refusals';
import { groupKindOf, type KubernetesObject } from '../manifests/kubernetes-object';
import type { RuleContext } from './context';
import { defineRule, type Found } from './rule';

/** Prefixes of blocks that Calico takes; four addresses of a block are lost on Windows nodes. */
const LEAST = 20;
const MOST = 32;
const MOST_ON_WINDOWS = 29;

const POOLS = ['projectcalico.org/IPPool', 'crd.projectcalico.org/IPPool'];

export default defineRule({
  id: 'calico-block-size',
  topic: 'cluster',
  summary: 'A block of pod addresses must have a prefix of 20 to 29 and lie in its pool.',
  why: 'The operator refuses less than 20, more than 32, and a block larger than the pool; a Windows node has one block and keeps four of its addresses, which leaves nothing from 30 on.',
  fix: 'Use 26 for 60 pods a Windows node, 25 for 124.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://docs.tigera.io/calico/latest/reference/resources/ippool#block-sizes',
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
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN, blockSize: 31 }
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
          - { cidr: 192.168.0.0/16, encapsulation: VXLAN, blockSize: 26 }
  `,
  kinds: [INSTALLATION, ...POOLS],
  checkObject: (object, context) =>
    groupKindOf(object) === INSTALLATION ? ofInstallation(object as Installation) : ofPool(object, context),
});

function ofInstallation(installation: Installation): Found[] {
  const most = isForWindows(installation) ? MOST_ON_WINDOWS : MOST;
  return poolsOf(installation).flatMap(({ pool: { cidr, blockSize }, path }) => {
    const least = Math.max(LEAST, prefixOf(cidr) ?? 0);
    if (blockSize === undefined || (blockSize >= least && blockSize <= most)) return [];
    return [{ path: `${path}.blockSize`, got: blockSize, allowed: `${least} to ${most}` }];
  });
}

function ofPool(object: KubernetesObject, { cluster }: RuleContext): Found[] {
  const refused = refusedByCalico('block-size')(object);
  const { cidr, blockSize = 0 } = (object as IpPool).spec ?? {};
  const because = windowsBy(cluster);
  if (refused.length > 0 || blockSize <= MOST_ON_WINDOWS || cidr?.includes(':') || because === undefined)
    return refused;
  // other pools may serve the Windows nodes
  const problem = `${because} is for Windows nodes, to which such a block leaves no address`;
  return [
    { path: 'spec.blockSize', got: blockSize, allowed: `up to ${MOST_ON_WINDOWS}`, problem, severity: 'warning' },
  ];
}
