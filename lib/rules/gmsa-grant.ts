import type { Cluster } from '../manifests/cluster';
import { gmsaUsesOf } from '../manifests/gmsa-use';
import { type KubernetesObject, namespaceOf, titleOf } from '../manifests/kubernetes-object';
import { remembered } from '../manifests/remembered';
import {
  type Account,
  accountOf,
  allows,
  type Binding,
  bindingsOfRoles,
  countsIn,
  isFor,
  mayDo,
  ROLE_KINDS,
  rulesOf,
  subjectsOf,
} from '../manifests/role-access';
import { wishToUse } from '../windows/gmsa-access';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-grant',
  topic: 'gmsa',
  summary: 'The service account of a pod must be allowed to use the credential spec that the pod names.',
  why: 'The gMSA webhook asks for the right to use it, in the namespace of the pod, and refuses the pod without it: the Deployment is there, and its ReplicaSet reports FailedCreate.',
  fix: 'Bind a role with the verb use for this name (apiGroups: [windows.k8s.io], resources: [gmsacredentialspecs]) to the service account, by a RoleBinding in the namespace of the pod.',
  fixInCode: 'Give the workload gmsa: the grant is made with it; for a service account of your own call grantUse.',
  severity: 'warning',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#assign-role-to-service-accounts-to-use-specific-gmsa-credspecs',
  check: (pod, { template, cluster }) =>
    gmsaUsesOf(pod).flatMap(({ path, name: got = '' }) => {
      const account = accountOf(pod, template.namespace);
      if (mayDo(account, wishToUse(got), cluster) !== false) return [];
      const problem = nearestMiss(got, account, cluster);
      return problem === undefined ? [] : [{ path: `${path}.gmsaCredentialSpecName`, got, problem }];
    }),
  bad: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: erp }
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-erp-user }
    rules:
      - apiGroups: [windows.k8s.io]
        resources: [gmsacredentialspecs]
        resourceNames: [gmsa-erp]
        verbs: [use]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: { name: gmsa-erp-user }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gmsa-erp-user }
    subjects: [{ kind: ServiceAccount, name: default }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
      serviceAccountName: erp
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: erp }
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: gmsa-erp-user }
    rules:
      - apiGroups: [windows.k8s.io]
        resources: [gmsacredentialspecs]
        resourceNames: [gmsa-erp]
        verbs: [use]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: { name: gmsa-erp-user }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gmsa-erp-user }
    subjects: [{ kind: ServiceAccount, name: erp }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
      serviceAccountName: erp
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** What is there and does not fit; nothing when no role among the manifests is about this credential spec. */
function nearestMiss(name: string, account: Account, cluster: Cluster): string | undefined {
  const roles = rolesFor(name, cluster);
  const bindings = bindingsOfRoles(roles, cluster);
  const inNamespace = bindings.find((binding) => countsIn(binding, account.namespace));
  const who = titleOf({ kind: 'ServiceAccount', metadata: account });
  if (inNamespace !== undefined)
    return `${titleOf(inNamespace)} is for ${subjectsOf(inNamespace)}, and the pod runs as ${who}`;
  const elsewhere = bindings.find((binding) => isFor(binding, account)) ?? bindings.at(0);
  if (elsewhere !== undefined)
    return `${titleOf(elsewhere)} counts in namespace ${namespaceOf(elsewhere as Binding)} alone`;
  return roles.length === 0 ? undefined : `${titleOf(roles[0])} allows it, and nothing binds that to ${who}`;
}

function rolesFor(name: string, cluster: Cluster): KubernetesObject[] {
  const known = rolesByName(cluster);
  const found = [...(known.get(name) ?? []), ...(known.get(ANY) ?? [])];
  return found.sort((left, right) => left.place - right.place).map(({ role }) => role);
}

/** In place of a name, for roles that allow it for all. */
const ANY = undefined;

const rolesByName = remembered((cluster: Cluster) => {
  const found = new Map<string | typeof ANY, { readonly role: KubernetesObject; readonly place: number }[]>();
  const roles = ROLE_KINDS.flatMap((kind) => cluster.all(kind)).filter((role) => !isOfWebhook(role));
  roles.forEach((role, place) => {
    for (const name of namesIn(role)) {
      const same = found.get(name);
      if (same === undefined) found.set(name, [{ role, place }]);
      else same.push({ role, place });
    }
  });
  return found;
});

/** The credential specs that a role lets use. */
function namesIn(role: KubernetesObject): Iterable<string | typeof ANY> {
  if (allows(role, wishToUse())) return [ANY];
  const names = new Set(rulesOf(role).flatMap(({ resourceNames = [] }) => resourceNames));
  return [...names].filter((name) => allows(role, wishToUse(name)));
}

/** The role of the webhook itself may allow it by the way. */
function isOfWebhook(role: KubernetesObject): boolean {
  return allows(role, { verb: 'create', group: 'authorization.k8s.io', resource: 'localsubjectaccessreviews' });
}
