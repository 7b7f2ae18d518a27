import { containersOf, effectiveRunAsNonRoot, effectiveUserName, placeOfRunAsNonRoot } from '../manifests/pod-spec';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'run-as-non-root-without-user',
  summary: 'runAsNonRoot needs an explicit user on Windows.',
  why: 'The kubelet only compares names: an image without USER passes the test and then runs as ContainerAdministrator.',
  fix: 'Set runAsUserName: RunAsUser.CONTAINER_USER beside it.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/security_context_windows.go',
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) =>
        effectiveRunAsNonRoot(pod, placed.container) === true && effectiveUserName(pod, placed.container) === undefined
          ? [{ path: placeOfRunAsNonRoot(placed), got: true, problem: `${placed.path} has no runAsUserName` }]
          : [],
      ),
    ),
});
