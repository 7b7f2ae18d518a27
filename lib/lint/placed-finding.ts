import type { ManifestObject } from '../manifests/manifest-text';
import { type PlacedPath, Places } from '../manifests/places';
import type { Place, SourceFile } from '../manifests/source-file';
import { canBeMended } from '../mend/mend-plan';
import type { Mend } from '../rules/rule';
import type { AcceptedFinding, Finding } from './finding';

/** A finding in a file. */
export interface PlacedFinding extends Finding {
  /** Only where it can be written into the file without touching more. */
  readonly mend?: Mend;
  readonly file: SourceFile;
  readonly start: Place;
  /** Behind the last character. */
  readonly end: Place;
}

export type PlacedAcceptance = PlacedFinding & AcceptedFinding;

/** The findings with their places, in the order in which one reads the files. */
export function placed<F extends Finding>(
  findings: readonly F[],
  objects: readonly ManifestObject[],
): (F & PlacedFinding)[] {
  const places = new Places(objects);
  const result: (F & PlacedFinding)[] = [];
  let from = 0;
  findings.forEach((finding, index) => {
    const place = places.placeOf(finding.object, finding.path);
    if (place === undefined) throw new Error(`An object of a finding was not read: ${finding.rule.id}`);
    if (index > 0 && findings[index - 1].object !== finding.object) from = result.length;
    const { path, file, start, end } = place;
    const one = { ...finding, path, file, start, end, mend: mendAt(finding, place) };
    let at = result.length;
    while (at > from && isAfter(result[at - 1], one)) at--;
    result.splice(at, 0, one);
  });
  return result;
}

function isAfter(a: PlacedFinding, b: PlacedFinding): boolean {
  return a.start.line > b.start.line || (a.start.line === b.start.line && a.start.column > b.start.column);
}

/** The change, where it can be written into the file without touching more. */
function mendAt({ mend }: Finding, { document, root, path }: PlacedPath): Mend | undefined {
  return mend !== undefined && root !== undefined && canBeMended(document.text, root, path, mend) ? mend : undefined;
}
