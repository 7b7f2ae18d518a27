import { type CalicoPolicy, GLOBAL_POLICIES, isGlobal } from '../calico/policy';
import { selectsWindowsOnly } from '../policy/windows-reach';
import { defineRule } from './rule';

const HOST_ENDPOINTS = ['projectcalico.org/HostEndpoint', 'crd.projectcalico.org/HostEndpoint'];
const HOST_FIELDS = ['doNotTrack', 'preDNAT', 'applyOnForward'] as const;

const OS = 'kubernetes.io/os';

export default defineRule({
  id: 'policy-host-endpoint',
  topic: 'policy',
  summary: 'A policy must not count on host endpoints of Windows nodes: Calico has none there.',
  why: 'The object is stored and nothing becomes of it: the node and its HostProcess pods stay as open as they were.',
  fix: 'Filter the traffic of Windows nodes in the network before them, or by the firewall of Windows.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://docs.tigera.io/calico/latest/getting-started/kubernetes/windows-calico/limitations',
  fields: HOST_FIELDS.map((field) => `spec.${field}`),
  bad: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: nodes }
    spec:
      selector: kubernetes.io/os == "windows"
      applyOnForward: true
      types: [Ingress]
  `,
  good: `
    apiVersion: projectcalico.org/v3
    kind: GlobalNetworkPolicy
    metadata: { name: nodes }
    spec:
      selector: kubernetes.io/os == "linux"
      applyOnForward: true
      types: [Ingress]
  `,
  kinds: [...HOST_ENDPOINTS, ...GLOBAL_POLICIES],
  checkObject: (object, { cluster }) => {
    const { spec = {} } = object as CalicoPolicy;
    if (isGlobal(object)) {
      const field = HOST_FIELDS.find((each) => spec[each] === true);
      return field !== undefined && selectsWindowsOnly(spec.selector) ? [{ path: `spec.${field}`, got: true }] : [];
    }
    const { node = '' } = spec as { node?: string };
    const labels = [object, cluster.find('Node', node)].map((each) => each?.metadata?.labels?.[OS]);
    return labels.includes('windows') ? [{ path: 'spec.node', got: node || undefined }] : [];
  },
});
