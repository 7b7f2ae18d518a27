/**
 * Namespaces of Kubernetes and Calico on every platform: isolating them stops DNS, the network or Calico itself.
 * Source: tigera/docs `calico/network-policy/get-started/kubernetes-default-deny.mdx`; `calico-apiserver` is where the
 * API server ran before Calico 3.31.
 */
export const SYSTEM_NAMESPACES: readonly string[] = [
  'calico-apiserver',
  'calico-system',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  'tigera-operator',
];
