import { containersOf, effectiveUserName, isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

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
      ? containersOf(pod).flatMap(({ path, container }) => {
          const user = effectiveUserName(pod, container) ?? '';
          const misspelt = /^NT AUTHORITY\\/i.test(user) && !user.startsWith('NT AUTHORITY');
          return misspelt ? [{ path: `${path}.securityContext.windowsOptions.runAsUserName`, got: user }] : [];
        })
      : [],
});
