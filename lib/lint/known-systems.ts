import type { Cluster } from '../manifests/cluster';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { containersOf, type PodSpec } from '../manifests/pod-spec';
import { knowSystem, type PodSystem, systemOf } from '../manifests/pod-system';
import type { PodTemplate } from '../manifests/pod-template';
import { bringsLinuxPrograms } from '../windows/commands';
import { parseImageReference } from '../windows/image-reference';
import { ASKED_BEFORE } from './inquiry';
import type { Kin, Like } from './kinship';
import { IMAGE, Witness } from './likeness';

/** An object among those that are like it, where that is known. */
interface Placed {
  readonly object: KubernetesObject;
  readonly like?: Like<KubernetesObject>;
}

/** Pods that are alike. */
interface Pods {
  readonly first: PodTemplate;
  count: number;
  known?: Known;
}

/** What the first is meant for, and at which sorts of peculiar texts one has to look to know it. */
interface Known {
  readonly system: PodSystem;
  readonly looked: number;
  readonly isOfImages: boolean;
}

/**
 * Finds out for whole groups of pods what they are meant for: what decides it in the first decides it in all that are like it. Of
 * images there are as many as pods, and hardly any says something.
 */
export function knowSystems(objects: readonly Placed[], cluster: Cluster): void {
  const groups = new Map<Kin<KubernetesObject>, Pods>();
  for (const { object, like } of objects) {
    const template = cluster.templateOf(object);
    if (template === undefined || like === undefined) continue;
    const { kin, differences } = like;
    let pods = groups.get(kin);
    if (pods === undefined) {
      pods = { first: template, count: 0 };
      groups.set(kin, pods);
    }
    if (++pods.count <= ASKED_BEFORE) continue;
    pods.known ??= knownOf(pods.first, cluster);
    const { system, looked, isOfImages } = pods.known;
    const differing = looked & differences;
    if (differing === 0 || (differing === IMAGE && !isOfImages && !imagesTell(template.spec)))
      knowSystem(template.spec, cluster, system);
  }
}

function knownOf(first: PodTemplate, cluster: Cluster): Known {
  const witness = new Witness(first);
  const system = systemOf(witness.copy.spec, cluster);
  return { system, looked: witness.looked, isOfImages: imagesTell(first.spec) };
}

function imagesTell(pod: PodSpec): boolean {
  return containersOf(pod).some(({ container: { image = '' } }) => {
    const { isOfWindows, linux } = parseImageReference(image);
    return isOfWindows || linux !== undefined || bringsLinuxPrograms(image);
  });
}
