import { isForWindowsNodes } from '../platforms/windows-taint';
import { bringsLinuxPrograms, isLinuxShell, isLinuxTool, isWindowsProgram } from '../windows/commands';
import { isOnlyOnLinux } from '../windows/host-paths';
import { parseImageReference } from '../windows/image-reference';
import { isDrivePath } from '../windows/mount-path';
import type { Cluster } from './cluster';
import { commandsIn, containersOf, type PodSpec } from './pod-spec';
import { hasUnseenRuntimeClass } from './runtime-class';

/** Something in a pod that hardly anybody writes for another operating system, and that yet decides nothing. */
export interface SystemSign {
  /** Path below the pod spec. */
  readonly path: string;
  /** What it says, as the rest of a sentence that begins with the path. */
  readonly says: string;
}

/** What looks like Windows: the first sign of each kind. */
export function windowsSignsOf(pod: PodSpec, cluster: Cluster): SystemSign[] {
  return [toleration(pod), runtimeClass(pod, cluster), drivePath(pod), windowsCommand(pod)].filter(
    (sign) => sign !== undefined,
  );
}

/** What looks like Linux. */
export function linuxSignOf(pod: PodSpec): SystemSign | undefined {
  return linuxImage(pod) ?? linuxCommand(pod) ?? linuxHostPath(pod) ?? linuxRight(pod);
}

function toleration({ tolerations = [] }: PodSpec): SystemSign | undefined {
  const index = tolerations.findIndex(isForWindowsNodes);
  return index < 0 ? undefined : { path: `tolerations[${index}]`, says: 'is for the taint of Windows nodes' };
}

/** A class that nobody has shown: those of the guides are named after a version of Windows. */
function runtimeClass(pod: PodSpec, cluster: Cluster): SystemSign | undefined {
  const { runtimeClassName = '' } = pod;
  if (!/^win(dows)?(-|\d|$)/.test(runtimeClassName) || !hasUnseenRuntimeClass(pod, cluster)) return undefined;
  return { path: 'runtimeClassName', says: `is ${runtimeClassName}` };
}

function drivePath(pod: PodSpec): SystemSign | undefined {
  for (const { path, container } of containersOf(pod)) {
    const { workingDir = '', volumeMounts = [], args = [] } = container;
    if (isDrivePath(workingDir)) return { path: `${path}.workingDir`, says: `is ${workingDir}` };
    const mount = volumeMounts.findIndex(({ mountPath = '' }) => isDrivePath(mountPath));
    if (mount >= 0)
      return { path: `${path}.volumeMounts[${mount}].mountPath`, says: `is ${volumeMounts[mount].mountPath}` };
    const arg = args.findIndex(namesFolder);
    if (arg >= 0) return { path: `${path}.args[${arg}]`, says: 'has a path with a drive' };
  }
  const volume = (pod.volumes ?? []).findIndex(({ hostPath }) => isDrivePath(hostPath?.path ?? ''));
  if (volume >= 0) {
    return { path: `volumes[${volume}].hostPath.path`, says: `is ${pod.volumes?.[volume].hostPath?.path}` };
  }
  return undefined;
}

/** A path with a drive in an argument: `C:\data`, `--config=C:\etc\app.yaml`. One letter alone may be an escaped character. */
function namesFolder(text: string): boolean {
  return /(^|[\s"'=])[A-Za-z]:\\[\w .-]{2}/.test(text);
}

function windowsCommand(pod: PodSpec): SystemSign | undefined {
  const found = commandsIn(pod).find(({ command }) => isWindowsProgram(command[0]));
  return found && { path: `${found.path}[0]`, says: `is ${found.command[0]}` };
}

function linuxImage(pod: PodSpec): SystemSign | undefined {
  for (const { path, container } of containersOf(pod)) {
    const { linux } = parseImageReference(container.image ?? '');
    if (linux !== undefined) return { path: `${path}.image`, says: `is for Linux (${linux})` };
  }
  return undefined;
}

function linuxCommand(pod: PodSpec): SystemSign | undefined {
  const found = commandsIn(pod).find(({ command: [program], container }) => {
    return (isLinuxShell(program) || isLinuxTool(program)) && !bringsLinuxPrograms(container.image ?? '');
  });
  return found && { path: `${found.path}[0]`, says: `is ${found.command[0]}` };
}

function linuxHostPath({ volumes = [] }: PodSpec): SystemSign | undefined {
  const index = volumes.findIndex(({ hostPath }) => isOnlyOnLinux(hostPath?.path ?? ''));
  return index < 0
    ? undefined
    : { path: `volumes[${index}].hostPath.path`, says: `is ${volumes[index].hostPath?.path}` };
}

/** Rights over the kernel of Linux: others of its fields stand in many pods by habit. */
function linuxRight(pod: PodSpec): SystemSign | undefined {
  const field = (['hostPID', 'hostIPC'] as const).find((name) => pod[name] === true);
  if (field !== undefined) return { path: field, says: 'is true' };
  const found = containersOf(pod).find(({ container: { securityContext = {} } }) => {
    return securityContext.privileged === true || (securityContext.capabilities?.add ?? []).length > 0;
  });
  return found && { path: `${found.path}.securityContext`, says: 'asks for rights over Linux' };
}
