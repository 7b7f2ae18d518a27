import { containersOf, effectiveRunAsNonRoot, isHostProcess, placeOfRunAsNonRoot } from '../manifests/pod-spec';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'host-process-run-as-non-root',
  summary: 'HostProcess and runAsNonRoot exclude each other.',
  why: 'A HostProcess container is a process of the node; Kubernetes documents runAsNonRoot: true as not allowed for it.',
  fix: 'Leave runAsNonRoot out and choose the account by runAsUserName.',
  severity: 'error',
  verdict: 'advice',
  reference:
    'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#hostprocess-pod-configuration-requirements',
  check: (pod) =>
    isHostProcess(pod)
      ? oncePerPlace(
          containersOf(pod).flatMap((placed) =>
            effectiveRunAsNonRoot(pod, placed.container) ? [{ path: placeOfRunAsNonRoot(placed), got: true }] : [],
          ),
        )
      : [],
});
