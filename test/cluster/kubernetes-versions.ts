/** The Kubernetes that judges, one patch of each minor; `go/kubernetes-<minor>.mod` pins its modules. */
export const KUBERNETES_VERSIONS = { '1.30': '1.30.14', '1.34': '1.34.2', '1.36': '1.36.3' } as const;

export type KubernetesMinor = keyof typeof KUBERNETES_VERSIONS;

export const KUBERNETES_MINORS = Object.keys(KUBERNETES_VERSIONS) as KubernetesMinor[];
