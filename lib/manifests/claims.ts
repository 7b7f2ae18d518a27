import type { Cluster } from './cluster';
import type { ClaimSpec } from './pod-spec';
import type { PodTemplate } from './pod-template';

/** A claim by which a pod gets its storage. */
export interface Claim {
  /** The volume of the pod that it becomes. */
  readonly volume: string;
  /** The name of the PersistentVolumeClaim; missing where each pod has one of its own. */
  readonly name?: string;
  /** What it asks for; missing when the claim is not among the objects looked at. */
  readonly spec?: ClaimSpec;
  /** Where the claim is made or named, below the pod spec or below the object. */
  readonly path: string;
  readonly below?: 'object';
}

/** The claims of a pod: those that it names, those that it makes, and those that its StatefulSet makes for it. */
export function claimsOf(template: PodTemplate, cluster: Cluster): Claim[] {
  return [...ofVolumes(template, cluster), ...ofStatefulSet(template)];
}

function ofVolumes(template: PodTemplate, cluster: Cluster): Claim[] {
  return (template.spec.volumes ?? []).flatMap((volume, index): Claim[] => {
    const path = `volumes[${index}]`;
    const own = volume.ephemeral?.volumeClaimTemplate?.spec;
    if (own !== undefined) {
      return [{ volume: volume.name, spec: own, path: `${path}.ephemeral.volumeClaimTemplate.spec` }];
    }
    const name = volume.persistentVolumeClaim?.claimName;
    if (name === undefined) return [];
    const found = cluster.find('PersistentVolumeClaim', name, template.namespace) as { spec?: ClaimSpec } | undefined;
    const given = found === undefined ? undefined : (found.spec ?? {});
    return [{ volume: volume.name, name, spec: given, path: `${path}.persistentVolumeClaim.claimName` }];
  });
}

function ofStatefulSet({ object }: PodTemplate): Claim[] {
  if (object.kind !== 'StatefulSet') return [];
  const { volumeClaimTemplates = [] } = (object.spec ?? {}) as {
    volumeClaimTemplates?: readonly { metadata?: { name?: string }; spec?: ClaimSpec }[];
  };
  return volumeClaimTemplates.map(({ metadata, spec = {} }, index) => ({
    volume: metadata?.name ?? '',
    spec,
    path: `spec.volumeClaimTemplates[${index}].spec`,
    below: 'object',
  }));
}
