import { Cluster } from './cluster';
import type { KubernetesObject } from './kubernetes-object';
import type { PodTemplate } from './pod-template';

/** A cluster with some objects more: those that it has are not gone through again. */
export class LargerCluster extends Cluster {
  public override readonly objects: readonly KubernetesObject[];

  public constructor(
    private readonly base: Cluster,
    more: readonly KubernetesObject[],
  ) {
    super(more);
    this.objects = [...base.objects, ...more];
  }

  public override all(groupKind: string): readonly KubernetesObject[] {
    return together(this.base.all(groupKind), super.all(groupKind));
  }

  public override find(groupKind: string, name: string, namespace?: string): KubernetesObject | undefined {
    return super.find(groupKind, name, namespace) ?? this.base.find(groupKind, name, namespace);
  }

  public override templateOf(object: KubernetesObject): PodTemplate | undefined {
    return super.templateOf(object) ?? this.base.templateOf(object);
  }

  public override podTemplates(namespace?: string): readonly PodTemplate[] {
    return together(this.base.podTemplates(namespace), super.podTemplates(namespace));
  }
}

function together<Item>(first: readonly Item[], then: readonly Item[]): readonly Item[] {
  if (then.length === 0) return first;
  return first.length === 0 ? then : [...first, ...then];
}
