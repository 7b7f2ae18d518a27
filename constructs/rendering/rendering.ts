import type { ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesObject } from '../../lib/manifests/kubernetes-object';

/** What an object is in the manifest. */
export type Manifest = KubernetesObject & { readonly metadata: { readonly name: string } };

/** One synthesis of an app: its constructs are found once, and every object is rendered once, for the rules and for the writer. */
export class Rendering {
  /** All constructs of the app. */
  public readonly constructs: readonly IConstruct[];
  private readonly manifests = new Map<ApiObject, Manifest>();

  public constructor(public readonly app: App) {
    this.constructs = app.node.findAll();
  }

  public of(object: ApiObject): Manifest {
    const known = this.manifests.get(object);
    if (known !== undefined) return known;
    const manifest: Manifest = object.toJson();
    this.manifests.set(object, manifest);
    return manifest;
  }

  /** For an object into which something was written, or which is written out. */
  public forget(object: ApiObject): void {
    this.manifests.delete(object);
  }
}
