import type { PodSpec } from '../manifests/pod-spec';
import { type RuntimeClass, runtimeClassOf } from '../manifests/runtime-class';
import { covers, type Toleration } from '../platforms/tolerations';
import { defineRule } from './rule';

export default defineRule({
  id: 'runtime-class-daemon-set',
  topic: 'runtime-class',
  summary: 'A DaemonSet must itself say what its RuntimeClass asks of nodes.',
  why: 'The DaemonSet controller chooses the nodes by the template alone, and admission adds selector and tolerations of the RuntimeClass later: pods for the wrong nodes stay Pending, and a tainted node gets none.',
  fix: 'Repeat the nodeSelector and the tolerations of the RuntimeClass in the template.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled',
  bad: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: agent }
    spec:
      selector: { matchLabels: { app: agent } }
      template:
        metadata: { labels: { app: agent } }
        spec:
          os: { name: windows }
          runtimeClassName: windows-2022
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: agent
              image: registry.example.com/agent:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: agent }
    spec:
      selector: { matchLabels: { app: agent } }
      template:
        metadata: { labels: { app: agent } }
        spec:
          os: { name: windows }
          runtimeClassName: windows-2022
          nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
          containers:
            - name: agent
              image: registry.example.com/agent:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster, template }) => {
    const runtimeClass = runtimeClassOf(pod, cluster);
    if (runtimeClass === undefined || template.object.kind !== 'DaemonSet') return [];
    const missing = [...missingLabels(pod, runtimeClass), ...missingTolerations(pod, runtimeClass)];
    if (missing.length === 0) return [];
    const problem = `the template itself has no ${missing.join(', ')}`;
    return [{ path: 'runtimeClassName', got: pod.runtimeClassName, problem }];
  },
});

function missingLabels(pod: PodSpec, { scheduling }: RuntimeClass): string[] {
  return Object.entries(scheduling?.nodeSelector ?? {})
    .filter(([label]) => pod.nodeSelector?.[label] === undefined)
    .map(([label, value]) => `nodeSelector ${label}: ${value}`);
}

function missingTolerations({ tolerations = [] }: PodSpec, { scheduling }: RuntimeClass): string[] {
  return (scheduling?.tolerations ?? [])
    .filter((toleration) => !tolerations.some((own) => covers(own, toleration)))
    .map(
      ({ key = 'any taint', value }: Toleration) => `toleration of ${value === undefined ? key : `${key}=${value}`}`,
    );
}
