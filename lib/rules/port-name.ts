import { isPortName } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'port-name',
  summary: 'The name of a port has at most 15 characters: lower-case letters, digits and single dashes.',
  why: 'Port names are IANA service names; the API server refuses the workload.',
  fix: "Shorten it, for example 'http', 'metrics' or 'sql'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.ports ?? []).flatMap(({ name }, index) =>
        name === undefined || isPortName(name) ? [] : [{ path: `${path}.ports[${index}].name`, got: name }],
      ),
    ),
});
