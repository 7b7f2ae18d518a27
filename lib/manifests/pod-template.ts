import { type KubernetesObject, namespaceOf } from './kubernetes-object';
import type { PodSpec } from './pod-spec';
import { isObject, templatePathOf } from './workload';

/** A pod, or the template of the pods that a workload makes. */
export interface PodTemplate {
  /** The Pod or the workload. */
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
  /** Where the template stands in the object; empty for a Pod, which is its own. */
  readonly path: string;
}

/** What of an object is a pod; `undefined` when it makes none. */
export function podTemplateOf(object: KubernetesObject): PodTemplate | undefined {
  const keys = templatePathOf(object.apiVersion, object.kind);
  if (keys === undefined) return undefined;
  let template: unknown = object;
  for (const key of keys) template = isObject(template) ? template[key] : undefined;
  if (!isObject(template) || !isObject(template.spec)) return undefined;
  const { labels = {}, annotations = {} } = isObject(template.metadata) ? template.metadata : {};
  return {
    object,
    namespace: namespaceOf(object),
    labels: labels as PodTemplate['labels'],
    annotations: annotations as PodTemplate['annotations'],
    spec: template.spec as PodSpec,
    path: keys.join('.'),
  };
}

/** A path below the pod spec as a path below the object. */
export function pathInObject({ path }: PodTemplate, below: string): string {
  const spec = path === '' ? 'spec' : `${path}.spec`;
  return below === '' ? spec : `${spec}.${below}`;
}
