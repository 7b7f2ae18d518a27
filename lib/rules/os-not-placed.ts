import { selectorPath } from '../manifests/build-choice';
import { admits, nodeChoiceOf } from '../manifests/node-choice';
import { OS_LABEL } from '../windows/labels';
import { LINUX_NODE, WINDOWS_NODES } from '../windows/nodes';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-not-placed',
  topic: 'operating-system',
  summary: 'A Windows pod must ask for Windows nodes.',
  why: 'The scheduler never looks at os.name, and a toleration lets a pod onto a node without drawing it there: the pod may land on a Linux node, whose kubelet refuses it (PodOSNotSupported) or cannot pull its image.',
  fix: 'Add kubernetes.io/os: windows to nodeSelector.',
  severity: 'warning',
  verdict: 'node',
  supersedes: ['node-selector-not-affinity'],
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations',
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          tolerations: [{ key: os, operator: Equal, value: windows, effect: NoSchedule }]
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          tolerations: [{ key: os, operator: Equal, value: windows, effect: NoSchedule }]
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster, template }) => {
    const choice = nodeChoiceOf(pod, cluster);
    if (choice.isPartlyUnseen || !admits(choice, LINUX_NODE)) return [];
    // where no Windows node fits either, the pod contradicts itself: other rules say how
    if (!WINDOWS_NODES.some((node) => admits(choice, node))) return [];
    const isWindows = pod.os?.name === 'windows';
    const isDaemon = template.object.kind === 'DaemonSet';
    const tolerations = pod.tolerations ?? [];
    const toleratesAll = tolerations.some(({ key = '', operator, effect = '' }) => {
      return key === '' && operator === 'Exists' && effect === '';
    });
    const problem = isDaemon
      ? 'the DaemonSet makes a pod on every Linux node as well'
      : `${tolerations.length > 0 ? 'tolerations attract to no node, and ' : ''}nothing keeps it from Linux nodes`;
    return [
      {
        path: selectorPath(OS_LABEL),
        got: pod.nodeSelector?.[OS_LABEL],
        problem,
        // there is no cluster without Linux nodes
        ...(isWindows && isDaemon && toleratesAll ? { severity: 'error' } : {}),
        ...(isWindows ? { mend: { set: 'windows' } } : {}),
      },
    ];
  },
});
