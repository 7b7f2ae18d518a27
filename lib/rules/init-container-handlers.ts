import { handlersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'init-container-handlers',
  summary: 'An init container has neither probes nor hooks.',
  why: 'It runs to its end before the others start; the API server refuses probes and hooks unless restartPolicy makes it a sidecar.',
  fix: 'Leave them out, or set restartPolicy: ContainerRestartPolicy.ALWAYS.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
  check: (pod) =>
    (pod.initContainers ?? []).flatMap((container, index) =>
      container.restartPolicy === 'Always'
        ? []
        : handlersOf(container).map(({ path, handler }) => ({
            path: `initContainers[${index}].${path}`,
            got: handler,
          })),
    ),
});
