/** A version of an API under which API servers no longer know a kind. */
export interface RemovedVersion {
  /** Group and version, as manifests write them. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The first minor without it. */
  readonly removedIn: number;
  /** The version to write instead; nothing when the kind itself is gone. */
  readonly instead?: string;
  /** Whether its fields are the same, so that nothing but the version needs to change. */
  readonly sameFields?: boolean;
}

/**
 * What Kubernetes served once (kubernetes/api, `APILifecycleRemoved` of each type, and
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/). Kinds that nobody writes into manifests are left out.
 */
export const REMOVED_VERSIONS: readonly RemovedVersion[] = [
  ...each('extensions/v1beta1', ['Deployment', 'DaemonSet', 'ReplicaSet'], 16, 'apps/v1'),
  ...each('extensions/v1beta1', ['NetworkPolicy'], 16, 'networking.k8s.io/v1', true),
  ...each('extensions/v1beta1', ['PodSecurityPolicy'], 16),
  ...each('apps/v1beta1', ['Deployment', 'StatefulSet'], 16, 'apps/v1'),
  ...each('apps/v1beta2', ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'], 16, 'apps/v1', true),
  ...each('extensions/v1beta1', ['Ingress'], 22, 'networking.k8s.io/v1'),
  ...each('networking.k8s.io/v1beta1', ['Ingress'], 22, 'networking.k8s.io/v1'),
  ...each('networking.k8s.io/v1beta1', ['IngressClass'], 22, 'networking.k8s.io/v1', true),
  ...each(
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    22,
    'admissionregistration.k8s.io/v1',
  ),
  ...each('apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], 22, 'apiextensions.k8s.io/v1'),
  ...each('apiregistration.k8s.io/v1beta1', ['APIService'], 22, 'apiregistration.k8s.io/v1', true),
  ...each('certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], 22, 'certificates.k8s.io/v1'),
  ...each('coordination.k8s.io/v1beta1', ['Lease'], 22, 'coordination.k8s.io/v1', true),
  ...each(
    'rbac.authorization.k8s.io/v1beta1',
    ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    22,
    'rbac.authorization.k8s.io/v1',
    true,
  ),
  ...each('scheduling.k8s.io/v1beta1', ['PriorityClass'], 22, 'scheduling.k8s.io/v1', true),
  ...each('storage.k8s.io/v1beta1', ['StorageClass', 'CSIDriver', 'VolumeAttachment'], 22, 'storage.k8s.io/v1', true),
  ...each('batch/v1beta1', ['CronJob'], 25, 'batch/v1', true),
  ...each('discovery.k8s.io/v1beta1', ['EndpointSlice'], 25, 'discovery.k8s.io/v1'),
  ...each('node.k8s.io/v1beta1', ['RuntimeClass'], 25, 'node.k8s.io/v1', true),
  ...each('policy/v1beta1', ['PodDisruptionBudget'], 25, 'policy/v1'),
  ...each('policy/v1beta1', ['PodSecurityPolicy'], 25),
  ...each('autoscaling/v2beta1', ['HorizontalPodAutoscaler'], 25, 'autoscaling/v2'),
  ...each('autoscaling/v2beta2', ['HorizontalPodAutoscaler'], 26, 'autoscaling/v2', true),
  ...each('storage.k8s.io/v1beta1', ['CSIStorageCapacity'], 27, 'storage.k8s.io/v1', true),
  ...['v1beta1', 'v1beta2', 'v1beta3'].flatMap((version, index) =>
    each(
      `flowcontrol.apiserver.k8s.io/${version}`,
      ['FlowSchema', 'PriorityLevelConfiguration'],
      [26, 29, 32][index],
      'flowcontrol.apiserver.k8s.io/v1',
    ),
  ),
];

function each(
  apiVersion: string,
  kinds: readonly string[],
  removedIn: number,
  instead?: string,
  sameFields?: boolean,
): RemovedVersion[] {
  return kinds.map((kind) => ({ apiVersion, kind, removedIn, instead, sameFields }));
}
