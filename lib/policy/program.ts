import type { Grouping } from './address-set';
import type { Bits } from './bits';
import type { Policy, Rule, Tier } from './policy';
import type { Step } from './steps';

/** Two addresses between which a connection is opened, as one of the two ends sees it. */
export interface Ends {
  /** The end whose policies are asked. */
  readonly near: Place;
  readonly far: Place;
}

/** An address: of an endpoint of a class or of nobody, in a piece of the address space. */
export interface Place {
  readonly classNumber: number;
  readonly piece: number;
}

/** What decided about a connection. */
export interface Decider {
  readonly tier?: Tier;
  readonly policy?: Policy;
  readonly rule?: Rule;
  /** On Windows nodes, the rules with Pass that have handed over to it. */
  readonly via?: readonly Decider[];
  /** A profile decides where policies have passed a connection on to it, or where there is none for its direction. */
  readonly kind: 'rule' | 'end of tier' | 'profile' | 'no policy' | 'own node' | 'not governed' | 'not enforced';
}

/** All policies of one direction that govern an endpoint, ready to be asked. */
export interface Program {
  /** The connections that it lets through. */
  allowed(ends: Ends): Bits;
  /** What decides about one kind of connection. */
  deciderOf(ends: Ends, cell: number): Decision;
  /** What it asks of both ends, rule by rule. */
  readonly steps: readonly Step[];
  /** Why the node cannot put it into force at all, and the Pass at which it fails. */
  readonly broken?: string;
  readonly brokenAt?: Decider;
}

export interface Decision {
  readonly isAllowed: boolean;
  readonly by: Decider;
}

export interface Groups {
  readonly nearClasses: Grouping;
  readonly nearPieces: Grouping;
  readonly farClasses: Grouping;
  readonly farPieces: Grouping;
}
