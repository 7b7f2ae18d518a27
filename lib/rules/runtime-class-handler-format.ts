import { isDnsLabel } from '../api-server/formats';
import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-handler-format',
  topic: 'runtime-class',
  summary: 'A RuntimeClass must have a handler, whose name is a DNS label.',
  why: 'The API server refuses a RuntimeClass without a handler, and capitals, dots and underscores in it. It cannot be changed later.',
  fix: "For Windows nodes with containerd write handler: 'runhcs-wcow-process'.",
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/runtime-class-v1/',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
  `,
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const { apiVersion, handler } = object as RuntimeClass;
    // the first version kept it in its spec, and is served no more
    if (apiVersion.endsWith('/v1alpha1') || isDnsLabel(handler)) return [];
    return [{ path: 'handler', got: handler }];
  },
});
