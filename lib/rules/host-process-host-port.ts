import { containersOf, isHostProcess } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-process-host-port',
  summary: 'On the host network a port is what the process opens.',
  why: 'The API server demands that hostPort equals containerPort on a hostNetwork pod.',
  fix: 'Leave hostPort out.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  check: (pod) =>
    isHostProcess(pod)
      ? containersOf(pod).flatMap(({ path, container }) =>
          (container.ports ?? []).flatMap((port, index) =>
            port.hostPort !== undefined && port.hostPort !== 0 && port.hostPort !== port.containerPort
              ? [{ path: `${path}.ports[${index}].hostPort`, got: port.hostPort, allowed: String(port.containerPort) }]
              : [],
          ),
        )
      : [],
});
