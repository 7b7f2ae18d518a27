import { lint } from '../../../lib/lint/lint';
import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import type { Target } from '../../../lib/platforms/target';
import type { Topic } from '../../../lib/rules/rule';

/** What the rules of a chapter say of objects: `severity rule path`. */
export function saidOf(topics: readonly Topic[], objects: readonly object[], target: Target = {}): string[] {
  const isAsked = ({ topic }: { topic: Topic }) => topics.includes(topic);
  return lint(objects as KubernetesObject[], { target, isAsked }).map(
    ({ rule, path, severity }) => `${severity} ${rule.id} ${path}`,
  );
}

/** A Windows pod that has enough resources. */
export function windowsPod(spec: PodSpec, namespace?: string): KubernetesObject {
  return podOn('windows', spec, namespace);
}

export function linuxPod(spec: PodSpec): KubernetesObject {
  return podOn('linux', spec);
}

const LIMITS = { limits: { cpu: '500m', memory: '512Mi' } };

function podOn(system: string, spec: PodSpec, namespace?: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', ...(namespace === undefined ? {} : { namespace }) },
    spec: {
      os: { name: system },
      nodeSelector: { 'kubernetes.io/os': system },
      ...spec,
      containers: (spec.containers ?? [{ name: 'web' }]).map((container) => ({ resources: LIMITS, ...container })),
    },
  };
}
