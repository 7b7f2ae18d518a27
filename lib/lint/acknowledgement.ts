import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { PodTemplate } from '../manifests/pod-template';

/**
 * An annotation that accepts what a rule says, with the reason: `acknowledge.cdk8s-windows/<rule id>: <reason>`, on the
 * object or on the template of its pods.
 */
export const ACKNOWLEDGE_PREFIX = 'acknowledge.cdk8s-windows/';

export interface Acknowledgement {
  /** The rule's id. */
  readonly id: string;
  readonly reason: string;
  /** Where it stands, below the object. */
  readonly path: string;
}

export function acknowledgementsOf(object: KubernetesObject, template?: PodTemplate): Acknowledgement[] {
  const own = acknowledgementsIn(object.metadata?.annotations, 'metadata.annotations');
  // a Pod is its own template
  if (template === undefined || template.path === '') return own;
  return [...own, ...acknowledgementsIn(template.annotations, `${template.path}.metadata.annotations`)];
}

function acknowledgementsIn(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): Acknowledgement[] {
  if (annotations === undefined) return [];
  return Object.entries(annotations)
    .filter(([key]) => key.startsWith(ACKNOWLEDGE_PREFIX))
    .map(([key, reason]) => ({
      id: key.slice(ACKNOWLEDGE_PREFIX.length),
      reason: reason.trim(),
      path: `${path}[${key}]`,
    }));
}
