import { selectorPath } from '../manifests/build-choice';
import { EKS_COMPUTE_LABEL } from '../windows/labels';
import { defineRule } from './rule';

export default defineRule({
  id: 'platform-windows',
  topic: 'cluster',
  summary: 'A Windows pod must be placed where the platform has Windows nodes.',
  why: 'No node of it can be a Windows node, so the pods would stay Pending.',
  fix: 'Drop the entry, so that the pod can run on a node group with Windows nodes.',
  fixInCode: 'Use another platform or mode for the Windows workloads.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, eks.amazonaws.com/compute-type: auto }
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
  check: ({ nodeSelector = {} }) => {
    const got = nodeSelector[EKS_COMPUTE_LABEL];
    const name = got === undefined ? undefined : WITHOUT_WINDOWS.get(got);
    return name === undefined
      ? []
      : [{ path: selectorPath(EKS_COMPUTE_LABEL), got, problem: `${name} has no Windows nodes` }];
  },
});

const WITHOUT_WINDOWS: ReadonlyMap<string, string> = new Map([
  ['auto', 'EKS Auto Mode'],
  ['fargate', 'EKS Fargate'],
  ['hybrid', 'EKS Hybrid Nodes'],
]);
