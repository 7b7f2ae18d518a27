import { containersOf, effectiveUserName, isHostProcess, placeOfUserName } from '../manifests/pod-spec';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'host-process-user-domain-case',
  summary: 'HostProcess reads NT AUTHORITY with its capitals only.',
  why: 'The shim compares the domain letter by letter and tries an interactive logon for any other spelling, which fails.',
  fix: 'Use the constants of RunAsUser, or write NT AUTHORITY in capitals.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
  check: (pod) =>
    isHostProcess(pod)
      ? oncePerPlace(
          containersOf(pod).flatMap((placed) => {
            const user = effectiveUserName(pod, placed.container) ?? '';
            const misspelt = /^NT AUTHORITY\\/i.test(user) && !user.startsWith('NT AUTHORITY');
            return misspelt ? [{ path: placeOfUserName(placed), got: user }] : [];
          }),
        )
      : [],
});
