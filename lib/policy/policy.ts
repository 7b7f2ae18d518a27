import type { Direction } from '../calico/policy';
import type { Selector } from '../calico/selector';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { Range } from './connection-space';

/** A policy as Calico enforces it, in whatever form it was written. */
export interface Policy {
  /** As it was written. */
  readonly object: KubernetesObject;
  readonly tier: string;
  /** Infinity where nothing is said: behind all that say something. */
  readonly order: number;
  /** Breaks ties among equal orders. */
  readonly sortName: string;
  /** Tried out only; Linux nodes ignore it, Windows nodes do not. */
  readonly isStaged: boolean;
  readonly subject: Selector;
  /** `undefined` for a direction that it does not govern. */
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

export type Action = 'Allow' | 'Deny' | 'Log' | 'Pass';

export interface Rule {
  readonly action: Action;
  /** Where it stands in the object: `spec.ingress[0]`. */
  readonly path: string;
  readonly direction: Direction;
  readonly ipVersion?: 4 | 6;
  readonly protocol?: number;
  readonly notProtocol?: number;
  readonly icmp?: { readonly type?: number; readonly code?: number };
  readonly notIcmp?: { readonly type?: number; readonly code?: number };
  readonly source: Side;
  readonly destination: Side;
}

/** What a rule asks of one end of a connection; everything that is there must hold. */
export interface Side {
  readonly nets?: readonly string[];
  readonly notNets?: readonly string[];
  /** Addresses of what the selector picks. */
  readonly selector?: Selector;
  /** Anything but the addresses of what the selector picks; only where no `selector` is. */
  readonly notSelector?: Selector;
  readonly ports?: Ports;
  readonly notPorts?: Ports;
  /** `shop/web`: at the destination with the ports of the Service, at the source without. */
  readonly service?: string;
}

export interface Ports {
  readonly ranges: readonly Range[];
  readonly names: readonly string[];
}

export interface Tier {
  readonly name: string;
  /** Whether it comes with Calico or is among the objects, without a fault. */
  readonly isShown: boolean;
  readonly order: number;
  readonly defaultAction: 'Deny' | 'Pass';
  /** In their order. */
  readonly policies: readonly Policy[];
}
