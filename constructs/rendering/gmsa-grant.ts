import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';

/** The grants of each app, so that saying one twice changes nothing, whoever says it. */
const GRANTS = new WeakMap<IConstruct, Set<string>>();

/**
 * Binds a role to a service account in the namespace of its pods. The binding is written beside the account, in the
 * same chart: a chart without a namespace is applied to one that only its user knows.
 *
 * @param role Gives the name of the ClusterRole, and is asked only when there is something to bind.
 */
export function grantUseOf(
  credentialSpecName: string,
  role: () => string,
  serviceAccount: kplus.IServiceAccount,
  statedNamespace?: string,
): void {
  const chart = Chart.of(serviceAccount);
  const namespace = statedNamespace ?? namespaceOf(serviceAccount) ?? chart.namespace;
  const { name } = serviceAccount;
  const parts = [credentialSpecName, namespace ?? `chart ${chart.node.path}`, name];
  const key = parts.join('\n');
  const grants = GRANTS.get(chart.node.root) ?? new Set();
  GRANTS.set(chart.node.root, grants);
  if (grants.has(key)) return;
  grants.add(key);
  const roleName = role();
  new kplus.k8s.KubeRoleBinding(serviceAccount as IConstruct as Construct, `use ${parts.join(' ')}`, {
    metadata: {
      // Underscores are legal in names of RBAC objects and in no name that is joined here, so no two of these agree.
      name: [roleName, namespace, name].filter(Boolean).join('_'),
      ...(namespace ? { namespace } : {}),
    },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: roleName },
    subjects: [{ kind: 'ServiceAccount', name, ...(namespace ? { namespace } : {}) }],
  });
}

/** cdk8s-plus reports `default` for an account of the cluster whose namespace nobody stated. */
function namespaceOf(serviceAccount: kplus.IServiceAccount): string | undefined {
  const { namespace } = serviceAccount.toSubjectConfiguration();
  return serviceAccount instanceof kplus.ServiceAccount || namespace !== 'default' ? namespace : undefined;
}
