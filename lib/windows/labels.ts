/** Labels of nodes, set by the kubelet (kubernetes/kubernetes `pkg/kubelet/kubelet_node_status.go`). */
export const OS_LABEL = 'kubernetes.io/os';
/** The label of the operating system, and the one before it that the kubelet still sets. */
export const OS_LABELS: readonly string[] = [OS_LABEL, `beta.${OS_LABEL}`];
export const ARCH_LABEL = 'kubernetes.io/arch';
/** The label of the processor, and the one before it that the kubelet still sets. */
export const ARCH_LABELS: readonly string[] = [ARCH_LABEL, `beta.${ARCH_LABEL}`];
/** major.minor.build of the node's Windows as a string: a nodeSelector matches exactly one build. */
export const WINDOWS_BUILD_LABEL = 'node.kubernetes.io/windows-build';
/** The labels of Kubernetes itself by which pods choose nodes (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
export const NODE_LABELS: readonly string[] = [
  ...OS_LABELS,
  ...ARCH_LABELS,
  WINDOWS_BUILD_LABEL,
  'kubernetes.io/hostname',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/** Labels of AKS nodes: what their image is, and the name of their pool (and one before it that AKS still sets). */
export const AKS_OS_SKU_LABEL = 'kubernetes.azure.com/os-sku';
export const AKS_POOL_LABELS: readonly string[] = ['kubernetes.azure.com/agentpool', 'agentpool'];
export const AKS_POOL_MODE_LABEL = 'kubernetes.azure.com/mode';

/** The label of EKS nodes that are no node groups, so that none of them runs Windows. */
export const EKS_COMPUTE_LABEL = 'eks.amazonaws.com/compute-type';

/** The label that the API server gives to every namespace, since Kubernetes 1.22. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** The label of a namespace by which Pod Security admission enforces a level. */
export const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/enforce';

/**
 * The label that our pods carry so that network policies can select by operating system: nodes have an OS label, pods
 * have none. (`kubernetes.io/os` is left alone: the kubelet reads it on pods as well.)
 */
export const POD_OS_LABEL = 'cdk8s-windows/os';
