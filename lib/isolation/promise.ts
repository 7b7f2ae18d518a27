import type { DeniedAddress } from './cloud-metadata';
import type { Flow, FlowEnd, Permission } from './flow';
import type { Port } from './port';

/** What an isolation promises of its pods, in terms of what its author has asked for and not of the policies it writes. */
export interface IsolationPromise {
  /** The path of the construct. */
  readonly path: string;
  /** The namespaces that it names; absent where it isolates the cluster. */
  readonly namespaces?: readonly string[];
  /** The namespaces that an isolation of the cluster leaves alone. */
  readonly except: readonly string[];
  readonly denied: readonly DeniedAddress[];
  /** Whether an address that is denied on some ports is lost for the other ports of a permission, too. */
  readonly cutsDenied: boolean;
  /** What is open to all pods: DNS. */
  readonly forAll: readonly Permission[];
  /** Whether it is promised for pods on Windows nodes. */
  readonly isForWindows: boolean;
}

/** What the author of an app says of a flow, beside what is allowed. */
export interface Expectation {
  /** The path of the isolation. */
  readonly path: string;
  readonly isAllowed: boolean;
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  /** Empty for any connection at all. */
  readonly ports: readonly Port[];
  /** Where it was said: the lines of a stack. */
  readonly stack: string;
}

/** All that the isolations of an app promise, and what is expected of them. */
export interface Promises {
  /** Those that name namespaces go before one of the cluster. */
  readonly isolations: readonly IsolationPromise[];
  readonly flows: readonly Flow[];
  readonly expectations: readonly Expectation[];
}

/** A promise that the policies of the app do not keep, in clauses. */
export interface BrokenPromise {
  /** The paths of the isolations that are concerned. */
  readonly paths: readonly string[];
  /** What says so, where it is said in so many words: `expectDenied`. */
  readonly field?: string;
  /** The flow: `shop/web → shop/db, TCP 1433`. */
  readonly flow: string;
  readonly problem: string;
  readonly fix: string;
  /** Where it was said, if by an expectation. */
  readonly stack?: string;
}
