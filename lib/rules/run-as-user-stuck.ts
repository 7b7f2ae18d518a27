import type { PodSpec } from '../manifests/pod-spec';
import { accountOf } from '../manifests/role-access';
import { tokenOwnerOf } from '../windows/token-owner';
import type { PodContext } from './context';
import { defineRule } from './rule';

export default defineRule({
  id: 'run-as-user-stuck',
  topic: 'operating-system',
  summary: 'A pod for Windows nodes must have no numeric user: before Kubernetes 1.31 it hangs.',
  why: 'The kubelet wants to give the service account token to that user, which Windows cannot do: the pod stays in ContainerCreating before Kubernetes 1.31 (and 1.30 before its patches of January 2025). Later kubelets ignore the number.',
  fix: 'Leave runAsUser out and set windowsOptions.runAsUserName, for example ContainerUser.',
  severity: 'warning',
  verdict: 'node',
  supersedes: ['linux-field-ignored'],
  kubernetes: { before: 31 },
  reference: 'https://github.com/kubernetes/kubernetes/issues/102849',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { runAsUser: 1000 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, context) => {
    const owner = pod.os === undefined && hasToken(pod, context) ? tokenOwnerOf(pod) : undefined;
    return owner === undefined ? [] : [owner];
  },
});

/** Whether the kubelet writes a token of the pod's service account. */
function hasToken(pod: PodSpec, { cluster, template }: PodContext): boolean {
  const { namespace, name } = accountOf(pod, template.namespace);
  const account = cluster.find('ServiceAccount', name, namespace);
  const isMounted = pod.automountServiceAccountToken ?? account?.automountServiceAccountToken !== false;
  return (
    isMounted ||
    (pod.volumes ?? []).some(({ projected }) =>
      projected?.sources?.some(({ serviceAccountToken }) => serviceAccountToken),
    )
  );
}
