import { CALICO_POLICIES } from '../calico/policy';
import { homeOfField } from '../manifests/field-home';
import { groupOf, isStored, type KubernetesObject } from '../manifests/kubernetes-object';
import { nearestName } from '../manifests/nearest-name';
import { NETWORK_POLICY } from '../manifests/network-policy';
import type { Shape, UnknownField } from '../manifests/shape';
import { NEWEST_KUBERNETES, type Target } from '../platforms/target';
import policyField from '../rules/policy-field';
import type { Found, Rule } from '../rules/rule';
import unknownField from '../rules/unknown-field';

/** An unknown field, as the rules say it. */
export interface FoundField extends Found {
  /** The path of the field that was surely meant: what rules miss there is nothing new. */
  readonly meant?: string;
}

/** The fields of an object that the server in question does not know. */
export function foundFields(
  object: KubernetesObject,
  unknown: readonly UnknownField[],
  shape: Shape,
  target: Target,
): FoundField[] {
  // what was read from a cluster has the fields of its server; those with a dollar are for programs that merge manifests
  if (unknown.length === 0 || isStored(object)) return [];
  const found = unknown.flatMap((each) => (each.field.startsWith('$') ? [] : foundField(each, shape, target)));
  // a later version, or another edition, of Calico may have it
  return groupOf(object).endsWith('projectcalico.org')
    ? found.map((each) => ({ ...each, severity: 'warning' }))
    : found;
}

/** What a policy loses with a field is a matter of its own. */
export function ruleOfFields(groupKind: string): Rule {
  return OF_POLICIES.has(groupKind) ? policyField : unknownField;
}

const OF_POLICIES: ReadonlySet<string> = new Set([
  NETWORK_POLICY,
  ...CALICO_POLICIES,
  'projectcalico.org/NetworkSet',
  'projectcalico.org/GlobalNetworkSet',
]);

function foundField({ path, field, got, known, versions }: UnknownField, shape: Shape, target: Target): FoundField[] {
  const { kubernetes } = target;
  if (versions !== undefined) {
    if (kubernetes === undefined) return [];
    const { since = 0, before = Number.POSITIVE_INFINITY } = versions;
    if (kubernetes < since)
      return [{ path, got, problem: `Kubernetes 1.${kubernetes} does not know it, 1.${since} is the first that does` }];
    if (kubernetes >= before) return [{ path, got, problem: `Kubernetes knows it no more since 1.${before}` }];
    return [];
  }
  const names = Object.keys(known);
  const near = nearestName(field, names);
  if (near !== undefined) {
    const meant = path.slice(0, path.length - field.length) + near;
    return [{ path, got, allowed: near, problem: 'there is no such field', fix: `Write ${near}.`, meant }];
  }
  const home = homeOfField(field, path, shape);
  if (home !== undefined) {
    return [{ path, got, problem: `there is no such field here, but ${home}`, fix: `Move it to ${home}.` }];
  }
  if (names.includes('matchLabels')) {
    const problem = 'a selector of Kubernetes has labels below matchLabels';
    return [{ path, got, allowed: names.join(', '), problem, fix: `Write matchLabels: { ${field}: … }.` }];
  }
  const isNewer = kubernetes !== undefined && kubernetes > NEWEST_KUBERNETES;
  return [
    {
      path,
      got,
      ...(names.length <= FEW ? { allowed: names.join(', ') } : {}),
      problem: isNewer ? `up to 1.${NEWEST_KUBERNETES} there is no such field` : 'there is no such field',
      ...(isNewer ? { severity: 'warning' } : {}),
    },
  ];
}

/** So many names are read; more are not. */
const FEW = 12;
