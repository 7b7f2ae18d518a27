import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { isCidr } from '../lib/api-server/formats';
import networkFormat from '../lib/rules/network-format';
import serviceSessionAffinity from '../lib/rules/service-session-affinity';
import serviceSourceRanges from '../lib/rules/service-source-ranges';
import serviceTrafficPolicy from '../lib/rules/service-traffic-policy';
import { WINDOWS_RELEASES } from '../lib/windows/versions';
import { refuse } from './rendering/refusal';
import { TargetCluster } from './target-cluster';

/** Which pods traffic from outside the cluster may reach. */
export enum ExternalTrafficPolicy {
  /** Any pod; the source address that pods see is that of a node. */
  CLUSTER = 'Cluster',
  /**
   * Pods of the node that the traffic reached. Keeps the source address where the platform does (AKS does not on Windows
   * nodes) and spares the ports of the nodes. On Windows kube-proxy needs direct server return for it, the default from
   * Kubernetes 1.33 on.
   */
  LOCAL = 'Local',
}

/** Properties of a WindowsService. */
export interface WindowsServiceProps extends kplus.ServiceProps {
  /**
   * Which pods traffic from outside may reach.
   * @default - not emitted: Kubernetes takes `Cluster`
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
  /**
   * Whether connections of one client go to one pod. Needs Server 2022 on every node; the time for which it holds cannot
   * be set on Windows.
   * @default false
   */
  readonly clientIpAffinity?: boolean;
}

/**
 * A Service with what Windows nodes make of it: source ranges, external traffic policy and session affinity.
 *
 * Node ports are not reachable from the node itself, and a Service has at most 1024 backends on Windows.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/windows-networking/
 */
export class WindowsService extends kplus.Service {
  private readonly props: WindowsServiceProps;

  /** Throws on source ranges or a traffic policy that the type of Service does not have, and on affinity for Server 2019. */
  constructor(scope: Construct, id: string, props: WindowsServiceProps = {}) {
    super(scope, id, props);
    this.props = props;
    const subject = this.node.path;
    const ranges = props.loadBalancerSourceRanges;
    if (ranges?.length && this.type !== kplus.ServiceType.LOAD_BALANCER) {
      refuse(serviceSourceRanges, { subject, field: 'loadBalancerSourceRanges', got: ranges });
    }
    for (const [index, range] of (ranges ?? []).entries()) {
      if (isCidr(range)) continue;
      refuse(networkFormat, { subject, field: `loadBalancerSourceRanges[${index}]`, got: range });
    }
    const isOpen = this.type === kplus.ServiceType.LOAD_BALANCER || this.type === kplus.ServiceType.NODE_PORT;
    if (props.externalTrafficPolicy !== undefined && !isOpen) {
      refuse(serviceTrafficPolicy, { subject, field: 'externalTrafficPolicy', got: props.externalTrafficPolicy });
    }
    const old = TargetCluster._read(this).windowsVersions.find(
      (version) => version.windowsBuild === WINDOWS_RELEASES.server2019.build,
    );
    if (props.clientIpAffinity === true && old !== undefined) {
      const problem = `the target cluster has nodes of ${old.name}`;
      refuse(serviceSessionAffinity, { subject, field: 'clientIpAffinity', got: true, problem });
    }
  }

  /**
   * The spec of the Service.
   * @internal
   */
  public override _toKube(): kplus.k8s.ServiceSpec {
    const { externalTrafficPolicy, clientIpAffinity } = this.props;
    const { externalIPs, ...spec } = super._toKube() as kplus.k8s.ServiceSpec & { externalIPs?: string[] };
    return {
      ...spec,
      ...(externalIPs?.length ? { externalIPs } : {}),
      ...(externalTrafficPolicy ? { externalTrafficPolicy } : {}),
      ...(clientIpAffinity ? { sessionAffinity: 'ClientIP' } : {}),
    };
  }
}
