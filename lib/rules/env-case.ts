import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'env-case',
  summary: 'Windows ignores the case of environment variable names.',
  why: 'Two names that differ in case are one variable, and which value wins is not defined.',
  fix: 'Keep one of them.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) => {
      const seen = new Map<string, string>();
      return (container.env ?? []).flatMap(({ name }, index) => {
        const twin = seen.get(name.toLowerCase());
        seen.set(name.toLowerCase(), name);
        if (twin === undefined) return [];
        return [{ path: `${path}.env[${index}].name`, got: name, problem: `'${twin}' is there as well` }];
      });
    }),
});
