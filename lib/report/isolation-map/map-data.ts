import type { Range } from '../../policy/connection-space';
import type { Nodes } from '../../policy/kinds';
import type { Verdict } from '../../policy/reach';

/**
 * What the page shows, computed by the command; the page looks up and computes no verdict. Texts, sets of connections and
 * whatever many pairs share stands once and is told by its index.
 */
export interface MapData {
  /** The nodes that are shown first. */
  readonly nodes: Nodes;
  /** What stands in a text for the names of the two ends. */
  readonly marks: Readonly<Record<End, string>>;
  readonly texts: readonly string[];
  readonly cuts: MapCuts;
  /** Sets of cells of the space of connections. */
  readonly sets: readonly string[];
  readonly passages: readonly MapPassage[];
  readonly values: readonly MapValue[];
  readonly parties: readonly MapParty[];
  readonly atoms: readonly MapAtom[];
  /** Numbers for all atoms in their order, packed. */
  readonly rows: readonly string[];
  readonly sides: readonly (readonly SideCase[])[];
  readonly decisions: readonly MapDecision[];
  readonly places: readonly MapPlace[];
}

export type End = 'from' | 'to';

/** `ConnectionCuts`, as JSON can hold them. */
export interface MapCuts {
  readonly protocols: readonly number[];
  readonly ports: readonly (readonly [protocol: number, ranges: readonly Range[]])[];
  readonly sourcePorts: readonly (readonly [protocol: number, ranges: readonly Range[]])[];
  readonly icmpTypes: readonly number[];
  readonly icmpCodes: readonly number[];
}

/** How much passes: `depends` where the address of a pod decides, `broken` where Felix fails. */
export type Amount = 'none' | 'some' | 'all' | 'depends' | 'broken';

/** How Windows nodes differ: more passes than on Linux nodes, less, more and less, or nobody knows. */
export type Difference = 'alike' | 'opened' | 'closed' | 'other' | 'broken';

/** Connections that pass for sure, and that may pass; indices into `sets`. */
export type MapPassage = readonly [sure: number, may: number, amount: Amount];

/** Between two atoms. */
export interface MapValue {
  readonly passages: Readonly<Record<Nodes, number>>;
  readonly texts: Readonly<Record<Nodes, number>>;
  /** As the pods stand, and if all nodes were Windows: compared with Linux nodes. */
  readonly differences: Readonly<Record<'actual' | 'windows', Difference>>;
}

export interface MapParty {
  readonly name: string;
  /** Empty for what is outside. */
  readonly namespace: string;
  /** Missing for what is outside. */
  readonly workload?: {
    readonly kind: string;
    readonly isOnHostNetwork: boolean;
    /** What policies close: `in and out`, `in`, `out`, or nothing. */
    readonly closed: string;
    readonly differsOnWindows: boolean;
  };
  readonly networks?: readonly string[];
  readonly isStandIn: boolean;
  readonly system: 'linux' | 'windows' | null;
  readonly atom: number;
  /** Whether it is asked about; one end of a pair that is told is, at least. */
  readonly isAsked: boolean;
}

/** Indices into `rows`; a number in them is 0 for a pair that nobody asks about, else an index and one. */
export interface MapAtom {
  /** Values of what goes to all others. */
  readonly values: number;
  /** Sides of what goes out to all others, and of what comes in from them. */
  readonly egress: number;
  readonly ingress: number;
  /** The nodes on which it stands. */
  readonly plane: 'linux' | 'windows';
}

/** What decides at one end about a set of connections; `windows` is the same index where it is the same. */
export type SideCase = readonly [
  connections: number,
  linux: number,
  windows: number,
  isSame: 0 | 1,
  reasons: readonly number[],
];

/** `place` is -1 where no policy decides. */
export type MapDecision = readonly [verdict: Verdict, sentence: number, place: number];

export type MapPlace = readonly [place: string, excerpt: string];
