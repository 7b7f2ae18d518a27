import { parseImageReference } from './image-reference';

/**
 * With how much memory, in MiB, containers of Microsoft's base images can be expected to start: what Windows itself
 * commits in them before the program has done anything. Measured values differ by build; these are the low ends.
 * Sources: https://docs.aws.amazon.com/eks/latest/best-practices/windows-oom.html, and the limits of the samples of
 * Kubernetes and of the CSI drivers (kubernetes-csi/csi-driver-smb#524).
 */
const LEAST_MEBIBYTES = { nanoserver: 40, servercore: 100, server: 100, windows: 100, framework: 300 } as const;

/** The least memory for the image, and what it is called; `undefined` where its reference does not tell its base. */
export function leastMemoryOf(image: string): { readonly mebibytes: number; readonly base: string } | undefined {
  const { base, hostsIis, repository } = parseImageReference(image);
  if (hostsIis || /(^|\/)dotnet\/framework\//.test(repository)) {
    return { mebibytes: LEAST_MEBIBYTES.framework, base: hostsIis ? 'IIS' : '.NET Framework' };
  }
  if (base === undefined) return undefined;
  const names = { nanoserver: 'Nano Server', servercore: 'Server Core', server: 'Windows Server', windows: 'Windows' };
  return { mebibytes: LEAST_MEBIBYTES[base], base: names[base] };
}
