import { selectorPath } from '../manifests/build-choice';
import { osStatementsOf } from '../manifests/operating-system';
import type { PodSpec } from '../manifests/pod-spec';
import { AKS_OS_SKU_LABEL, WINDOWS_BUILD_LABEL } from '../windows/labels';
import { defineRule } from './rule';

export default defineRule({
  id: 'os-pin-conflict',
  topic: 'operating-system',
  summary: 'A pod must be meant for one operating system.',
  why: 'What the pod says of its operating system does not go together: no node satisfies it, or the kubelet of the node that does refuses it (PodOSNotSupported).',
  fix: 'Name one operating system in os.name, in nodeSelector and in the node affinity.',
  fixInCode:
    'Mend the workload before it is pinned, for example by addJsonPatch on its ApiObject, or leave it out of the pinned scope.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/user-guide/#taints-and-tolerations',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: logs }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: logs
          image: registry.example.com/logs:1.0
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: logs }
    spec:
      os: { name: linux }
      nodeSelector: { kubernetes.io/os: linux }
      containers:
        - name: logs
          image: registry.example.com/logs:1.0
  `,
  // what a Windows pod says against itself, os-node-selector and os-node-affinity find
  pods: ['linux'],
  check: (pod) => {
    const statements = statementsOf(pod);
    const against = statements.find(({ systems }) => !systems.includes('linux'));
    if (against === undefined) return [];
    const others = statements.filter(({ systems }) => systems.includes('linux')).map(({ path }) => path);
    return [{ path: against.path, got: against.got, problem: `${others.join(' and ')} of the same pod says linux` }];
  },
});

/** What decides on which node the pod lands, and what the kubelet there says. */
function statementsOf(pod: PodSpec): { path: string; got: unknown; systems: readonly string[] }[] {
  return [...osStatementsOf(pod).filter(({ path, places }) => places || path === 'os.name'), ...ofWindows(pod)];
}

/** Labels that only Windows nodes have, or have with that value. */
function ofWindows({ nodeSelector = {} }: PodSpec): { path: string; got: unknown; systems: readonly string[] }[] {
  return [WINDOWS_BUILD_LABEL, AKS_OS_SKU_LABEL].flatMap((label) => {
    const got = nodeSelector[label];
    const isOfLinux = label === AKS_OS_SKU_LABEL && got?.startsWith('Windows') !== true;
    return got === undefined || isOfLinux ? [] : [{ path: selectorPath(label), got, systems: ['windows'] }];
  });
}
