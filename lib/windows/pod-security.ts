import { containersOf, effectiveRunAsNonRoot, handlersOf, isHostProcess, type PodSpec } from '../manifests/pod-spec';

/** The levels of the Pod Security Standards, from loosest to strictest. */
export type PodSecurityLevelName = 'privileged' | 'baseline' | 'restricted';

/** One reason why a Windows pod does not fit a level. */
export interface PodSecurityObstacle {
  readonly path: string;
  readonly got: unknown;
  /** The only value that the level takes, where there is just one. */
  readonly allowed?: string;
}

/**
 * What the level `baseline` refuses on a pod with `os.name: windows`; the fields that it looks at beside these cannot be
 * set on such a pod at all (kubernetes/pod-security-admission `policy/check_*.go`).
 */
export function baselineObstacles(pod: PodSpec): PodSecurityObstacle[] {
  const obstacles: PodSecurityObstacle[] = [];
  if (isHostProcess(pod)) obstacles.push({ path: 'securityContext.windowsOptions.hostProcess', got: true });
  if (pod.hostNetwork === true) obstacles.push({ path: 'hostNetwork', got: true });
  for (const [index, volume] of (pod.volumes ?? []).entries()) {
    if (volume.hostPath) obstacles.push({ path: `volumes[${index}].hostPath`, got: volume.hostPath.path });
  }
  for (const { path, container } of containersOf(pod)) {
    for (const [index, port] of (container.ports ?? []).entries()) {
      if (port.hostPort) obstacles.push({ path: `${path}.ports[${index}].hostPort`, got: port.hostPort });
    }
    for (const { path: field, handler } of handlersOf(container)) {
      for (const kind of ['httpGet', 'tcpSocket'] as const) {
        const host = handler[kind]?.host;
        if (host) obstacles.push({ path: `${path}.${field}.${kind}.host`, got: host });
      }
    }
  }
  return obstacles;
}

const RESTRICTED_VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/** What the level `restricted` refuses beyond `baseline`, policy version v1.25 and later. */
export function restrictedObstacles(pod: PodSpec): PodSecurityObstacle[] {
  const obstacles = baselineObstacles(pod);
  for (const [index, volume] of (pod.volumes ?? []).entries()) {
    const kind = Object.keys(volume).find((key) => key !== 'name');
    if (kind !== undefined && kind !== 'hostPath' && !RESTRICTED_VOLUMES.has(kind)) {
      obstacles.push({ path: `volumes[${index}].${kind}`, got: volume.name });
    }
  }
  if (pod.securityContext?.runAsNonRoot === false) {
    obstacles.push({ path: 'securityContext.runAsNonRoot', got: false, allowed: 'true' });
  }
  for (const { path, container } of containersOf(pod)) {
    if (effectiveRunAsNonRoot(pod, container) !== true) {
      obstacles.push({
        path: `${path}.securityContext.runAsNonRoot`,
        got: container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot,
        allowed: 'true',
      });
    }
  }
  return obstacles;
}

/** The strictest level that admits the pod. */
export function podSecurityLevelOf(pod: PodSpec): PodSecurityLevelName {
  if (baselineObstacles(pod).length > 0) return 'privileged';
  return restrictedObstacles(pod).length > 0 ? 'baseline' : 'restricted';
}
