import { containersOf, effectiveRunAsNonRoot, effectiveUserName } from '../manifests/pod-spec';
import { isContainerAdministrator } from '../windows/accounts';
import { defineRule } from './rule';

export default defineRule({
  id: 'run-as-non-root-administrator',
  summary: 'runAsNonRoot forbids ContainerAdministrator.',
  why: 'The kubelet compares the user name with ContainerAdministrator and leaves the container in CreateContainerConfigError.',
  fix: 'Run as RunAsUser.CONTAINER_USER, or leave runAsNonRoot out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) => {
      const user = effectiveUserName(pod, container);
      const clash =
        effectiveRunAsNonRoot(pod, container) === true && user !== undefined && isContainerAdministrator(user);
      return clash
        ? [{ path: `${path}.securityContext.runAsNonRoot`, got: true, allowed: `false, with the user ${user}` }]
        : [];
    }),
});
