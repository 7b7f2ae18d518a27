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

/** The bindings that count in the namespace of an account and are for it. */
export function bindingsOf(account: Account, cluster: Cluster): readonly Binding[] {
  const keys = keysOf(account);
  return listsFor(account.namespace, cluster).flatMap((bindings) => {
    const known = bySubject(bindings);
    const found = new Set(keys.flatMap((key) => known.get(key) ?? []));
    return [...found].filter((binding) => isFor(binding, account));
  });
}

/** The bindings that count in a namespace, in lists that many namespaces share: there are many of both. */
function listsFor(namespace: string, cluster: Cluster): readonly (readonly Binding[])[] {
  const all = bindingsIn(cluster);
  if (namespace === '') return [all];
  const known = byNamespace(all);
  return [namespace, '', EVERYWHERE].map((place) => known.get(place) ?? NONE);
}

/** No name of a namespace. */
const EVERYWHERE = '*';
const NONE: readonly Binding[] = [];

const byNamespace = remembered((bindings: readonly Binding[]) => {
  const found = new Map<string, Binding[]>();
  for (const binding of bindings) {
    const place = binding.kind === 'ClusterRoleBinding' ? EVERYWHERE : namespaceOf(binding);
    const beside = found.get(place);
    if (beside === undefined) found.set(place, [binding]);
    else beside.push(binding);
  }
  return found;
});

const bySubject = remembered((bindings: readonly Binding[]) => {
  const found = new Map<string, Binding[]>();
  for (const binding of bindings) {
    for (const key of (binding.subjects ?? []).flatMap((subject) => keysOfSubject(subject, binding))) {
      const same = found.get(key);
      if (same === undefined) found.set(key, [binding]);
      else same.push(binding);
    }
  }
  return found;
});

function keysOfSubject({ kind = '', name = '', namespace }: Subject, binding: Binding): string[] {
  if (kind !== 'ServiceAccount') return [`${kind} ${name}`];
  return [`${kind} ${namespace || namespaceOf(binding)}/${name}`, `${kind} ${name}`];
}

/** Under which of these keys subjects stand that may be the account. */
function keysOf(account: Account): string[] {
  const { namespace, name } = account;
  const names = namespace === '' ? [name] : [`${namespace}/${name}`, `/${name}`];
  return [
    ...names.map((each) => `ServiceAccount ${each}`),
    `User ${userOf(account)}`,
    ...groupsOf(account).map((group) => `Group ${group}`),
  ];
}

function userOf({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function groupsOf({ namespace }: Account): string[] {
  return ['system:authenticated', 'system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** All bindings among the objects looked at. */
const bindingsIn = remembered(
  (cluster: Cluster) => BINDING_KINDS.flatMap((kind) => cluster.all(kind)) as readonly Binding[],
);

/** The bindings of these roles, in their order. */
export function bindingsOfRoles(roles: readonly KubernetesObject[], cluster: Cluster): readonly Binding[] {
  const known = byRole(cluster);
  const found = roles.flatMap((role) => known.get(role) ?? []);
  return found.sort((left, right) => left.place - right.place).map(({ binding }) => binding);
}

const byRole = remembered((cluster: Cluster) => {
  const found = new Map<KubernetesObject, { readonly binding: Binding; readonly place: number }[]>();
  bindingsIn(cluster).forEach((binding, place) => {
    const role = roleOf(binding, cluster);
    if (role === undefined) return;
    const same = found.get(role);
    if (same === undefined) found.set(role, [{ binding, place }]);
    else same.push({ binding, place });
  });
  return found;
});

/** Whether a binding counts in a namespace: one of a namespace counts in no other. */
export function countsIn(binding: Binding, namespace: string): boolean {
  return binding.kind === 'ClusterRoleBinding' || maySharePlace(namespaceOf(binding), namespace);
}

/** Whether a binding is for that account, by its name or by one of the groups that every account is in. */
export function isFor(binding: Binding, account: Account): boolean {
  return (binding.subjects ?? []).some(({ kind, name = '', namespace }) => {
    if (kind === 'ServiceAccount') {
      return name === account.name && maySharePlace(namespace || namespaceOf(binding), account.namespace);
    }
    return kind === 'User' ? name === userOf(account) : kind === 'Group' && groupsOf(account).includes(name);
  });
}

/** The role that a binding gives; nothing when it is not among the objects looked at. */
function roleOf(binding: Binding, cluster: Cluster): KubernetesObject | undefined {
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
