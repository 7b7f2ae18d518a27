import type { SimulatedNode, Taint } from './simulated-nodes';

/**
 * The nodes of a cluster on each platform, from the platforms' own documentation and not from `lib/platforms`: what is
 * placed right here is right by two accounts.
 */
export interface PlatformNodes {
  /** As in `TargetCluster.<platform>()`. */
  readonly platform: 'aks' | 'azureLocal' | 'eks' | 'gke' | 'openshift' | 'rke2' | 'kubeadm';
  readonly title: string;
  readonly nodes: readonly SimulatedNode[];
}

const CONTROL_PLANE: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const CONVENTION: Taint = { key: 'os', value: 'windows', effect: 'NoSchedule' };

const BUILDS = { 2019: '10.0.17763', 2022: '10.0.20348', 2025: '10.0.26100' } as const;
type Release = keyof typeof BUILDS;

type Extra = Pick<SimulatedNode, 'labels' | 'taints'>;

function windows(pool: string, release: Release, extra: Extra = {}): SimulatedNode[] {
  return [1, 2].map((index) => ({ name: `${pool}-${index}`, os: 'windows', build: BUILDS[release], ...extra }));
}

function linux(pool: string, extra: Extra = {}): SimulatedNode[] {
  return [1, 2].map((index) => ({ name: `${pool}-${index}`, os: 'linux', ...extra }));
}

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
      ...linux('system', aks('system', 'Ubuntu')),
      ...windows('win22', 2022, aks('win22', 'Windows2022')),
      ...windows('win25', 2025, aks('win25', 'Windows2025')),
    ],
  },
  {
    platform: 'aks',
    title: 'AKS, Windows pools tainted by convention',
    nodes: [
      ...linux('system', aks('system', 'AzureLinux')),
      ...windows('win22', 2022, aks('win22', 'Windows2022', { taints: [CONVENTION] })),
      ...windows('win25', 2025, aks('win25', 'Windows2025', { taints: [CONVENTION] })),
    ],
  },
  {
    // https://learn.microsoft.com/azure/aks/hybrid/adapt-apps-mixed-os-clusters: its guide writes the value with a capital
    platform: 'azureLocal',
    title: 'AKS on Azure Local',
    nodes: [
      ...linux('linux'),
      ...windows('win19', 2019, { taints: [{ key: 'node.kubernetes.io/os', value: 'Windows', effect: 'NoSchedule' }] }),
      ...windows('win22', 2022, { taints: [{ key: 'node.kubernetes.io/os', value: 'Windows', effect: 'NoSchedule' }] }),
    ],
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html
    platform: 'eks',
    title: 'EKS, one managed Windows node group',
    nodes: [
      ...linux('linux', { labels: { 'eks.amazonaws.com/nodegroup': 'linux' } }),
      ...windows('win22', 2022, { labels: { 'eks.amazonaws.com/nodegroup': 'windows' } }),
    ],
  },
  {
    platform: 'eks',
    title: 'EKS, three Windows versions, tainted by convention',
    nodes: [
      ...linux('linux', { labels: { 'eks.amazonaws.com/nodegroup': 'linux' } }),
      ...windows('win19', 2019, { taints: [CONVENTION] }),
      ...windows('win22', 2022, { taints: [CONVENTION] }),
      ...windows('win25', 2025, { taints: [CONVENTION] }),
    ],
  },
  {
    // https://cloud.google.com/kubernetes-engine/docs/concepts/windows-server-gke: tainted by the platform
    platform: 'gke',
    title: 'GKE',
    nodes: [
      ...linux('default-pool', { labels: { 'cloud.google.com/gke-os-distribution': 'cos' } }),
      ...windows('win19', 2019, {
        labels: { 'cloud.google.com/gke-os-distribution': 'windows_ltsc' },
        taints: [{ key: 'node.kubernetes.io/os', value: 'windows', effect: 'NoSchedule' }],
      }),
      ...windows('win22', 2022, {
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
      ...linux('master', { taints: [CONTROL_PLANE], labels: { 'node-role.kubernetes.io/master': '' } }),
      ...linux('worker', { labels: { 'node-role.kubernetes.io/worker': '' } }),
      ...windows('winworker22', 2022, { taints: [{ key: 'os', value: 'Windows', effect: 'NoSchedule' }] }),
      ...windows('winworker25', 2025, { taints: [{ key: 'os', value: 'Windows', effect: 'NoSchedule' }] }),
    ],
  },
  {
    // https://docs.rke2.io/install/quickstart
    platform: 'rke2',
    title: 'RKE2',
    nodes: [
      ...linux('server', { labels: { 'node-role.kubernetes.io/control-plane': 'true' } }),
      ...windows('win19', 2019),
      ...windows('win22', 2022),
    ],
  },
  {
    // https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/adding-windows-nodes/
    platform: 'kubeadm',
    title: 'kubeadm, tainted by convention',
    nodes: [
      ...linux('control-plane', { taints: [CONTROL_PLANE] }),
      ...linux('worker'),
      ...windows('win22', 2022, { taints: [CONVENTION] }),
      ...windows('win25', 2025, { taints: [CONVENTION] }),
    ],
  },
];
