import { containersOf, effectiveUserName, isHostProcess, placeOfUserName } from '../manifests/pod-spec';
import { isContainerAccount } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'host-process-user',
  summary: 'A HostProcess container runs as an account of the node.',
  why: 'ContainerUser and ContainerAdministrator exist inside images only; the logon on the node fails.',
  fix: 'Use RunAsUser.LOCAL_SERVICE (least privilege), NETWORK_SERVICE or SYSTEM, or RunAsUser.localGroup(name).',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
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
