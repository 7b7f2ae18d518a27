import { covers, type Toleration } from './tolerations';

/** A taint of a node, as it stands in a node's spec. */
export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** Whether a pod with that toleration may run on a node with that taint. */
export function tolerates(toleration: Toleration, { key, value, effect }: Taint): boolean {
  return covers({ ...toleration, tolerationSeconds: undefined }, { key, operator: 'Equal', value, effect });
}

export function taintText({ key, value, effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}
