import type { Cluster } from './cluster';
import { type KubernetesObject, namespaceOf, titleOf } from './kubernetes-object';
import type { PodSpec } from './pod-spec';
import { remembered } from './remembered';
import { maySharePlace } from './service';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
}

interface Subject {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding extends KubernetesObject {
  readonly roleRef?: { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };
  readonly subjects?: readonly Subject[];
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** What somebody wants to do with one object. */
export interface Wish {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** The object's name; any when missing. */
  readonly name?: string;
}

const GROUP = 'rbac.authorization.k8s.io';
export const ROLE_KINDS = [`${GROUP}/Role`, `${GROUP}/ClusterRole`];
const BINDING_KINDS = [`${GROUP}/RoleBinding`, `${GROUP}/ClusterRoleBinding`];

/** The service account that a pod runs as. */
export function accountOf({ serviceAccountName, serviceAccount }: PodSpec, namespace: string): Account {
  return { namespace, name: serviceAccountName || serviceAccount || 'default' };
}

export function rulesOf(role: KubernetesObject): readonly PolicyRule[] {
  return (role.rules ?? []) as readonly PolicyRule[];
}

/** Whether a role allows it (kubernetes/kubernetes `pkg/apis/rbac/v1/evaluation_helpers.go`). */
export function allows(role: KubernetesObject, { verb, group, resource, name }: Wish): boolean {
  return rulesOf(role).some(
    ({ apiGroups = [], resources = [], resourceNames = [], verbs = [] }) =>
      includes(verbs, verb) &&
      includes(apiGroups, group) &&
      includes(resources, resource) &&
      (resourceNames.length === 0 || (name !== undefined && resourceNames.includes(name))),
  );
}

function includes(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

/** The bindings that count in a namespace. */
export function bindingsFor(namespace: string, cluster: Cluster): readonly Binding[] {
  const known = bindingsByNamespace(cluster);
  let found = known.get(namespace);
  if (found === undefined) {
    found = bindingsIn(cluster).filter((binding) => countsIn(binding, namespace));
    known.set(namespace, found);
  }
  return found;
}

const bindingsByNamespace = remembered((_: Cluster) => new Map<string, readonly Binding[]>());

/** Those of an account, found by its name: where there are many accounts, there are many bindings. */
function bindingsOf(account: Account, cluster: Cluster): readonly Binding[] {
  const bindings = bindingsFor(account.namespace, cluster);
  const { named, others } = bySubject(bindings);
  return [...(named.get(account.name) ?? []), ...others].filter((binding) => isFor(binding, account));
}

/** The bindings for service accounts by the names of these, and those for somebody else. */
const bySubject = remembered((bindings: readonly Binding[]) => {
  const named = new Map<string, Set<Binding>>();
  const others = new Set<Binding>();
  for (const binding of bindings) {
    for (const { kind, name = '' } of binding.subjects ?? []) {
      if (kind !== 'ServiceAccount') {
        others.add(binding);
        continue;
      }
      const same = named.get(name);
      if (same === undefined) named.set(name, new Set([binding]));
      else same.add(binding);
    }
  }
  return { named, others };
});

/** All bindings among the objects looked at. */
export function bindingsIn(cluster: Cluster): readonly Binding[] {
  return BINDING_KINDS.flatMap((kind) => cluster.all(kind)) as Binding[];
}

/** Whether a binding counts in a namespace: one of a namespace counts in no other. */
export function countsIn(binding: Binding, namespace: string): boolean {
  return binding.kind === 'ClusterRoleBinding' || maySharePlace(namespaceOf(binding), namespace);
}

/** Whether a binding is for that account, by its name or by one of the groups that every account is in. */
export function isFor(binding: Binding, { namespace, name }: Account): boolean {
  return (binding.subjects ?? []).some((subject) => {
    if (subject.kind === 'ServiceAccount') {
      return subject.name === name && maySharePlace(subject.namespace || namespaceOf(binding), namespace);
    }
    if (subject.kind === 'User') return subject.name === `system:serviceaccount:${namespace}:${name}`;
    const groups = ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`];
    return subject.kind === 'Group' && groups.includes(subject.name ?? '');
  });
}

/** The role that a binding gives; nothing when it is not among the objects looked at. */
export function roleOf(binding: Binding, cluster: Cluster): KubernetesObject | undefined {
  const { kind = '', name = '' } = binding.roleRef ?? {};
  return cluster.find(`${GROUP}/${kind}`, name, kind === 'Role' ? namespaceOf(binding) : '');
}

/**
 * Whether an account may do it in its namespace, as far as the objects looked at tell: `undefined` where it has a role that
 * nobody has shown.
 */
export function mayDo(account: Account, wish: Wish, cluster: Cluster): boolean | undefined {
  let answer: boolean | undefined = false;
  for (const binding of bindingsOf(account, cluster)) {
    const role = roleOf(binding, cluster);
    if (binding.roleRef?.name === 'cluster-admin' || (role !== undefined && allows(role, wish))) return true;
    if (role === undefined || role.aggregationRule !== undefined) answer = undefined;
  }
  return answer;
}

/** Whom a binding is for, in words: `ServiceAccount shop/web`. */
export function subjectsOf(binding: Binding): string {
  const names = (binding.subjects ?? []).map(({ kind = '', name = '', namespace }) => {
    const inNamespace = namespace || namespaceOf(binding);
    return titleOf({ kind, metadata: kind === 'ServiceAccount' ? { name, namespace: inNamespace } : { name } });
  });
  return names.length === 0 ? 'nobody' : names.join(', ');
}
