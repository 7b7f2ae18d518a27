import { isEnvName } from '../api-server/formats';
import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'env-name',
  summary: 'The name of an environment variable is printable ASCII without an equals sign.',
  why: 'The API server refuses the workload.',
  fix: 'Use letters, digits, dots, dashes and underscores.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) =>
      (container.env ?? []).flatMap(({ name }, index) =>
        isEnvName(name) ? [] : [{ path: `${path}.env[${index}].name`, got: name }],
      ),
    ),
});
