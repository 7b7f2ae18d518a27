import type { KubernetesObject } from './kubernetes-object';
import { pathInList } from './list-items';
import type { ManifestObject, Origin } from './manifest-text';
import type { Place, SourceFile } from './source-file';
import type { DocumentText } from './yaml-documents';
import type { YamlNode } from './yaml-node';
import { follow, rangeOf } from './yaml-path';
import { YamlProblem } from './yaml-problem';
import { yamlTree } from './yaml-tree';

/** A part of an object in the text where it was read. */
export interface PlacedPath {
  readonly file: SourceFile;
  /** Path in the document, which may be a List. */
  readonly path: string;
  readonly start: Place;
  /** Behind the last character. */
  readonly end: Place;
  readonly document: DocumentText;
  /** The value that holds it, in the form of YAML; missing where the document is JSON that is no YAML. */
  readonly root?: YamlNode;
}

/** Finds parts of objects in the files from which they were read. They are parsed only where somebody asks. */
export class Places {
  private readonly origins: ReadonlyMap<KubernetesObject, Origin>;
  private document?: DocumentText;
  private tree?: YamlNode;

  public constructor(objects: readonly ManifestObject[]) {
    this.origins = new Map(objects.map(({ object, origin }) => [object, origin]));
  }

  /** @param below Path below the object, as the API server writes it; `undefined` comes back for an object that was not read. */
  public placeOf(object: KubernetesObject, below: string): PlacedPath | undefined {
    const origin = this.origins.get(object);
    if (origin === undefined) return undefined;
    const { file, document, prefix } = origin;
    const path = pathInList(prefix, below);
    const root = this.treeOf(document);
    const { start, end } = root === undefined ? { start: 0, end: 0 } : rangeOf(follow(root, path));
    const at = (offset: number) => file.placeAt(document.start + offset);
    return { file, path, start: at(start), end: at(end), document, root };
  }

  private treeOf(document: DocumentText): YamlNode | undefined {
    if (document !== this.document) {
      this.document = document;
      this.tree = parsed(document);
    }
    return this.tree;
  }
}

function parsed({ text }: DocumentText): YamlNode | undefined {
  try {
    return yamlTree(text);
  } catch (error) {
    // JSON has corners that are no YAML: then the document as a whole is the place
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}
