import type { KubernetesObject } from './kubernetes-object';
import type { LabelSelector } from './label-selector';

/** A NetworkPolicy of Kubernetes as it stands in a manifest. */
export interface NetworkPolicy extends KubernetesObject {
  readonly spec?: NetworkPolicySpec;
}

export interface NetworkPolicySpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PeerPort[] }[];
  readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PeerPort[] }[];
}

export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

export interface PeerPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

/** A rule of either direction: whom it allows, under which field, and on which ports. */
export interface PeerRule {
  readonly direction: 'ingress' | 'egress';
  readonly path: string;
  readonly peers: readonly Peer[];
  readonly peersPath: string;
  readonly ports: readonly PeerPort[];
}

export const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';

export function peerRulesOf({ spec = {} }: NetworkPolicy): PeerRule[] {
  const rule = (direction: PeerRule['direction'], index: number, field: 'from' | 'to') => {
    const path = `spec.${direction}[${index}]`;
    return { direction, path, peersPath: `${path}.${field}` };
  };
  return [
    ...(spec.ingress ?? []).map(({ from = [], ports = [] }, index) => ({
      ...rule('ingress', index, 'from'),
      peers: from,
      ports,
    })),
    ...(spec.egress ?? []).map(({ to = [], ports = [] }, index) => ({
      ...rule('egress', index, 'to'),
      peers: to,
      ports,
    })),
  ];
}

/** The directions that the policy closes: those that it names, else as the API server fills them in. */
export function closedBy({ spec = {} }: NetworkPolicy): ('ingress' | 'egress')[] {
  const { policyTypes = [], egress = [] } = spec;
  if (policyTypes.length === 0) return egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
  return (['ingress', 'egress'] as const).filter((direction) =>
    policyTypes.some((type) => type.toLowerCase() === direction),
  );
}
