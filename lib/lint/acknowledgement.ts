import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { PodTemplate } from '../manifests/pod-template';

/**
 * An annotation that accepts what a rule says, with the reason: `acknowledge.cdk8s-windows/<rule id>: <reason>`, on the
 * object or on the template of its pods.
 */
export const ACKNOWLEDGE_PREFIX = 'acknowledge.cdk8s-windows/';

/** What somebody writes who means such an annotation: both words, whatever stands around them. */
const MEANT = /^(?=.*ack?n?owled)(?=.*cdk8s.?windows?)/i;

export interface Acknowledgement {
  /** The rule's id; missing where the annotation has another prefix, and accepts nothing. */
  readonly id?: string;
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
    .filter(([key]) => MEANT.test(key))
    .map(([key, reason]) => ({
      id: key.startsWith(ACKNOWLEDGE_PREFIX) ? key.slice(ACKNOWLEDGE_PREFIX.length) : undefined,
      reason: reason.trim(),
      path: `${path}[${key}]`,
    }));
}
