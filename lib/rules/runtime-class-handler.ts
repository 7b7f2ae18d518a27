import { RUNTIME_CLASS, type RuntimeClass, systemOfRuntimeClass } from '../manifests/runtime-class';
import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-handler',
  topic: 'runtime-class',
  summary: 'The handler of a RuntimeClass for Windows must be one that containerd on Windows knows.',
  why: 'Kubernetes does not support Hyper-V isolation, and a handler that containerd does not know leaves pods in ContainerCreating (no runtime for the handler is configured). What is no DNS label the API server refuses.',
  fix: "Use 'runhcs-wcow-process', the default.",
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#limitations',
  example: { platform: 'aks' },
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: docker
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
  checkObject: (object, { target: { platform } }) => {
    const runtimeClass = object as RuntimeClass;
    const { handler } = runtimeClass;
    if (systemOfRuntimeClass(runtimeClass) !== 'windows') return [];
    if (handler === undefined || handler === 'runhcs-wcow-process') return [];
    const problem =
      PROBLEMS.get(handler) ?? 'containerd on Windows has none of that name unless its configuration adds it';
    // whoever makes the nodes can add handlers to containerd, or run another runtime
    const isSure = platform !== undefined && WITH_NODES_OF_THEIR_OWN.has(platform.id);
    return [{ path: 'handler', got: handler, problem, ...(isSure ? {} : { severity: 'warning' }) }];
  },
});

const WITH_NODES_OF_THEIR_OWN: ReadonlySet<string> = new Set(['aks', 'eks', 'gke', 'openshift']);

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  [
    'docker',
    'since Kubernetes 1.24 the kubelet does not speak to Docker; only Mirantis Container Runtime has this handler',
  ],
  ['runhcs-wcow-hypervisor', 'it starts a virtual machine for each pod'],
]);
