import type { KubernetesObject } from './kubernetes-object';
import type { LabelSelector } from './label-selector';

/** A policy of an administrator: an AdminNetworkPolicy, the BaselineAdminNetworkPolicy, or a ClusterNetworkPolicy. */
export interface AdminPolicy extends KubernetesObject {
  readonly spec?: AdminPolicySpec;
}

export interface AdminPolicySpec {
  /** Of a ClusterNetworkPolicy. */
  readonly tier?: string;
  readonly priority?: number;
  readonly subject?: AdminPeer;
  readonly ingress?: readonly AdminRule[];
  readonly egress?: readonly AdminRule[];
}

export interface AdminRule {
  readonly action?: string;
  readonly from?: readonly AdminPeer[];
  readonly to?: readonly AdminPeer[];
  readonly ports?: readonly AdminPort[];
  /** What a ClusterNetworkPolicy has for `ports`. */
  readonly protocols?: readonly AdminProtocol[];
}

export interface AdminPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: { readonly namespaceSelector?: LabelSelector; readonly podSelector?: LabelSelector };
  readonly networks?: readonly string[];
}

export interface PortRange {
  readonly protocol?: string;
  readonly start?: number;
  readonly end?: number;
}

export interface AdminPort {
  readonly portNumber?: { readonly protocol?: string; readonly port?: number };
  readonly portRange?: PortRange;
  readonly namedPort?: string;
}

export interface AdminProtocol {
  readonly tcp?: AdminDestination;
  readonly udp?: AdminDestination;
  readonly sctp?: AdminDestination;
  readonly destinationNamedPort?: string;
}

export interface AdminDestination {
  readonly destinationPort?: { readonly number?: number; readonly range?: PortRange };
}

const GROUP = 'policy.networking.k8s.io';

export const ADMIN_POLICY = `${GROUP}/AdminNetworkPolicy`;
export const BASELINE_POLICY = `${GROUP}/BaselineAdminNetworkPolicy`;
export const CLUSTER_POLICY = `${GROUP}/ClusterNetworkPolicy`;

/** Kinds of policies that administrators have. */
export const ADMIN_POLICIES: readonly string[] = [ADMIN_POLICY, BASELINE_POLICY, CLUSTER_POLICY];
