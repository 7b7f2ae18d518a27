import { containersOf, effectiveUserName, isHostProcess, placeOfUserName } from '../manifests/pod-spec';
import { isServiceAccount } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

const DOMAIN = 'NT AUTHORITY';

export default defineRule({
  id: 'host-process-user-domain-case',
  topic: 'host-process',
  summary: 'NT AUTHORITY must stand before the account of a HostProcess container, in capitals.',
  why: 'The shim compares the domain letter by letter and tries an interactive logon for any other spelling, and without a domain, which fails.',
  fix: 'Write NT AUTHORITY before the account, in capitals.',
  fixInCode: 'Use the constants of RunAsUser, or write NT AUTHORITY in capitals.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://github.com/microsoft/hcsshim/blob/main/internal/jobcontainers/logon.go',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT Authority\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    isHostProcess(pod)
      ? oncePerPlace(
          containersOf(pod).flatMap((placed) => {
            const user = effectiveUserName(pod, placed.container) ?? '';
            const meant = `${DOMAIN}\\${user.slice(user.indexOf('\\') + 1)}`;
            const isMisspelt = user.includes('\\')
              ? user.toUpperCase().startsWith(`${DOMAIN}\\`) && !user.startsWith(DOMAIN)
              : isServiceAccount(meant);
            return isMisspelt ? [{ path: placeOfUserName(placed), got: user, mend: { set: meant } }] : [];
          }),
        )
      : [],
});
