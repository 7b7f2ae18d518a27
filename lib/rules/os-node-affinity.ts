import { speaksOfSystem, termAdmits } from '../manifests/operating-system';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-node-affinity',
  topic: 'operating-system',
  summary: 'The node affinity of a Windows pod must leave it Windows nodes.',
  why: 'The scheduler wants both the node selector kubernetes.io/os: windows and the affinity, so the pods would stay Pending.',
  fix: 'Drop the expression, or let it admit windows: for nodes of a system the node selector is enough.',
  fixInCode: 'Drop the expression: the node selector is set for you. For Linux pods use the cdk8s-plus class.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [linux] }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
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
  `,
  check: (pod) => {
    const terms = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
    // One term is enough: the scheduler reads the list as alternatives.
    if (terms.length === 0 || terms.some((term) => termAdmits(term, 'windows'))) return [];
    const path = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
    const asked = terms.map(({ matchExpressions = [] }) =>
      matchExpressions
        .filter(speaksOfSystem)
        .map(
          ({ key, operator, values = [] }) => `${key} ${operator}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
        )
        .join(' and '),
    );
    return [{ path, got: undefined, problem: `it asks for ${asked.join(', or ')}` }];
  },
});
