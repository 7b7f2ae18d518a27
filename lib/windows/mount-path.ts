/** Forms of `volumeMounts[].mountPath` that kubelet and containerd understand on Windows. */
const DRIVE_ONLY = /^[A-Za-z]:$/;
const DRIVE_PATH = /^[A-Za-z]:[\\/]/;
const NAMED_PIPE = /^\\\\\.\\pipe\\[^\\/]+$/;

const HIDES = 'mounting over a system directory hides what is in it';

const RESERVED_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** Whether the path begins with a drive and a separator: on Linux nobody writes such a one. */
export function isDrivePath(path: string): boolean {
  return DRIVE_PATH.test(path);
}

export function isNamedPipe(path: string): boolean {
  return NAMED_PIPE.test(path);
}

/** A path that was meant as a named pipe, in whatever spelling. */
export function looksLikeNamedPipe(path: string): boolean {
  return /^[\\/]{2}\.[\\/]pipe[\\/]/i.test(path);
}

/**
 * Two mount paths that name the same place on the node have the same normal form: drive letter, backslashes, lower
 * case, no trailing or doubled separator. The API server compares plain strings and so lets such twins pass.
 */
export function normalizeMountPath(path: string): string {
  if (looksLikeNamedPipe(path)) return path.toLowerCase().replace(/\//g, '\\');
  let normal = path.replace(/\//g, '\\').replace(/\\{2,}/g, '\\');
  if (!/^[A-Za-z]:/.test(normal)) normal = `C:\\${normal.replace(/^\\/, '')}`;
  if (DRIVE_ONLY.test(normal)) normal += '\\';
  if (normal.length > 3) normal = normal.replace(/\\$/, '');
  return normal.toLowerCase();
}

/** Why a mount path cannot work on Windows, or `undefined` when it can. */
export function mountPathProblem(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (looksLikeNamedPipe(path)) {
    return isNamedPipe(path)
      ? undefined
      : 'a named pipe is recognised only as \\\\.\\pipe\\name, with backslashes and in lower case';
  }
  if (/^[\\/]{2}/.test(path)) return 'a UNC path cannot be a mount point';
  const normal = normalizeMountPath(path);
  if (normal === 'c:\\') return 'drive C: itself cannot be a mount point';
  if (/^c:\\windows(\\system32)?$/.test(normal)) return HIDES;
  const withoutDrive = DRIVE_ONLY.test(path) || DRIVE_PATH.test(path) ? path.slice(2) : path;
  if (/[:*?"<>|]/.test(withoutDrive)) return 'a Windows path must not contain any of : * ? " < > |';
  const elements = elementsOf(withoutDrive);
  const reserved = elements.find((element) => RESERVED_NAME.test(element));
  if (reserved) return `${reserved} is the name of a device on Windows`;
  return undefined;
}

/** What is hardly meant by a mount path that works, or `undefined` when nothing is odd about it. */
export function mountPathDoubt(path: string): string | undefined {
  if (elementsOf(path).includes('..')) return 'it must not climb with ..';
  return /^c:\\program files( \(x86\))?$/.test(normalizeMountPath(path)) ? HIDES : undefined;
}

function elementsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((element) => element !== '');
}

/** Why a subPath is refused by the API server or by the kubelet, or `undefined` when it is fine. */
export function subPathProblem(subPath: string): string | undefined {
  if (/^[A-Za-z]:/.test(subPath) || /^[\\/]/.test(subPath)) return 'it must be relative to the volume';
  if (subPath.split(/[\\/]/).includes('..')) return 'it must not climb with ..';
  return undefined;
}
