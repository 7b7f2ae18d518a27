import { containersOf, type EnvVar } from '../manifests/pod-spec';
import { defineRule } from './rule';

export default defineRule({
  id: 'env-case',
  topic: 'lifecycle',
  summary: 'Names of environment variables must differ in more than case: Windows ignores it.',
  why: 'Two names that differ in case are one variable, and which value wins is not defined.',
  fix: 'Keep one of them, or give both the same value.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
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
          env:
            - { name: Path_Base, value: /shop }
            - { name: PATH_BASE, value: /web }
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
          env:
            - { name: PATH_BASE, value: /web }
  `,
  check: (pod) =>
    containersOf(pod).flatMap(({ path, container }) => {
      const seen = new Map<string, EnvVar>();
      return (container.env ?? []).flatMap((variable, index) => {
        const { name = '', value } = variable;
        const twin = seen.get(name.toLowerCase());
        seen.set(name.toLowerCase(), variable);
        // of one name written alike Kubernetes keeps the last, and with one value it does not matter which one wins
        if (twin === undefined || twin.name === name || (value !== undefined && twin.value === value)) return [];
        return [{ path: `${path}.env[${index}].name`, got: name, problem: `'${twin.name}' is there as well` }];
      });
    }),
});
