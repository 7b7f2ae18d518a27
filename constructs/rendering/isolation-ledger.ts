import type { IConstruct } from 'constructs';
import type { Flow } from '../../lib/isolation/flow';
import type { Expectation, IsolationPromise } from '../../lib/isolation/promise';

/** An isolation as the others of the app see it. */
export interface LedgerMember {
  readonly scope: IConstruct;
  readonly promise: IsolationPromise;
  /** Writes those ends of a flow that it isolates. */
  take(flow: Flow): void;
}

interface Ledger {
  readonly members: LedgerMember[];
  readonly flows: Flow[];
  readonly expectations: Expectation[];
}

const OF_APP = new WeakMap<IConstruct, Ledger>();

/**
 * What all isolations of an app have been asked to allow. A flow between two isolations needs a policy from each, whichever
 * of them was asked and whichever was made first.
 */
export function ledgerOf(construct: IConstruct): Ledger {
  const { root } = construct.node;
  let ledger = OF_APP.get(root);
  if (ledger === undefined) {
    ledger = { members: [], flows: [], expectations: [] };
    OF_APP.set(root, ledger);
  }
  return ledger;
}
