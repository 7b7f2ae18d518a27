import { CALICO_POLICIES } from '../calico/policy';
import type { Finding } from '../lint/finding';
import { judged } from '../lint/lint';
import { type PlacedFinding, placed } from '../lint/placed-finding';
import { ADMIN_POLICIES } from '../manifests/admin-policy';
import { Cluster } from '../manifests/cluster';
import { groupKindOf, type KubernetesObject, namespaceOf, titleOf } from '../manifests/kubernetes-object';
import { LargerCluster } from '../manifests/larger-cluster';
import type { ManifestObject } from '../manifests/manifest-text';
import { NETWORK_POLICY } from '../manifests/network-policy';
import { type PlacedPath, Places } from '../manifests/places';
import { type Fit, fitToShape } from '../manifests/shape';
import { shapeOf } from '../manifests/shapes/shapes';
import { templatePathOf } from '../manifests/workload';
import type { Target } from '../platforms/target';
import { DEFAULT_NAMESPACE } from '../policy/endpoint';
import { foundIn } from '../report/message';
import unknownKind from '../rules/unknown-kind';
import { type ClusterDns, clusterDnsOf } from './cluster-dns';
import type { Remark } from './remark';
import { STATUS_SHAPES } from './status-shapes';

/** The objects of some manifests as one cluster, and what of them plays no part. */
export interface GivenCluster {
  readonly cluster: Cluster;
  readonly dns: ClusterDns;
  /** What is refused: by Calico, which behaves as if such a policy were not there, or by the API server. */
  readonly findings: readonly PlacedFinding[];
  readonly remarks: readonly Remark[];
  /** Whether something of an object is refused. */
  hasFinding(object: KubernetesObject): boolean;
  /** Where a part of an object stands; `undefined` for what stands in no file. */
  placeOf(object: KubernetesObject, path: string): PlacedPath | undefined;
}

/** The rules that say what the API server or Calico refuses of what this is about. */
const REFUSALS: ReadonlySet<string> = new Set([
  'api-version-removed',
  'field-type',
  'calico-combination',
  'calico-metadata',
  'calico-name',
  'calico-network-format',
  'calico-port',
  'calico-selector',
  'calico-value',
  'network-policy-cidr',
  'network-policy-peer',
  'network-policy-port',
  'network-policy-selector',
  'network-policy-type',
  'policy-field',
  'unknown-field',
  'unknown-kind',
]);

export function givenCluster(read: readonly ManifestObject[], target: Target): GivenCluster {
  const remarks: Remark[] = [];
  const objects = lastOfEach(read, remarks);
  const given = objects.map(({ object }) => object);
  const made = new MadeCluster(given, given, target, remarks);
  const places = new Places(objects);
  const reported = new Set(made.found.map(({ object }) => object));
  return {
    cluster: made.cluster,
    dns: made.dns,
    findings: placed(made.found, objects),
    remarks,
    hasFinding: (object) => reported.has(made.originalOf(object)),
    placeOf: (object, path) => places.placeOf(made.originalOf(object), path),
  };
}

/** What is looked at of objects that stand in no file. */
export interface InMemory {
  /** Whether all that is refused is told: otherwise only what the API server refuses of NetworkPolicies. */
  readonly isAllLookedAt?: boolean;
  /** The objects as the rules have gone through them, where all fit. */
  readonly known?: Cluster;
  /** Objects to add, once it is known which are there. */
  readonly more?: (cluster: Cluster) => readonly KubernetesObject[];
}

/** The same for objects that stand in no file: what is refused of them is told by remarks. */
export function clusterInMemory(
  given: readonly KubernetesObject[],
  target: Target,
  { isAllLookedAt = false, known, more = () => [] }: InMemory = {},
): GivenCluster {
  const remarks: Remark[] = [];
  const objects = lastOfEach(
    given.map((object) => ({ object })),
    remarks,
  ).map(({ object }) => object);
  const looked = isAllLookedAt ? objects : objects.filter((object) => groupKindOf(object) === NETWORK_POLICY);
  const made = new MadeCluster(objects, looked, target, remarks, known);
  const { cluster, dns, refused } = made;
  for (const object of refused)
    remarks.push({
      message: `${titleOf(object)} is left out, since the API server refuses it.`,
      object,
      isTrouble: true,
    });
  const found = isAllLookedAt ? made.found : [];
  for (const finding of found)
    remarks.push({
      message: `${titleOf(finding.object)}: ${foundIn(finding)}. ${finding.rule.summary}`,
      object: finding.object,
      path: finding.path,
      isTrouble: isTrouble(finding),
    });
  const reported = new Set(found.map(({ object }) => object));
  const added = more(cluster);
  return {
    cluster: added.length === 0 ? cluster : new LargerCluster(cluster, added),
    dns,
    findings: [],
    remarks,
    hasFinding: (object) => reported.has(made.originalOf(object)),
    placeOf: () => undefined,
  };
}

class MadeCluster {
  /** What is refused of objects that are looked at. */
  public readonly found: readonly Finding[];
  /** Objects that are not there, since the API server refuses them. */
  public readonly refused: ReadonlySet<KubernetesObject>;
  public readonly cluster: Cluster;
  public readonly dns: ClusterDns;
  private readonly originals = new Map<KubernetesObject, KubernetesObject>();

