import type { Toleration } from '../lib/platforms/tolerations';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** The scheduler's test of one taint against all tolerations of a pod. */
export function toleratedBy(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some((toleration) => tolerates(toleration, taint));
}

export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return Boolean(toleration.key) && (toleration.value ?? '') === taint.value;
}
