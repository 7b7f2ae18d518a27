import type { Finding } from '../../../lib/lint/finding';
import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import type { PlatformId } from '../../../lib/platforms/platform';
import { PLATFORMS } from '../../../lib/platforms/platforms';
import type { Rule } from '../../../lib/rules/rule';

export interface On {
  readonly platform?: PlatformId;
  readonly kubernetes?: number;
}

/** What one rule finds in the objects of a cluster, and leaves to none of those that supersede it. */
export function foundIn(id: string, objects: readonly KubernetesObject[], on: On = {}): Finding[] {
  const platform = on.platform === undefined ? undefined : PLATFORMS[on.platform];
  const isAsked = ({ id: each, supersedes = [] }: Rule) => each === id || supersedes.includes(id);
  return lint(objects, { target: { ...on, platform }, isAsked }).filter(({ rule }) => rule.id === id);
}

/** The same in short: severity and path of each finding. */
export function said(id: string, objects: readonly KubernetesObject[], on: On = {}): string[] {
  return foundIn(id, objects, on).map(({ severity, path }) => `${severity} ${path}`);
}

export function podOf(spec: PodSpec, metadata: KubernetesObject['metadata'] = { name: 'web' }): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

export function workloadOf(kind: string, spec: PodSpec, name = 'web'): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec } },
  };
}

/** A Windows pod that asks for Windows nodes. */
export const WINDOWS: PodSpec = { os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } };

export function image(...names: string[]): PodSpec {
  return { containers: names.map((name, index) => ({ name: `c${index}`, image: name })) };
}

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** A required node affinity: each argument is one term, and one of them must fit. */
export function affinity(...terms: Expression[][]): PodSpec {
  const nodeSelectorTerms = terms.map((matchExpressions) => ({ matchExpressions }));
  return { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } } };
}

export function runtimeClass(fields: object = {}, name = 'windows-2022'): KubernetesObject {
  return {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name },
    handler: 'runhcs-wcow-process',
    ...fields,
  };
}

export const OS = 'kubernetes.io/os';
export const ARCH = 'kubernetes.io/arch';
export const BUILD = 'node.kubernetes.io/windows-build';
