/** What of a party decides whether its connections are told. */
export interface Teller {
  readonly isStandIn: boolean;
  /** Missing for what is outside. */
  readonly workload?: unknown;
}

/** What stands for the DNS of the cluster only listens, and to pods alone; what happens outside is nobody's business. */
export function isTold(from: Teller, to: Teller): boolean {
  if (from.isStandIn) return false;
  return from.workload !== undefined || (to.workload !== undefined && !to.isStandIn);
}
