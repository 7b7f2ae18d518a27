import type { PodSpec } from '../../lib/manifests/pod-spec';
import type { PodSecurityObstacle } from '../../lib/pod-security/pod-security';

type Node = Record<string, unknown>;

/** The pod after what each obstacle says: its allowed value written at its path, or the field taken away. */
export function repaired(
  spec: PodSpec,
  annotations: Readonly<Record<string, string>>,
  obstacles: readonly PodSecurityObstacle[],
): { spec: PodSpec; annotations: Record<string, string> } {
  const mended = structuredClone({ spec, annotations }) as { spec: PodSpec; annotations: Record<string, string> };
  // from the last on, since an entry that goes moves those behind it
  for (const { path, allowed } of [...obstacles].reverse()) {
    const annotation = /^annotations\[(.*)\]$/.exec(path);
    if (annotation) delete mended.annotations[annotation[1]];
    else put(mended.spec as unknown as Node, path.match(/[^.[\]]+/g) ?? [], allowed);
  }
  return mended;
}

function put(root: Node, keys: readonly string[], value: unknown): void {
  const last = keys[keys.length - 1];
  let holder = root;
  for (const key of keys.slice(0, -1)) {
    holder[key] ??= {};
    holder = holder[key] as Node;
  }
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
}
