import { selectorPath } from '../manifests/build-choice';
import { admits, nodeChoiceOf, speaksOf } from '../manifests/node-choice';
import type { PodSpec } from '../manifests/pod-spec';
import { isForWindowsNodes, shownNodesOf, toleratesEverything } from '../manifests/shown-nodes';
import { type Taint, tolerates } from '../platforms/taint';
import type { Toleration } from '../platforms/tolerations';
import { OS_LABEL, OS_LABELS } from '../windows/labels';
import { WINDOWS_NODES } from '../windows/nodes';
import type { PodContext } from './context';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-left-open',
  topic: 'operating-system',
  summary: 'In a cluster with Windows nodes every pod says on which operating system it runs.',
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
    const choice = nodeChoiceOf(pod, context.cluster);
    // whoever names both systems means both
    if (choice.isPartlyUnseen || speaksOf(choice, OS_LABELS)) return [];
    if (!WINDOWS_NODES.some((node) => admits(choice, node))) return [];
    const problem = wayOntoWindows(pod, context);
    return problem === undefined ? [] : [{ path: selectorPath(OS_LABEL), got: undefined, problem }];
  },
});

/**
 * Why the pod can get onto a Windows node. A cluster that shows none is no concern of this rule, and where Windows nodes may
 * be tainted, only pods that tolerate the taint are: otherwise every Linux chart would be told the same.
 */
function wayOntoWindows(pod: PodSpec, { cluster, target, template }: PodContext): string | undefined {
  const { tolerations = [] } = pod;
  if (tolerations.some(isForWindowsNodes)) return 'it tolerates the taint of Windows nodes, which draws it to none';
  const { windowsBy, untaintedBy } = shownNodesOf(cluster);
  const platform = target.platform?.id === 'unknown' ? undefined : target.platform;
  if (windowsBy === undefined && platform === undefined) return undefined;
  const taint = platform?.windowsTaint?.isSet === true ? platform.windowsTaint : undefined;
  if (tolerations.some((toleration) => getsPast(toleration, taint)))
    return 'it tolerates every taint, that of Windows nodes as well';
  if (taint !== undefined) return undefined;
  if (untaintedBy !== undefined) return `the nodes on which ${untaintedBy} runs have no taint that would keep it off`;
  // nobody has shown whether they are tainted: a DaemonSet is on every node that is not
  const isDaemon = template.object.kind === 'DaemonSet';
  if (windowsBy !== undefined || platform === undefined || !isDaemon) return undefined;
  return `${platform.name} does not taint Windows nodes by itself`;
}

function getsPast(toleration: Toleration, taint: Taint | undefined): boolean {
  return taint === undefined ? toleratesEverything(toleration) : tolerates(toleration, taint);
}
