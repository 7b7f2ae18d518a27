import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'container-name-unique',
  summary: 'Every container of a pod has a name of its own.',
  why: "The API server refuses two containers with one name; without a name cdk8s-plus calls each 'main'.",
  fix: 'Set name.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#containers',
  check: (pod) => {
    const seen = new Set<string>();
    return containersOf(pod).flatMap(({ path, container }) => {
      const name = container.name ?? '';
      const twice = seen.has(name);
      seen.add(name);
      return twice ? [{ path: `${path}.name`, got: name }] : [];
    });
  },
});
