import type { Rule } from '../policy/policy';
import { PolicyNetwork } from '../policy/policy-network';
import { Reach } from '../policy/reach';
import { isDns } from './cluster-dns';
import type { Enforcement } from './enforcement';
import type { GivenCluster } from './given-cluster';
import { ipv6Remarks } from './no-ipv6';
import type { Remark } from './remark';
import { unknownsOf } from './unknowns';
import { type Workload, workloadsOf } from './workload';

export interface Isolation {
  readonly ingress: boolean;
  readonly egress: boolean;
}

/** Who can talk to whom in a cluster, ready to be told. */
export class Survey {
  public readonly network: PolicyNetwork;
  public readonly reach: Reach;
  // who only asks about pairs needs none of these
  private knownWorkloads: readonly Workload[] | undefined;
  private knownRemarks: readonly Remark[] | undefined;
  private readonly namesakes = new Map<string, number>();

  /** @param asked Rules of no policy that somebody asks about. */
  public constructor(
    public readonly given: GivenCluster,
    public readonly enforcement: Enforcement,
    private readonly podNetworks?: readonly string[],
    asked?: readonly Rule[],
  ) {
    this.network = new PolicyNetwork(given.cluster, podNetworks, asked);
    this.reach = new Reach(this.network, enforcement.windows);
  }

  public get workloads(): readonly Workload[] {
    if (this.knownWorkloads === undefined) {
      this.knownWorkloads = workloadsOf(this.network.endpoints);
      for (const { id } of this.knownWorkloads) this.namesakes.set(id, (this.namesakes.get(id) ?? 0) + 1);
    }
    return this.knownWorkloads;
  }

  public get remarks(): readonly Remark[] {
    const { given, network } = this;
    this.knownRemarks ??= [
      ...given.remarks,
      ...this.withoutIpv4(),
      ...unknownsOf(network, given),
      ...ipv6Remarks(this),
    ];
    return this.knownRemarks;
  }

  private withoutIpv4(): Remark[] {
    const { podNetworks = [] } = this;
    const isIpv6 = podNetworks.length > 0 && podNetworks.every((network) => network.includes(':'));
    if (!isIpv6 || !this.workloads.some(({ system }) => system === 'windows')) return [];
    const message =
      'The networks of pods are of IPv6 only, which Windows nodes cannot have: name the one of IPv4 as well.';
    return [{ message, isTrouble: true }];
  }

  public isStandIn({ endpoints: [first] }: Workload): boolean {
    return this.given.dns.standIns.includes(this.network.endpoints[first].object);
  }

  public isDns({ namespace, endpoints: [first] }: Workload): boolean {
    const { label } = this.network.endpoints[first];
    const { podLabels } = this.given.dns;
    return isDns(this.given.dns, namespace, Object.fromEntries(Object.keys(podLabels).map((key) => [key, label(key)])));
  }

  /** By namespace and name, and by its kind where several kinds have one of that name. */
  public nameOf({ id, kind }: Workload): string {
    return (this.namesakes.get(id) ?? 0) > 1 ? `${id} (${kind})` : id;
  }

  /** Whether policies close a workload, on the nodes on which it runs. */
  public isolationOf({ endpoints: [first], system }: Workload): Isolation {
    const isOpen = system === 'windows' && this.enforcement.windows === 'none';
    const closed = (direction: 'ingress' | 'egress') =>
      !isOpen &&
      this.reach
        .governing(this.network.classes[first], direction)
        .some(({ tier, policies }) => tier.defaultAction === 'Deny' && policies.some(({ isStaged }) => !isStaged));
    return { ingress: closed('ingress'), egress: closed('egress') };
  }
}
