/**
 * The `order` of Calico policies: lower is read first, and the first rule that matches decides. Within a stage all rules
 * have the same action, so equal orders cannot contradict each other. Kubernetes policies count as order 1000.
 */
export const STAGES = {
  /** What nobody may reach, whatever is allowed later. */
  deny: 10,
  /** What every pod needs. */
  platform: 100,
  /** What the application needs. */
  application: 500,
  /** No rules at all: whatever was not allowed so far is denied. */
  isolation: 10_000,
} as const;
