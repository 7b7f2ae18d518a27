import { AKS_OS_SKU_LABEL, WINDOWS_BUILD_LABEL } from '../windows/labels';
import { windowsNode } from '../windows/nodes';
import { isWindowsBuild, WINDOWS_RELEASES, type WindowsRelease } from '../windows/versions';
import type { Cluster } from './cluster';
import { admits, REQUIRED_TERMS, requiredTermsOf } from './node-choice';
import type { PodSpec } from './pod-spec';
import { runtimeClassOf } from './runtime-class';

/** A place that names the builds of Windows on which a pod may run. */
export interface BuildStatement {
  /** Path below the pod spec. */
  readonly path: string;
  /** What stands there. */
  readonly got: unknown;
  readonly builds: readonly string[];
  /** Where it comes from, as a clause about the pod. */
  readonly says: string;
}

const RELEASES: readonly WindowsRelease[] = Object.values(WINDOWS_RELEASES);
export const KNOWN_BUILDS: readonly string[] = RELEASES.map(({ build }) => build);

/** The path of the entry of a node selector. */
export function selectorPath(label: string): string {
  return `nodeSelector[${label}]`;
}

/** All that says on which builds a pod may run; what is no build says nothing. */
export function buildStatementsOf(pod: PodSpec, cluster: Cluster): BuildStatement[] {
  return [...byAffinity(pod), ...byRuntimeClass(pod, cluster), ...byNodeSelector(pod), ...byOsSku(pod)];
}

/** The builds on which a pod may run; nothing when it leaves that open, none when it contradicts itself. */
export function chosenBuildsOf(pod: PodSpec, cluster: Cluster): readonly string[] | undefined {
  const statements = buildStatementsOf(pod, cluster);
  if (statements.length === 0) return undefined;
  return statements.map(({ builds }) => builds).reduce((left, right) => left.filter((build) => right.includes(build)));
}

function byNodeSelector({ nodeSelector }: PodSpec): BuildStatement[] {
  const got = nodeSelector?.[WINDOWS_BUILD_LABEL];
  if (got === undefined || !isWindowsBuild(got)) return [];
  return [{ path: selectorPath(WINDOWS_BUILD_LABEL), got, builds: [got], says: `its nodeSelector asks for ${got}` }];
}

function byRuntimeClass(pod: PodSpec, cluster: Cluster): BuildStatement[] {
  const build = runtimeClassOf(pod, cluster)?.scheduling?.nodeSelector?.[WINDOWS_BUILD_LABEL];
  if (build === undefined || !isWindowsBuild(build)) return [];
  const got = pod.runtimeClassName;
  return [{ path: 'runtimeClassName', got, builds: [build], says: `its RuntimeClass ${got} asks for ${build}` }];
}

function byOsSku({ nodeSelector }: PodSpec): BuildStatement[] {
  const got = nodeSelector?.[AKS_OS_SKU_LABEL];
  const release = RELEASES.find(({ aksOsSku }) => aksOsSku === got);
  if (release === undefined) return [];
  const says = `its nodeSelector asks for ${got} (${release.build})`;
  return [{ path: selectorPath(AKS_OS_SKU_LABEL), got, builds: [release.build], says }];
}

function byAffinity(pod: PodSpec): BuildStatement[] {
  const terms = requiredTermsOf(pod);
  const expressions = terms.flatMap(({ matchExpressions = [] }) =>
    matchExpressions.filter(({ key }) => key === WINDOWS_BUILD_LABEL),
  );
  const values = expressions.flatMap((expression) => expression.values ?? []);
  if (expressions.length === 0 || !values.every(isWindowsBuild)) return [];
  const named = [...new Set([...KNOWN_BUILDS, ...values])];
  const builds = named.filter((build) => admits({ selectors: [], terms }, windowsNode(build)));
  // whoever wants any build leaves it open
  if (builds.length === named.length) return [];
  return [{ path: REQUIRED_TERMS, got: expressions, builds, says: `its node affinity leaves ${listed(builds)}` }];
}

function listed(builds: readonly string[]): string {
  return builds.length === 0 ? 'no build' : builds.join(' and ');
}
