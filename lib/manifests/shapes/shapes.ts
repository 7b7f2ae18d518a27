import { REMOVED_VERSIONS } from '../../api-server/removed-versions';
import { type KindProblem, kindProblemOf } from '../kind-problem';
import { groupKindOf, type KubernetesObject } from '../kubernetes-object';
import type { Shape } from '../shape';
import { templatePathOf } from '../workload';
import { ADMIN_POLICY_SHAPES } from './admin-policies';
import { CALICO_SHAPES } from './calico';
import { GMSA_SHAPES } from './gmsa';
import { NEWEST_VERSIONS, shapeOfKind, shapeOfType } from './kubernetes';

/** What is known of the fields of a kind. */
export interface KindShape {
  readonly shape: Shape;
  /** Whether the shape names all fields that there are, so that any other is a mistake. */
  readonly isComplete: boolean;
  /** Why there is no such kind. */
  readonly problem?: KindProblem;
}

/** Kinds that are not Kubernetes' own, by group and kind. */
const OTHERS: ReadonlyMap<string, KindShape> = new Map([...GMSA_SHAPES, ...CALICO_SHAPES, ...ADMIN_POLICY_SHAPES]);

/** Kinds of which a rule reads the version alone, unless it is among the others. */
const ONCE_SERVED: ReadonlySet<string> = new Set(REMOVED_VERSIONS.map(groupKindOf));

const KNOWN = new Map<string, KindShape>();

/** The shape of an object of that kind; of an unknown kind only the metadata has one. */
export function shapeOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): KindShape {
  const key = `${apiVersion} ${kind}`;
  let shape = KNOWN.get(key);
  if (shape === undefined) {
    shape = find(apiVersion, kind);
    KNOWN.set(key, shape);
  }
  return shape;
}

function find(apiVersion: string, kind: string): KindShape {
  const own = shapeOfKind(apiVersion, kind);
  if (own !== undefined) return { shape: own, isComplete: true };
  const groupKind = groupKindOf({ apiVersion, kind });
  const other = OTHERS.get(groupKind);
  if (other !== undefined) return { ...other, problem: kindProblemOf(apiVersion, kind) };
  // another version has other fields, those that both have are of one type
  const home = NEWEST_VERSIONS.has(groupKind) ? groupKind : homeOf(apiVersion, kind);
  const newest = home === undefined ? undefined : shapeOfKind(NEWEST_VERSIONS.get(home) ?? '', kind);
  return {
    shape: newest ?? { fields: { metadata: shapeOfType('ObjectMeta') } },
    isComplete: false,
    problem: kindProblemOf(apiVersion, kind),
  };
}

/** What makes pods is looked at although its group is the wrong one: `v1` for a Deployment. */
function homeOf(apiVersion: string, kind: string): string | undefined {
  if (templatePathOf(apiVersion, kind) === undefined) return undefined;
  return [kind, `apps/${kind}`, `batch/${kind}`].find((home) => NEWEST_VERSIONS.has(home));
}

/** Whether rules may rely on the types of this kind. */
export function hasShape(groupKind: string): boolean {
  return NEWEST_VERSIONS.has(groupKind) || OTHERS.has(groupKind) || ONCE_SERVED.has(groupKind);
}
