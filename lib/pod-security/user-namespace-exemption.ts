import type { AdmittedPod, Obstacle } from './policy-check';

/** From policy version 1.35 on, root inside a user namespace of the pod's own is not root on the node. */
export function unlessOwnUsers(
  obstacles: (admitted: AdmittedPod) => Obstacle[],
): (admitted: AdmittedPod) => Obstacle[] {
  return (admitted) => (admitted.pod.hostUsers === false ? [] : obstacles(admitted));
}
