import { selectorPath } from '../manifests/build-choice';
import { admits, nodeChoiceOf, speaksOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { shownNodesOf } from '../manifests/shown-nodes';
import { type Taint, tolerates } from '../platforms/taint';
import type { Toleration } from '../platforms/tolerations';
import { toleratesEverything } from '../platforms/windows-taint';
import { OS_LABEL, OS_LABELS } from '../windows/labels';
import { WINDOWS_NODES } from '../windows/nodes';
import type { PodContext } from './context';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'os-left-open',
  topic: 'operating-system',
  summary: 'In a cluster with Windows nodes every pod must say on which operating system it runs.',
  why: 'The scheduler puts a pod without a node selector on any node that takes it: a Linux pod on a Windows node hangs in ContainerCreating or ImagePullBackOff, and a DaemonSet fails on each of them.',
  fix: 'Add kubernetes.io/os: linux to nodeSelector. An image for both systems says so by a required node affinity: kubernetes.io/os In [linux, windows].',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations',
  bad: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: logs }
    spec:
      selector: { matchLabels: { app: logs } }
      template:
        metadata: { labels: { app: logs } }
        spec:
          tolerations: [{ operator: Exists }]
          containers:
            - name: logs
              image: registry.example.com/logs:1.0
    ---
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
  `,
  good: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: logs }
    spec:
      selector: { matchLabels: { app: logs } }
      template:
        metadata: { labels: { app: logs } }
        spec:
          nodeSelector: { kubernetes.io/os: linux }
          tolerations: [{ operator: Exists }]
          containers:
            - name: logs
              image: registry.example.com/logs:1.0
    ---
    apiVersion: node.k8s.io/v1
    kind: RuntimeClass
    metadata: { name: windows-2022 }
    handler: runhcs-wcow-process
    scheduling:
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
  `,
  pods: ['linux', 'unknown'],
  check: (pod, context) => {
    if (shownNodesOf(context.cluster).windowsBy === undefined) return [];
    // os-unclear says more, and whoever names both systems means both
    const choice = nodeChoiceOf(pod, context.cluster);
    if (context.system.signs !== undefined || choice.isPartlyUnseen || speaksOf(choice, OS_LABELS)) return [];
    if (!WINDOWS_NODES.some((node) => admits(choice, node))) return [];
    return wayOntoWindows(pod, context).map((way) => ({ path: selectorPath(OS_LABEL), got: undefined, ...way }));
  },
});

/**
 * Why the pod can get onto a Windows node. A cluster that shows none is no concern of this rule, and where Windows nodes may
 * be tainted, only pods that tolerate the taint are: otherwise every Linux chart would be told the same. Where they are not,
 * all pods that leave the system open have one cause.
 */
function wayOntoWindows(pod: PodSpec, { cluster, target }: PodContext): Pick<Found, 'problem' | 'cause'>[] {
  const { windowsBy, untaintedBy } = shownNodesOf(cluster);
  if (windowsBy === undefined) return [];
  const platform = target.platform?.id === 'unknown' ? undefined : target.platform;
  const taint = platform?.windowsTaint?.isSet === true ? platform.windowsTaint : undefined;
  if ((pod.tolerations ?? []).some((toleration) => getsPast(toleration, taint)))
    return [{ problem: `it tolerates every taint, that of the nodes of ${windowsBy} as well` }];
  if (taint !== undefined || untaintedBy === undefined) return [];
  return [
    { problem: `the nodes on which ${untaintedBy} runs have no taint that would keep it off`, cause: 'no taint' },
  ];
}

function getsPast(toleration: Toleration, taint: Taint | undefined): boolean {
  return taint === undefined ? toleratesEverything(toleration) : tolerates(toleration, taint);
}