  /**
   * @param looked At what of them the rules look that say what is refused.
   * @param known A cluster of these and maybe others, which are known to fit.
   */
  public constructor(
    given: readonly KubernetesObject[],
    looked: readonly KubernetesObject[],
    target: Target,
    remarks: Remark[],
    known?: Cluster,
  ) {
    const { findings, accepted } = judged(looked, { target, isAsked: ({ id }) => REFUSALS.has(id) });
    // what its author accepts is refused all the same
    this.found = [...findings, ...accepted].filter(
      // what no server knows may be a policy, or pods
      ({ object, rule }) => rule === unknownKind || isLookedAt(object),
    );
    const refused = new Set(
      this.found.flatMap(({ object, rule, severity }) =>
        severity === 'error' && (rule.id === 'field-type' ? isPolicy(object) : groupKindOf(object) === NETWORK_POLICY)
          ? [object]
          : [],
      ),
    );
    const unknown = new Set(this.found.flatMap(({ object, rule }) => (rule.id === 'unknown-kind' ? [object] : [])));
    const fitted = given.flatMap((object) => {
      if (isOfAnother(object) && !unknown.has(object)) remarks.push(notComputed(object));
      const { value: shaped = object, misfits: wrong } = known ? FITTING : fitToShape(object, shapeOf(object).shape);
      if (wrong.length > 0 && isPolicy(object)) refused.add(object);
      if (refused.has(object)) return [];
      const groupKind = groupKindOf(object);
      const status = STATUS_SHAPES.get(groupKind);
      const { value: fit = shaped, misfits } = status === undefined ? FITTING : fitToShape(shaped, status);
      for (const { path, expected } of misfits)
        remarks.push({
          message: `${titleOf(object)}: ${path} is no ${expected}, and is left out.`,
          object,
          isTrouble: true,
        });
      if (fit !== object) this.originals.set(fit, object);
      return [fit];
    });
    this.refused = refused;
    const alone = known !== undefined && areSame(known.objects, fitted) ? known : new Cluster(fitted);
    this.dns = clusterDnsOf(alone, target.platform);
    this.cluster = this.dns.standIns.length === 0 ? alone : new LargerCluster(alone, this.dns.standIns);
  }

  public originalOf(object: KubernetesObject): KubernetesObject {
    return this.originals.get(object) ?? object;
  }
}

/** What fits as it is. */
const FITTING: Fit<KubernetesObject> = { value: undefined, misfits: [], unknown: [] };

function areSame(some: readonly object[], others: readonly object[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

const LOOKED_AT: ReadonlySet<string> = new Set([
  'Namespace',
  'ServiceAccount',
  'Service',
  'Node',
  'discovery.k8s.io/EndpointSlice',
]);

function isLookedAt(object: KubernetesObject): boolean {
  return isPolicy(object) || /NetworkSet$/.test(object.kind) || isPods(object) || LOOKED_AT.has(groupKindOf(object));
}

function isPods({ apiVersion, kind }: KubernetesObject): boolean {
  return templatePathOf(apiVersion, kind) !== undefined;
}

/** Whether a finding means that the cluster has not what the manifests say. */
export function isTrouble({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): boolean {
  // what some versions of Calico refuse is left out, too, as is what a policy says by a name that they may not know
  return severity === 'error' || rule.id.startsWith('calico-') || rule.id === 'policy-field';
}

function isPolicy({ kind }: KubernetesObject): boolean {
  return kind.endsWith('NetworkPolicy') || kind === 'Tier';
}

/** Of objects with one name the cluster has the one that was applied last. */
function lastOfEach<T extends { readonly object: KubernetesObject }>(
  read: readonly T[],
  remarks: Remark[],
): readonly T[] {
  if (haveNamesOfTheirOwn(read)) return read;
  const byName = new Map<string, T>();
  for (const each of read) {
    const { object } = each;
    const { name } = object.metadata ?? {};
    // who has no name that one can read is nobody else
    const own = typeof name === 'string' ? name : byName.size;
    const key = JSON.stringify([groupKindOf(object), namespaceOf(object) || DEFAULT_NAMESPACE, own]);
    const earlier = byName.get(key);
    if (earlier !== undefined && JSON.stringify(earlier.object) !== JSON.stringify(object)) {
      const message = `${titleOf(object)} is there more than once: the last one counts.`;
      remarks.push({ message, object, isTrouble: false });
    }
    byName.delete(key);
    byName.set(key, each);
  }
  return [...byName.values()];
}

/** Hardly ever is an object there twice: that none is shows without writing each name so that it can be no other. */
function haveNamesOfTheirOwn(read: readonly { readonly object: KubernetesObject }[]): boolean {
  const names = new Set<string>();
  let count = 0;
  for (const { object } of read) {
    const { name } = object.metadata ?? {};
    if (typeof name !== 'string') continue;
    const namespace: unknown = namespaceOf(object) || DEFAULT_NAMESPACE;
    // of objects that do not fit anything may stand there
    if (typeof namespace !== 'string') return false;
    names.add(`${object.kind} ${namespace}/${name}`);
    count++;
  }
  return names.size === count;
}

/** Policies that are computed, and those that close and open nothing. */
const KNOWN_POLICIES: ReadonlySet<string> = new Set([NETWORK_POLICY, ...CALICO_POLICIES, ...ADMIN_POLICIES]);

/** A policy of another engine, or one whose kind is misspelt: it may close or open connections. */
function isOfAnother(object: KubernetesObject): boolean {
  return /NetworkPolic(?:y|ies|ys)$/i.test(object.kind) && !KNOWN_POLICIES.has(groupKindOf(object));
}

function notComputed(object: KubernetesObject): Remark {
  const message = `${titleOf(object)} is left out: what ${object.apiVersion} says is not computed.`;
  return { message, object, isTrouble: true };
}
