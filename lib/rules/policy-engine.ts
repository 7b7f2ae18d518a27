import { INSTALLATION } from '../calico/installation';
import { CALICO_POLICIES } from '../calico/policy';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { POLICIES } from '../policy/subject';
import { aboutWindows, subjectField } from '../policy/windows-reach';
import { defineRule } from './rule';

export default defineRule({
  id: 'policy-engine',
  topic: 'policy',
  summary: 'A network policy must be for pods of a platform that enforces it on Windows nodes.',
  why: 'The policy is accepted and has no effect on Windows nodes: its pods are open.',
  fix: 'Do not count on it: keep these pods on a platform with Calico for Windows, or filter in the network of the nodes; on EKS install Calico for Windows.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
  platforms: ['gke', 'eks'],
  example: { platform: 'gke' },
  bad: `
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
      policyTypes: [Ingress]
  `,
  good: `
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: web }
    spec:
      podSelector: { matchLabels: { app: proxy } }
      policyTypes: [Ingress]
  `,
  kinds: [...POLICIES, ...ADMIN_POLICIES],
  checkObject: (policy, context) => {
    const { platform } = context.target;
    if (platform === undefined || aboutWindows(policy, context) !== 'surely') return [];
    if (platform.windowsPolicyEngines.length === 0) return [subjectField(policy)];
    // who writes for Calico, has it
    const hasCalico = [INSTALLATION, ...CALICO_POLICIES].some((kind) => context.cluster.all(kind).length > 0);
    const { linuxPolicyEngine } = platform;
    if (linuxPolicyEngine === undefined || hasCalico) return [];
    return [{ ...subjectField(policy), problem: `${linuxPolicyEngine} enforces policies on Linux nodes only` }];
  },
});
