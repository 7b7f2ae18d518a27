import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { titleOf } from '../manifests/kubernetes-object';
import { systemOf } from '../manifests/pod-system';
import { POLICIES, subjectOf } from '../policy/subject';
import { subjectField } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-host-process',
  topic: 'policy',
  summary: 'A network policy must not be about HostProcess pods alone: none governs them.',
  why: 'They use the network and the address of their node, so no policy governs them, and Windows nodes have no host endpoints that could stand in.',
  fix: 'Limit what the account of the process may do, and filter on the network of the nodes.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  bad: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: agent }
    spec:
      selector: { matchLabels: { app: agent } }
      template:
        metadata: { labels: { app: agent } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          hostNetwork: true
          securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } }
          containers:
            - name: agent
              image: registry.example.com/agent:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: agent } }
      policyTypes: [Egress]
  `,
  good: `
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: agent }
    spec:
      selector: { matchLabels: { app: agent } }
      template:
        metadata: { labels: { app: agent } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          hostNetwork: true
          securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } }
          containers:
            - name: agent
              image: registry.example.com/agent:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: web } }
      policyTypes: [Egress]
  `,
  kinds: [...POLICIES, ...ADMIN_POLICIES],
  checkObject: (policy, { cluster }) => {
    const { pods, maybe, onHostNetwork } = subjectOf(policy, cluster);
    const [first] = onHostNetwork;
    const isWindows = onHostNetwork.every(({ spec }) => systemOf(spec, cluster).name === 'windows');
    if (first === undefined || pods.length + maybe.length > 0 || !isWindows) return [];
    const problem = `all pods that it finds here are on the network of their node, such as those of ${titleOf(first.object)}`;
    return [{ ...subjectField(policy), problem }];
  },
});
