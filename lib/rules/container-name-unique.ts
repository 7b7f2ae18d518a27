import { containersOf } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'container-name-unique',
  summary: 'Every container of a pod has a name of its own.',
  why: "The API server refuses two containers with one name; without a name cdk8s-plus calls each 'main'.",
  fix: 'Set name on each of them.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#containers',
  check: (pod) => {
    const seen = new Map<string, string>();
    // those of the pod first: of two with one name the API server names the init container
    const inOrder = [
      ...containersOf({ containers: pod.containers }),
      ...containersOf({ initContainers: pod.initContainers }),
    ];
    return inOrder.flatMap(({ path, container }) => {
      const name = container.name ?? '';
      const twin = seen.get(name);
      seen.set(name, path);
      return twin === undefined ? [] : [{ path: `${path}.name`, got: name, problem: `${twin} has it as well` }];
    });
  },
});
