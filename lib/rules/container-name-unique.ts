import { containersOf } from '../manifests/pod-spec';
import { ALL_PODS, defineRule } from './rule';

export default defineRule({
  id: 'container-name-unique',
  topic: 'names',
  summary: 'Every container of a pod must have a name of its own.',
  why: 'The API server refuses two containers with one name, init and ephemeral containers included.',
  fix: 'Give each of them its own name.',
  fixInCode: "Set name on each of them: without one cdk8s-plus calls each 'main'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#containers',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
        - name: web
          image: registry.example.com/proxy:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
        - name: proxy
          image: registry.example.com/proxy:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  pods: ALL_PODS,
  check: (pod) => {
    if (containersOf(pod).length < 2) return [];
    const seen = new Map<string, string>();
    // those of the pod first: of two with one name the API server names the init container
    const inOrder = [
      ...containersOf({ containers: pod.containers }),
      ...containersOf({ initContainers: pod.initContainers }),
      ...containersOf({ ephemeralContainers: pod.ephemeralContainers }),
    ];
    return inOrder.flatMap(({ path, container }) => {
      const name = container.name ?? '';
      // a missing one is no name that two could share
      if (name === '') return [];
      const twin = seen.get(name);
      seen.set(name, path);
      return twin === undefined ? [] : [{ path: `${path}.name`, got: name, problem: `${twin} has it as well` }];
    });
  },
});
