import { type ApiObject, JsonPatch } from 'cdk8s';
import { ACKNOWLEDGE_PREFIX } from '../../lib/lint/acknowledgement';
import { isKubernetesObject, type KubernetesObject } from '../../lib/manifests/kubernetes-object';
import { unfolded } from '../../lib/manifests/list-items';
import type { Rendering } from './rendering';

/** An object in what a construct renders. */
export interface RenderedObject {
  readonly construct: ApiObject;
  /** Without what acknowledgements have written into it: these are no statements of the manifest itself. */
  readonly object: KubernetesObject;
  /** Its path, when the construct renders a List: `items[3].`. */
  readonly prefix: string;
}

/** The annotations that acknowledgements have written, by the prefixes of objects. */
const WRITTEN = new WeakMap<ApiObject, Map<string, Record<string, string>>>();

/** The object of a construct, or those of its List. */
export function renderedObjects(construct: ApiObject, rendering: Rendering): RenderedObject[] {
  const manifest: unknown = rendering.of(construct);
  if (!isKubernetesObject(manifest)) return [];
  const own = WRITTEN.get(construct);
  return unfolded(manifest).flatMap(({ value, prefix }) =>
    isKubernetesObject(value) ? [{ construct, object: without(own?.get(prefix), value), prefix }] : [],
  );
}

function without(written: Record<string, string> | undefined, object: KubernetesObject): KubernetesObject {
  if (written === undefined) return object;
  const annotations = Object.entries(object.metadata?.annotations ?? {}).filter(([key]) => !(key in written));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries(annotations) } };
}

/** Writes into the manifest why the author accepts what a rule says of an object. */
export function writeAcknowledgement(
  { construct, object, prefix }: RenderedObject,
  rule: string,
  reason: string,
): void {
  const ofConstruct = WRITTEN.get(construct) ?? new Map<string, Record<string, string>>();
  const key = `${ACKNOWLEDGE_PREFIX}${rule}`;
  const written = { ...ofConstruct.get(prefix), [key]: reason };
  WRITTEN.set(construct, ofConstruct.set(prefix, written));
  if (prefix === '') {
    construct.metadata.addAnnotation(key, reason);
    return;
  }
  const pointer = `/${prefix.replace(/\[(\d+)\]\./g, '/$1/')}metadata`;
  const annotations = { ...object.metadata?.annotations, ...written };
  construct.addJsonPatch(JsonPatch.add(pointer, { ...object.metadata, annotations }));
}
