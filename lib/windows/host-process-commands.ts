/**
 * What does not matter to most HostProcess containers: where containerd 1.7 binds files in place, on Server 2022 and later,
 * it starts their commands by `cmd /c`, which finds its own commands and splits a text at its blanks.
 * Source: microsoft/hcsshim `internal/jobcontainers/jobcontainer.go`, `CreateProcess`.
 */
export const THROUGH_CMD = {
  severity: 'warning',
  problem: 'on Server 2019 and with containerd 1.6 it is not found',
} as const;
