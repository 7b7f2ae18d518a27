import { containersOf, effectiveRunAsNonRoot, effectiveUserName, placeOfRunAsNonRoot } from '../manifests/pod-spec';
import { isContainerAdministrator } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'run-as-non-root-administrator',
  summary: 'runAsNonRoot forbids ContainerAdministrator.',
  why: 'The kubelet compares the user name with ContainerAdministrator and leaves the container in CreateContainerConfigError.',
  fix: 'Run as RunAsUser.CONTAINER_USER, or leave runAsNonRoot out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) => {
        const user = effectiveUserName(pod, placed.container);
        if (effectiveRunAsNonRoot(pod, placed.container) !== true || user === undefined) return [];
        if (!isContainerAdministrator(user)) return [];
        return [{ path: placeOfRunAsNonRoot(placed), got: true, problem: `${placed.path} runs as ${user}` }];
      }),
    ),
});
