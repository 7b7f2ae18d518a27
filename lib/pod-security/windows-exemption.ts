import type { AdmittedPod, Obstacle } from './policy-check';

/** From policy version 1.25 on, checks of fields that Windows has not let pods with `os.name: windows` pass. */
export function unlessWindows(obstacles: (admitted: AdmittedPod) => Obstacle[]): (admitted: AdmittedPod) => Obstacle[] {
  return (admitted) => (admitted.pod.os?.name === 'windows' ? [] : obstacles(admitted));
}
