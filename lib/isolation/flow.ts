import type { Direction } from '../calico/policy';
import type { Cidr } from './cidr';
import type { Port } from './port';
import type { LabelRequirement } from './selector';

/** Pods, by their labels, in namespaces given by name. */
export interface PodsEnd {
  readonly kind: 'pods';
  /** For people: the construct's path, or the labels. */
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly labels: readonly LabelRequirement[];
}

/** Addresses; an empty list means every address, those of pods included. */
export interface NetsEnd {
  readonly kind: 'nets';
  readonly name: string;
  readonly nets: readonly Cidr[];
}

/** A set of addresses with a label, kept in one place for all policies. */
export interface NetworkSetEnd {
  readonly kind: 'network-set';
  readonly name: string;
  readonly nets: readonly Cidr[];
  readonly labels: readonly LabelRequirement[];
  /** Makes the set; called by formats that refer to it instead of writing the addresses. */
  provide(): void;
}

/** The Kubernetes API server; it runs on the host network, so no selector finds it. */
export interface ApiServerEnd {
  readonly kind: 'api-server';
  readonly name: string;
}

export type FlowEnd = PodsEnd | NetsEnd | NetworkSetEnd | ApiServerEnd;

/** Somebody may open connections to somebody else on some ports; answers come back by themselves. */
export interface Flow {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  /** Empty for the API server only: its ports come from its Service. */
  readonly ports: readonly Port[];
}

/** One rule of a policy: the far end, and on which ports. */
export interface Permission {
  readonly direction: Direction;
  readonly peer: FlowEnd;
  readonly ports: readonly Port[];
}
