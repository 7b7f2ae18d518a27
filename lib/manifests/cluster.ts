import { groupKindOf, type KubernetesObject, namespaceOf } from './kubernetes-object';
import { type PodTemplate, podTemplateOf } from './pod-template';

/** All objects that are looked at together, taken for what one cluster holds. */
export class Cluster {
  private readonly byKind = new Map<string, KubernetesObject[]>();
  private byName?: ReadonlyMap<string, KubernetesObject>;
  private readonly templates = new Map<KubernetesObject, PodTemplate>();
  private readonly allTemplates: PodTemplate[] = [];
  private readonly templatesByNamespace = new Map<string, PodTemplate[]>();

  /** @param objects Of shapes that fit: `fitToShape` was there before. */
  public constructor(public readonly objects: readonly KubernetesObject[] = []) {
    for (const object of objects) {
      const kind = groupKindOf(object);
      const same = this.byKind.get(kind);
      if (same === undefined) this.byKind.set(kind, [object]);
      else same.push(object);
      const template = podTemplateOf(object);
      if (template === undefined) continue;
      this.templates.set(object, template);
      this.allTemplates.push(template);
      const beside = this.templatesByNamespace.get(template.namespace);
      if (beside === undefined) this.templatesByNamespace.set(template.namespace, [template]);
      else beside.push(template);
    }
  }

  /** Every object of a kind, named as `groupKindOf` does. */
  public all(groupKind: string): readonly KubernetesObject[] {
    return this.byKind.get(groupKind) ?? [];
  }

  /** The object of that name; nothing when it is not among those looked at, which says nothing about a real cluster. */
  public find(groupKind: string, name: string, namespace = ''): KubernetesObject | undefined {
    // many clusters are only walked through
    this.byName ??= new Map(
      [...this.byKind].flatMap(([kind, objects]) =>
        objects.map((object) => [keyOf(kind, object.metadata?.name ?? '', namespaceOf(object)), object]),
      ),
    );
    return this.byName.get(keyOf(groupKind, name, namespace));
  }

  /** The Namespace of a pod, when it is among the objects. */
  public homeOf(template: PodTemplate): KubernetesObject | undefined {
    // where no Namespace is, nobody needs to know in which one the pod is
    if (this.all('Namespace').length === 0 || template.namespace === '') return undefined;
    return this.find('Namespace', template.namespace);
  }

  /** The pod that an object is or makes. */
  public templateOf(object: KubernetesObject): PodTemplate | undefined {
    return this.templates.get(object);
  }

  /** Every pod, and every template of pods, of a namespace or of all. */
  public podTemplates(namespace?: string): readonly PodTemplate[] {
    return namespace === undefined ? this.allTemplates : (this.templatesByNamespace.get(namespace) ?? []);
  }
}

function keyOf(groupKind: string, name: string, namespace: string): string {
  return `${groupKind} ${namespace}/${name}`;
}
