import { covers, type Toleration } from './tolerations';

/**
 * Whether a toleration is about Windows nodes: the keys that the guides of the platforms and of Kubernetes use for the
 * operating system (`windowsTaint` and `tolerations` of each platform), with whatever value begins like it.
 */
export function isForWindowsNodes({ key = '', operator, value = '' }: Toleration): boolean {
  if (!/^((beta\.|node\.)?kubernetes\.io\/)?os$/.test(key)) return false;
  return operator === 'Exists' || /^win/i.test(value);
}

/** Whether it tolerates each taint that keeps pods off. */
export function toleratesEverything(toleration: Toleration): boolean {
  return covers(toleration, { key: 'any', operator: 'Exists', effect: 'NoSchedule' });
}
