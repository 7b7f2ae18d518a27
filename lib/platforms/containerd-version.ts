/** Whether the text is a version of containerd such as `1.7`, `1.7.27` or `2.1.0-rc.1`. */
export function isContainerdVersion(text: string): boolean {
  return typeof text === 'string' && /^\d+\.\d+(\.\d+)?([-+].*)?$/.test(text);
}

/** Compares major and minor; `text` is a version. */
export function isContainerdAtLeast(text: string, major: number, minor: number): boolean {
  const [ownMajor, ownMinor] = text.split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
