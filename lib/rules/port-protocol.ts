import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'port-protocol',
  summary: 'Windows nodes know TCP and UDP.',
  why: 'Windows has no SCTP; the API server accepts the port and nothing ever arrives on it.',
  fix: 'Use TCP or UDP, or run the program on Linux nodes.',
  severity: 'error',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/reference/networking/service-protocols/#protocol-sctp',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ protocol }, index) =>
        protocol === 'SCTP' ? [{ path: `${path}.ports[${index}].protocol`, got: protocol }] : [],
      ),
    ),
});
