import { containersOf, effectiveUserName, isHostProcess, placeOfUserName } from '../manifests/pod-spec';
import { isContainerAccount } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'host-process-user',
  topic: 'host-process',
  summary: 'A HostProcess container must run as an account of the node.',
  why: 'ContainerUser and ContainerAdministrator exist inside images only; the logon on the node fails.',
  fix: 'Set runAsUserName to NT AUTHORITY\\LOCAL SERVICE (fewest rights), NT AUTHORITY\\NETWORK SERVICE or NT AUTHORITY\\SYSTEM, or to a local group of the node.',
  fixInCode: 'Use RunAsUser.LOCAL_SERVICE (least privilege), NETWORK_SERVICE or SYSTEM, or RunAsUser.localGroup(name).',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: agent }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostNetwork: true
      securityContext:
        windowsOptions: { hostProcess: true, runAsUserName: ContainerUser }
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
        windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\LOCAL SERVICE' }
      containers:
        - name: agent
          image: registry.example.com/agent:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) =>
    isHostProcess(pod)
      ? oncePerPlace(
          containersOf(pod).flatMap((placed) => {
            const user = effectiveUserName(pod, placed.container);
            return user !== undefined && isContainerAccount(user) ? [{ path: placeOfUserName(placed), got: user }] : [];
          }),
        )
      : [],
});
