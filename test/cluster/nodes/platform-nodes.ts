import { type Extra, linuxPool, type SimulatedNode, type Taint, windowsPool } from './simulated-nodes';

/** As in `TargetCluster.<platform>()`. */
export type Platform = 'aks' | 'azureLocal' | 'eks' | 'gke' | 'openshift' | 'rke2' | 'kubeadm';

/**
 * The nodes of a cluster on each platform, from the platforms' own documentation and not from `lib/platforms`: what is
 * placed right here is right by two accounts. They carry the taints and some labels of their platform, not all that a
 * machine has.
 */
export interface PlatformNodes {
  readonly platform: Platform;
  readonly title: string;
  readonly nodes: readonly SimulatedNode[];
}

const CONTROL_PLANE: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const CONVENTION: Taint = { key: 'os', value: 'windows', effect: 'NoSchedule' };

const aks = (pool: string, osSku: string, extra: Extra = {}): Extra => ({
  labels: { 'kubernetes.azure.com/agentpool': pool, 'kubernetes.azure.com/os-sku': osSku },
  ...extra,
});

export const PLATFORM_NODES: readonly PlatformNodes[] = [
  {
    // https://learn.microsoft.com/azure/aks/windows-best-practices: no taint unless the user asks for one
    platform: 'aks',
    title: 'AKS, Windows pools without taints',
    nodes: [
      ...linuxPool('system', aks('system', 'Ubuntu')),
      ...windowsPool('win22', '2022', aks('win22', 'Windows2022')),
      ...windowsPool('win25', '2025', aks('win25', 'Windows2025')),
    ],
  },
  {
    platform: 'aks',
    title: 'AKS, Windows pools tainted by convention',
    nodes: [
      ...linuxPool('system', aks('system', 'AzureLinux')),
      ...windowsPool('win22', '2022', aks('win22', 'Windows2022', { taints: [CONVENTION] })),
      ...windowsPool('win25', '2025', aks('win25', 'Windows2025', { taints: [CONVENTION] })),
    ],
  },
  {
    // https://learn.microsoft.com/azure/aks/hybrid/adapt-apps-mixed-os-clusters: its guide writes the value with a capital
    platform: 'azureLocal',
    title: 'AKS on Azure Local',
    nodes: [
      ...linuxPool('linux'),
      ...windowsPool('win19', '2019', {
        taints: [{ key: 'node.kubernetes.io/os', value: 'Windows', effect: 'NoSchedule' }],
      }),
      ...windowsPool('win22', '2022', {
        taints: [{ key: 'node.kubernetes.io/os', value: 'Windows', effect: 'NoSchedule' }],
      }),
    ],
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html
    platform: 'eks',
    title: 'EKS, one managed Windows node group',
    nodes: [
      ...linuxPool('linux', { labels: { 'eks.amazonaws.com/nodegroup': 'linux' } }),
      ...windowsPool('win22', '2022', { labels: { 'eks.amazonaws.com/nodegroup': 'windows' } }),
    ],
  },
  {
    platform: 'eks',
    title: 'EKS, three Windows versions, tainted by convention',
    nodes: [
      ...linuxPool('linux', { labels: { 'eks.amazonaws.com/nodegroup': 'linux' } }),
      ...windowsPool('win19', '2019', { labels: { 'eks.amazonaws.com/nodegroup': 'win19' }, taints: [CONVENTION] }),
      ...windowsPool('win22', '2022', { labels: { 'eks.amazonaws.com/nodegroup': 'win22' }, taints: [CONVENTION] }),
      ...windowsPool('win25', '2025', { labels: { 'eks.amazonaws.com/nodegroup': 'win25' }, taints: [CONVENTION] }),
    ],
  },
  {
    // https://cloud.google.com/kubernetes-engine/docs/concepts/windows-server-gke: tainted by the platform
    platform: 'gke',
    title: 'GKE',
    nodes: [
      ...linuxPool('default-pool', { labels: { 'cloud.google.com/gke-os-distribution': 'cos' } }),
      ...windowsPool('win19', '2019', {
        labels: { 'cloud.google.com/gke-os-distribution': 'windows_ltsc' },
        taints: [{ key: 'node.kubernetes.io/os', value: 'windows', effect: 'NoSchedule' }],
      }),
      ...windowsPool('win22', '2022', {
        labels: { 'cloud.google.com/gke-os-distribution': 'windows_ltsc' },
        taints: [{ key: 'node.kubernetes.io/os', value: 'windows', effect: 'NoSchedule' }],
      }),
    ],
  },
  {
    // https://github.com/openshift/windows-machine-config-operator/blob/master/docs/windows-workloads.md: a capital W
    platform: 'openshift',
    title: 'OpenShift',
    nodes: [
      ...linuxPool('master', { taints: [CONTROL_PLANE], labels: { 'node-role.kubernetes.io/master': '' } }),
      ...linuxPool('worker', { labels: { 'node-role.kubernetes.io/worker': '' } }),
      ...windowsPool('winworker22', '2022', { taints: [{ key: 'os', value: 'Windows', effect: 'NoSchedule' }] }),
      ...windowsPool('winworker25', '2025', { taints: [{ key: 'os', value: 'Windows', effect: 'NoSchedule' }] }),
    ],
  },
  {
    // https://docs.rke2.io/install/quickstart
    platform: 'rke2',
    title: 'RKE2',
    nodes: [
      ...linuxPool('server', { labels: { 'node-role.kubernetes.io/control-plane': 'true' } }),
      ...windowsPool('win19', '2019'),
      ...windowsPool('win22', '2022'),
    ],
  },
  {
    // https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/adding-windows-nodes/
    platform: 'kubeadm',
    title: 'kubeadm, tainted by convention',
    nodes: [
      ...linuxPool('control-plane', { taints: [CONTROL_PLANE] }),
      ...linuxPool('worker'),
      ...windowsPool('win22', '2022', { taints: [CONVENTION] }),
      ...windowsPool('win25', '2025', { taints: [CONVENTION] }),
    ],
  },
];
