import { CONVENTIONAL_TOLERATION, KUBE_DNS, type Platform } from './platform';

/**
 * Amazon EKS with managed or self-managed node groups. Its webhook gives a pod an address only when the pod's
 * `nodeSelector` (not its affinity) asks for `kubernetes.io/os: windows`
 * (aws/amazon-vpc-resource-controller-k8s `webhooks/core/pod_webhook.go`).
 */
export const EKS: Platform = {
  id: 'eks',
  name: 'Amazon EKS',
  tolerations: [CONVENTIONAL_TOLERATION],
  windowsBuilds: () => undefined,
  networkPlugins: ['amazon-vpc'],
  windowsPolicyEngines: ['calico'],
  linuxPolicyEngine: 'the network plug-in of EKS',
  dns: KUBE_DNS,
  systemNamespaces: [],
  reference: 'https://docs.aws.amazon.com/eks/latest/userguide/windows-support.html',
};
