import { type ApiObjectMetadata, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { GlobalNetworkSet } from '../imports/projectcalico.org';
import { type Cidr, formatCidr } from '../lib/isolation/cidr';
import type { NetworkSetEnd } from '../lib/isolation/flow';
import { requireLabels } from '../lib/isolation/selector';
import { withoutNamespace } from './rendering/cluster-scoped';
import { networksOf } from './rendering/networks';

/** Which ports of a domain controller are opened. */
export enum ActiveDirectoryProfile {
  /** DNS, Kerberos, LDAP, SMB, global catalog, and RPC: TCP 135 and 49152 to 65535. */
  WITH_RPC = 'with-rpc',
  /** The same without RPC: enough for Kerberos and LDAP, not for what speaks to Netlogon (`nltest /sc_verify`). */
  WITHOUT_RPC = 'without-rpc',
}

/** Properties of DomainControllers. */
export interface DomainControllersProps {
  /** The addresses of the domain controllers: IPv4 addresses or CIDRs. */
  readonly addresses: string[];
  /**
   * Metadata of the GlobalNetworkSet.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
}

const LABEL = 'cdk8s-windows/domain-controllers';

/**
 * The domain controllers that pods may speak to, named once for all isolations.
 *
 * Where an isolation writes Calico policies, a GlobalNetworkSet with the addresses is made, and the policies find it by a
 * label of its own: a new controller changes one object. It belongs to the cluster, so keep it in a chart of its own. In
 * Kubernetes policies the addresses are written out, and no set is made.
 *
 * @see https://docs.tigera.io/calico/latest/reference/resources/globalnetworkset
 */
export class DomainControllers extends Construct {
  /** The addresses as CIDRs. */
  public readonly cidrs: string[];

  private readonly nets: Cidr[];
  private readonly objectMetadata?: ApiObjectMetadata;
  private networkSet?: GlobalNetworkSet;

  /** Throws when there is no address, on host bits, and on IPv6, which Calico for Windows does not know. */
  constructor(scope: Construct, id: string, props: DomainControllersProps) {
    super(scope, id);
    this.nets = networksOf(props.addresses, this.node.path, 'addresses');
    this.cidrs = [...new Set(this.nets.map(formatCidr))];
    this.objectMetadata = props.metadata;
  }

  /**
   * The controllers as one end of a permission.
   * @internal
   */
  public get _end(): NetworkSetEnd {
    const labels = requireLabels({ [LABEL]: this.labelValue });
    return {
      kind: 'network-set',
      name: this.node.path,
      nets: this.nets,
      labels,
      provide: () => this.provideNetworkSet(),
    };
  }

  private provideNetworkSet(): void {
    this.networkSet ??= withoutNamespace(
      new GlobalNetworkSet(this, 'Resource', {
        metadata: {
          ...this.objectMetadata,
          labels: { ...this.objectMetadata?.labels, [LABEL]: this.labelValue },
        },
        spec: { nets: this.cidrs },
      }),
    );
  }

  private get labelValue(): string {
    return Names.toLabelValue(this);
  }
}
