/** 24 for 3.24, and for a patch of it. */
export function minorOf(version: string | undefined): number | undefined {
  const [, minor] = /^v?3\.(\d{1,3})(?:\.\d+)?$/.exec(version ?? '') ?? [];
  return minor === undefined ? undefined : Number(minor);
}
