import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

const KNOWN = ['TCP', 'UDP'];

export default defineRule({
  id: 'port-protocol',
  summary: 'Windows nodes know TCP and UDP.',
  why: 'Windows has no SCTP; the API server accepts the port and nothing ever arrives on it. Any other word it refuses.',
  fix: 'Use TCP or UDP, or run the program on Linux nodes.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/reference/networking/service-protocols/#protocol-sctp',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ protocol }, index) =>
        protocol === undefined || KNOWN.includes(protocol)
          ? []
          : [{ path: `${path}.ports[${index}].protocol`, got: protocol }],
      ),
    ),
});
