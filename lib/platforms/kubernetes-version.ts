const VERSION = /^v?1\.(\d{1,3})(?:\.(\d+))?(?:[-+].*)?$/;

/** The minor of a Kubernetes version such as `1.34`, `1.34.2` or `v1.34.2-gke.100`; `undefined` when it is none. */
export function kubernetesMinor(version: string): number | undefined {
  // 1.30 as a number is 1.3
  const match = typeof version === 'string' ? VERSION.exec(version) : null;
  return match ? Number(match[1]) : undefined;
}
