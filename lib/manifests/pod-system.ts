import { parseImageReference } from '../windows/image-reference';
import { AKS_OS_SKU_LABEL, WINDOWS_BUILD_LABEL } from '../windows/labels';
import type { Cluster } from './cluster';
import { requiredTermsOf } from './node-choice';
import { type OperatingSystem, type OsStatement, osStatementsOf } from './operating-system';
import { containersOf, type PodSpec } from './pod-spec';
import type { PodTemplate } from './pod-template';
import { remembered } from './remembered';
import { runtimeClassOf, systemOfRuntimeClass } from './runtime-class';
import { linuxSignOf, type SystemSign, windowsSignsOf } from './system-signs';

/** For which operating system a pod is meant, and what says so. */
export interface PodSystem {
  /** `undefined` where nothing tells. */
  readonly name: OperatingSystem | undefined;
  /** A clause for people: `its nodeSelector asks for kubernetes.io/os: windows`. */
  readonly because: string;
  /** Where signs contradict each other: what looks like Windows in it, and what like Linux. */
  readonly signs?: { readonly windows: SystemSign; readonly linux: SystemSign };
}

const UNKNOWN: PodSystem = { name: undefined, because: 'nothing in it names an operating system' };

/**
 * What a pod is meant for: `os` decides, then what places the pod, then what only Windows has, then what only looks like
 * Windows. A pod without any of these lands on whatever node has room.
 */
export function systemOf(pod: PodSpec, cluster: Cluster): PodSystem {
  const known = systemsIn(cluster);
  let system = known.get(pod);
  if (system === undefined) {
    system = judged(pod, cluster);
    known.set(pod, system);
  }
  return system;
}

/** For who has found it out of others that are alike. */
export function knowSystem(pod: PodSpec, cluster: Cluster, system: PodSystem): void {
  systemsIn(cluster).set(pod, system);
}

/** The pods of a namespace that are meant for Windows; those that state none where it is empty. */
export function windowsPodsIn(cluster: Cluster, namespace: string): readonly PodTemplate[] {
  const known = windowsPodsByNamespace(cluster);
  let pods = known.get(namespace);
  if (pods === undefined) {
    pods = cluster.podTemplates(namespace).filter(({ spec }) => systemOf(spec, cluster).name === 'windows');
    known.set(namespace, pods);
  }
  return pods;
}

const systemsIn = remembered((_: Cluster) => new WeakMap<PodSpec, PodSystem>());
const windowsPodsByNamespace = remembered((_: Cluster) => new Map<string, readonly PodTemplate[]>());

function judged(pod: PodSpec, cluster: Cluster): PodSystem {
  const statements = osStatementsOf(pod);
  return (
    byStatement(statements) ??
    byBuild(pod) ??
    byRuntimeClass(pod, cluster) ??
    byOptions(statements) ??
    byImage(pod) ??
    byChoiceOfBoth(statements) ??
    bySigns(pod, cluster) ??
    UNKNOWN
  );
}

/** `os`, nodeSelector and required node affinity, in this order. */
function byStatement(statements: readonly OsStatement[]): PodSystem | undefined {
  for (const { path, systems, places } of statements) {
    const [name] = systems;
    if (!places && path !== 'os.name') continue;
    if (systems.length !== 1 || !isSystem(name)) continue;
    return { name, because: path === 'os.name' ? `its os.name is ${name}` : `its ${path} asks for ${name}` };
  }
  return undefined;
}

function isSystem(name: string): name is OperatingSystem {
  return name === 'windows' || name === 'linux';
}

/** Only Windows nodes have the label of a build, and only AKS says in one what the image of a node is. */
function byBuild(pod: PodSpec): PodSystem | undefined {
  if (pod.nodeSelector?.[WINDOWS_BUILD_LABEL] !== undefined)
    return { name: 'windows', because: 'its nodeSelector asks for a build of Windows' };
  const terms = requiredTermsOf(pod);
  if (terms.length > 0 && terms.every(({ matchExpressions = [] }) => matchExpressions.some(asksForBuild)))
    return { name: 'windows', because: 'its node affinity asks for a build of Windows' };
  const sku = pod.nodeSelector?.[AKS_OS_SKU_LABEL];
  if (sku === undefined) return undefined;
  const name = sku.startsWith('Windows') ? 'windows' : 'linux';
  return { name, because: `its nodeSelector asks for nodes with ${sku}` };
}

function asksForBuild({ key, operator }: { readonly key: string; readonly operator: string }): boolean {
  return key === WINDOWS_BUILD_LABEL && (operator === 'In' || operator === 'Exists');
}

function byRuntimeClass(pod: PodSpec, cluster: Cluster): PodSystem | undefined {
  const found = runtimeClassOf(pod, cluster);
  const name = found === undefined ? undefined : systemOfRuntimeClass(found);
  return name === undefined ? undefined : { name, because: `its RuntimeClass ${pod.runtimeClassName} is for ${name}` };
}

/** A template for both systems may carry an empty one. */
function byOptions(statements: readonly OsStatement[]): PodSystem | undefined {
  const said = statements.find(
    ({ path, got }) => path.endsWith('windowsOptions') && Object.values(got as object).some((value) => value !== false),
  );
  return said === undefined ? undefined : { name: 'windows', because: `its ${said.path} is set` };
}

function byImage(pod: PodSpec): PodSystem | undefined {
  for (const { container } of containersOf(pod)) {
    const { image = '' } = container;
    if (parseImageReference(image).isOfWindows)
      return { name: 'windows', because: `its image ${image} is for windows` };
  }
  return undefined;
}

/** Whoever names both systems means both, and what looks like one of them is a part of it. */
function byChoiceOfBoth(statements: readonly OsStatement[]): PodSystem | undefined {
  const both = statements.find(({ systems, places }) => places && systems.length > 1);
  return both === undefined ? undefined : { name: undefined, because: `its ${both.path} asks for several systems` };
}

function bySigns(pod: PodSpec, cluster: Cluster): PodSystem | undefined {
  const signs = windowsSignsOf(pod, cluster);
  if (signs.length === 0) return undefined;
  const because = `its ${signs.map(({ path, says }) => `${path} ${says}`).join(', its ')}`;
  const linux = linuxSignOf(pod);
  if (linux === undefined) return { name: 'windows', because };
  return {
    name: undefined,
    because: `${because}, while its ${linux.path} ${linux.says}`,
    signs: { windows: signs[0], linux },
  };
}
