import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { ManifestObject, Origin } from '../manifests/manifest-text';
import type { Place, SourceFile } from '../manifests/source-file';
import type { DocumentText } from '../manifests/yaml-documents';
import type { YamlNode } from '../manifests/yaml-node';
import { follow, rangeOf } from '../manifests/yaml-path';
import { YamlProblem } from '../manifests/yaml-problem';
import { yamlTree } from '../manifests/yaml-tree';
import { canBeMended } from '../mend/mend-plan';
import type { Mend } from '../rules/rule';
import type { Finding } from './finding';

/** A finding in a file. */
export interface PlacedFinding extends Finding {
  /** Only where it can be written into the file without touching more. */
  readonly mend?: Mend;
  readonly file: SourceFile;
  readonly start: Place;
  /** Behind the last character. */
  readonly end: Place;
}

/** The findings with their places, in the order in which one reads the files. */
export function placed(findings: readonly Finding[], objects: readonly ManifestObject[]): PlacedFinding[] {
  const origins = new Map<KubernetesObject, Origin>(objects.map(({ object, origin }) => [object, origin]));
  const trees = new Trees();
  const result: PlacedFinding[] = [];
  let from = 0;
  findings.forEach((finding, index) => {
    const origin = origins.get(finding.object);
    if (origin === undefined) throw new Error(`An object of a finding was not read: ${finding.rule.id}`);
    if (index > 0 && findings[index - 1].object !== finding.object) from = result.length;
    const one = place(finding, origin, trees);
    let at = result.length;
    while (at > from && isAfter(result[at - 1], one)) at--;
    result.splice(at, 0, one);
  });
  return result;
}

function isAfter(a: PlacedFinding, b: PlacedFinding): boolean {
  return a.start.line > b.start.line || (a.start.line === b.start.line && a.start.column > b.start.column);
}

function place(finding: Finding, origin: Origin, trees: Trees): PlacedFinding {
  const { file, document, prefix } = origin;
  const path = finding.path === '' ? prefix.replace(/\.$/, '') : `${prefix}${finding.path}`;
  const root = trees.of(document);
  const { start, end } = root === undefined ? { start: 0, end: 0 } : rangeOf(follow(root, path));
  const { mend } = finding;
  const canBeDone = mend !== undefined && root !== undefined && canBeMended(document.text, root, path, mend);
  return {
    ...finding,
    path,
    mend: canBeDone ? mend : undefined,
    file,
    start: file.placeAt(document.start + start),
    end: file.placeAt(document.start + end),
  };
}

/** The tree of the document that is looked at: places are needed only where something was found. */
class Trees {
  private document?: DocumentText;
  private tree?: YamlNode;

  public of(document: DocumentText): YamlNode | undefined {
    if (document !== this.document) {
      this.document = document;
      this.tree = treeOf(document);
    }
    return this.tree;
  }
}

function treeOf({ text }: DocumentText): YamlNode | undefined {
  try {
    return yamlTree(text);
  } catch (error) {
    // JSON has corners that are no YAML: then the document as a whole is the place
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}
