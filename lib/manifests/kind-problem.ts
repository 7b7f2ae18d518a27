import { REMOVED_VERSIONS } from '../api-server/removed-versions';
import { groupOf } from './kubernetes-object';
import { editDistance, nearestName } from './nearest-name';
import { OTHER_KINDS } from './other-kinds';
import { KUBERNETES_API } from './shapes/kubernetes-types';

/** Why no server has a kind, and what was surely meant. */
export interface KindProblem {
  readonly path: 'apiVersion' | 'kind';
  readonly problem: string;
  /** What should stand at the path, where that can be told. */
  readonly allowed?: string;
  /** Both, where the other has to change as well. */
  readonly fix: string;
  /** Whether the one value surely puts it right. */
  readonly isSure: boolean;
}

const KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({ ...KUBERNETES_API, ...OTHER_KINDS }).map(([apiVersion, kinds]) => [apiVersion, kinds.split(' ')]),
);

/** The API versions, the one to write now first: stable ones before others, and by number. */
function versions(): readonly string[] {
  known ??= [...KINDS.keys()].sort((a, b) => rank(b) - rank(a));
  return known;
}

let known: readonly string[] | undefined;

function rank(apiVersion: string): number {
  const [, number = '0', stage] = /(?:^|\/)v(\d+)(alpha|beta)?\d*$/.exec(apiVersion) ?? [];
  return (
    Number(number) +
    (stage === undefined ? 100 : stage === 'beta' ? 50 : 0) -
    (/^extensions/.test(apiVersion) || apiVersion in OTHER_KINDS ? 200 : 0)
  );
}

/**
 * What is wrong with the kind of an object: a slip in a group, a version or a kind of Kubernetes itself. What resembles none
 * of them is of somebody else, and may be right.
 */
export function kindProblemOf(apiVersion: string, kind: string): KindProblem | undefined {
  if (isKnown(apiVersion, kind) || isKnown(apiVersion, kind.replace(/List$/, ''))) return undefined;
  const group = groupOf({ apiVersion });
  const isOwn = versions().some((version) => groupOf({ apiVersion: version }) === group);
  const meant = isOwn ? (versionOf(kind, group) ?? versionOf(kind)) : slipOfGroup(group, kind);
  if (meant !== undefined) {
    const isSure = meant.slice(meant.indexOf('/') + 1) === apiVersion.slice(apiVersion.indexOf('/') + 1);
    const problem = isOwn ? `it has no ${kind}` : 'there is no such group';
    return { path: 'apiVersion', problem, allowed: meant, fix: `Write ${meant}.`, isSure };
  }
  const near = isOwn ? nearestKind(kind, group) : undefined;
  if (near === undefined)
    return isComplete(group) && !isForeign(kind) ? noSuchKind(apiVersion, kind, group) : undefined;
  const fix = near.apiVersion === apiVersion ? `Write ${near.kind}.` : `Write ${near.kind} of ${near.apiVersion}.`;
  const isSure = near.apiVersion === apiVersion && near.kind.toLowerCase() === kind.toLowerCase();
  return { path: 'kind', problem: `${apiVersion} has no such kind`, allowed: near.kind, fix, isSure };
}

/** Groups of which other versions, or other editions, have kinds that are not listed here. */
const PARTLY_KNOWN: ReadonlySet<string> = new Set([
  'extensions',
  'imagepolicy.k8s.io',
  'internal.apiserver.k8s.io',
  'resource.k8s.io',
  'projectcalico.org',
]);

function isComplete(group: string): boolean {
  return !PARTLY_KNOWN.has(group) && versions().some((version) => groupOf({ apiVersion: version }) === group);
}

/** What is never stored and yet stands in files, the file of kubectl, and what OpenShift had in the core group. */
function isForeign(kind: string): boolean {
  return FOREIGN.has(kind) || kind.endsWith('List');
}

const FOREIGN: ReadonlySet<string> = new Set(
  (
    'APIGroup APIVersions Binding BuildConfig Config DeleteOptions DeploymentConfig ImageStream List PodTemplate Project ' +
    'RangeAllocation Route Scale SecurityContextConstraints SerializedReference Status Template'
  ).split(' '),
);

function noSuchKind(apiVersion: string, kind: string, group: string): KindProblem {
  const ofGroup = versions().filter((version) => groupOf({ apiVersion: version }) === group);
  const names = [...new Set(ofGroup.flatMap((version) => KINDS.get(version) ?? []))];
  return {
    path: 'kind',
    problem: `${group === '' ? 'the core of Kubernetes' : group} has no such kind`,
    ...(names.length <= FEW ? { allowed: names.join(', ') } : {}),
    fix: `Write the apiVersion of whoever defines ${kind}, or a kind that ${apiVersion} has.`,
    isSure: false,
  };
}

/** So many names are read; more are not. */
const FEW = 8;

function isKnown(apiVersion: string, kind: string): boolean {
  return KINDS.get(apiVersion)?.includes(kind) === true || isRemoved(apiVersion, kind);
}

function isServed(apiVersion: string, kind: string): boolean {
  return KINDS.get(apiVersion)?.includes(kind) === true && !isRemoved(apiVersion, kind);
}

function isRemoved(apiVersion: string, kind: string): boolean {
  return REMOVED_VERSIONS.some((each) => each.apiVersion === apiVersion && each.kind === kind);
}

/** The version to write for a kind, of a group or of any. */
function versionOf(kind: string, group?: string): string | undefined {
  return versions().find(
    (version) => (group === undefined || groupOf({ apiVersion: version }) === group) && isServed(version, kind),
  );
}

/** `app`, `networking`, `window.k8s.io` and the like: a letter beside a group that has the kind. */
function slipOfGroup(group: string, kind: string): string | undefined {
  return versions().find((version) => {
    const known = groupOf({ apiVersion: version });
    if (known === '' || !isServed(version, kind)) return false;
    return known.startsWith(`${group}.`) || editDistance(known, group) === 1;
  });
}

/** Of the same group first. */
function nearestKind(kind: string, group: string): { readonly apiVersion: string; readonly kind: string } | undefined {
  const own = versions().filter((version) => groupOf({ apiVersion: version }) === group);
  for (const candidates of [own, versions()]) {
    const kinds = candidates.flatMap((version) => KINDS.get(version) ?? []);
    const near = nearestName(kind, kinds) ?? nearestName(kind.replace(/ies$/, 'y'), kinds);
    const apiVersion = candidates.find((version) => near !== undefined && isServed(version, near));
    if (near !== undefined && apiVersion !== undefined) return { apiVersion, kind: near };
  }
  return undefined;
}
