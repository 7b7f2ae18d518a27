export function isWindowsPowerShell(program: string): boolean {
  return /(^|[\\/])powershell(\.exe)?$/i.test(program);
}

/** PowerShell of either kind: the one of Windows, or the newer one that an image brings. */
export function isPowerShell(program: string): boolean {
  return isWindowsPowerShell(program) || /(^|[\\/])pwsh(\.exe)?$/i.test(program);
}

/**
 * Kubernetes expands `$(NAME)` in commands, arguments and environment values, and reads `$$` as one dollar
 * (kubernetes/kubernetes `third_party/forked/golang/expansion/expand.go`). A dollar therefore needs doubling before a
 * parenthesis and beside another dollar, and nowhere else. Lifecycle hooks are not expanded: there text stays as it is.
 */
export function escapeExpansion(text: string): string {
  return text.replace(/\$+(?=\()|\${2,}/g, (dollars) => dollars + dollars);
}
