import { titleOf } from '../manifests/kubernetes-object';
import { accountOf, bindingsOf, mayDo, type Wish } from '../manifests/role-access';
import { GMSA_GROUP, GMSA_RESOURCE } from '../windows/gmsa-access';
import { isGmsaWebhookImage } from '../windows/gmsa-webhook';
import { ALL_PODS, defineRule } from './rule';

const WISHES: readonly Wish[] = [
  { verb: 'get', group: GMSA_GROUP, resource: GMSA_RESOURCE },
  { verb: 'create', group: 'authorization.k8s.io', resource: 'localsubjectaccessreviews' },
];

export default defineRule({
  id: 'gmsa-webhook-rights',
  topic: 'gmsa',
  summary: 'The gMSA webhook must be allowed to read credential specs and to ask about rights.',
  why: 'It looks up the credential spec that a pod names and asks whether the service account of the pod may use it; without the right to do so it refuses every gMSA pod.',
  fix: 'Bind a ClusterRole to its service account with get on gmsacredentialspecs (windows.k8s.io) and create on localsubjectaccessreviews (authorization.k8s.io), by a ClusterRoleBinding.',
  severity: 'warning',
  verdict: 'webhook',
  reference:
    'https://github.com/kubernetes-sigs/windows-gmsa/blob/master/admission-webhook/deploy/gmsa-webhook.yml.tpl',
  pods: ALL_PODS,
  check: (pod, { template: { namespace }, cluster }) => {
    if (!pod.containers?.some(({ image = '' }) => isGmsaWebhookImage(image))) return [];
    const account = accountOf(pod, namespace);
    // without any binding for it, its rights stand elsewhere
    if (bindingsOf(account, cluster).length === 0) return [];
    const refused = WISHES.find((wish) => mayDo(account, wish, cluster) === false);
    if (refused === undefined) return [];
    const who = titleOf({ kind: 'ServiceAccount', metadata: account });
    return [
      {
        path: 'serviceAccountName',
        got: pod.serviceAccountName,
        problem: `${who} may not ${refused.verb} ${refused.resource}`,
      },
    ];
  },
  bad: `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-webhook }
    rules:
      - { apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs], verbs: [get] }
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: gmsa-webhook }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gmsa-webhook }
    subjects: [{ kind: ServiceAccount, name: gmsa-webhook, namespace: gmsa-webhook }]
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: gmsa-webhook }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 2
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          serviceAccountName: gmsa-webhook
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
  `,
  good: `
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-webhook }
    rules:
      - { apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs], verbs: [get] }
      - { apiGroups: [authorization.k8s.io], resources: [localsubjectaccessreviews], verbs: [create] }
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: gmsa-webhook }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gmsa-webhook }
    subjects: [{ kind: ServiceAccount, name: gmsa-webhook, namespace: gmsa-webhook }]
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: gmsa-webhook }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 2
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          serviceAccountName: gmsa-webhook
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
  `,
});
