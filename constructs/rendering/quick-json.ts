import {
  ApiObject,
  ApiObjectMetadataDefinition,
  App,
  Chart,
  ImplicitTokenResolver,
  type IResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';

/**
 * Runs something while objects render quicker: what cdk8s does to the props of an object in several walks, with a look for
 * the app at every value, is done in one. Classes that convert props themselves ask for it by `super.toJson()`, so that it
 * has to stand in the place of that method meanwhile.
 *
 * An app with resolvers of its own renders as cdk8s does it, as does an object with a value that is odd, and all of them
 * where cdk8s has come to render otherwise than is known here.
 */
export function withQuickJson<T>(app: App, action: () => T): T {
  if (!hasStockResolvers(app)) return action();
  const { prototype } = ApiObject;
  const stock = prototype.toJson;
  let rendered = 0;
  prototype.toJson = function quickJson(this: ApiObject) {
    if (rendered++ < FEW || !isAsKnown(stock)) return stock.call(this);
    return quicklyRendered(this) ?? stock.call(this);
  };
  try {
    return action();
  } finally {
    prototype.toJson = stock;
  }
}

/** For so many objects it is not worth the while to find out whether the quick way is right. */
const FEW = 20;

const STOCK_RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

function hasStockResolvers({ resolvers }: { readonly resolvers: readonly IResolver[] }): boolean {
  return (
    resolvers.length === STOCK_RESOLVERS.length &&
    resolvers.every((resolver, index) => resolver.constructor === STOCK_RESOLVERS[index])
  );
}

/** What cdk8s keeps to itself of an object. */
interface Insides {
  readonly props: Fields;
  readonly patches: readonly JsonPatch[];
  readonly metadata: Fields & { readonly _additionalAttributes: Fields };
}

type Fields = Readonly<Record<string, unknown>>;

/** Nothing where only cdk8s knows what becomes of it: then it says what is wrong, too. */
function quicklyRendered(object: ApiObject): Fields | undefined {
  const { props, patches, metadata } = object as unknown as Insides;
  const sortsKeys = !process.env.CDK8S_DISABLE_SORT;
  try {
    const { metadata: _, ...others } = props;
    const ofMetadata = metadataOf(metadata);
    const fields = fieldsOf(others, { sortsKeys, keepsEmpty: true });
    let json: Fields = ofMetadata === undefined ? fields : { metadata: ofMetadata, ...fields };
    if (patches.length > 0) json = JsonPatch.apply(json, ...patches);
    const ordered: Record<string, unknown> = {};
    for (const key of FIRST) if (key in json) ordered[key] = json[key];
    return Object.assign(ordered, json);
  } catch {
    return undefined;
  }
}

const FIRST = ['apiVersion', 'kind', 'metadata'] as const;

/** How a part of an object is written. */
interface Manner {
  readonly sortsKeys: boolean;
  readonly keepsEmpty: boolean;
}

const OF_METADATA: Manner = { sortsKeys: true, keepsEmpty: false };

function metadataOf(metadata: Insides['metadata']): Fields | undefined {
  if (metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson) throw ODD;
  const given: Record<string, unknown> = {};
  // in this order cdk8s asks them
  for (const key of Object.keys(metadata._additionalAttributes)) given[key] = metadata._additionalAttributes[key];
  for (const key of OWN_METADATA) given[key] = metadata[key];
  return rendered(given, OF_METADATA) as Fields | undefined;
}

const OWN_METADATA = ['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels'] as const;

const ODD = Symbol('a value that is left to cdk8s');

function rendered(value: unknown, manner: Manner): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    if (value.length === 0 && !manner.keepsEmpty) return undefined;
    return value.map((item) => rendered(item, manner));
  }
  if (value instanceof Lazy) return rendered(value.produce(), manner);
  const { resolve } = value as { readonly resolve?: unknown };
  if (typeof resolve === 'function') return rendered(resolve.call(value), manner);
  if (value.constructor !== Object) return unionOf(value as Fields);
  const fields = fieldsOf(value as Fields, manner);
  return manner.keepsEmpty || !isEmpty(fields) ? fields : undefined;
}

/** A generated class for what may be a number or a string. */
function unionOf({ value }: Fields): Fields {
  if (typeof value !== 'string' && typeof value !== 'number') throw ODD;
  return { value };
}

/** Lazy values are asked in the order in which they were given, whatever the order of the keys. */
function fieldsOf(given: Fields, manner: Manner): Fields {
  const fields: Record<string, unknown> = {};
  let last = '';
  let isSorted = true;
  const keys = Object.keys(given);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    const value = given[key];
    // most values are texts
    const field = typeof value === 'string' ? value : rendered(value, manner);
    if (field === undefined) continue;
    if (key === '__proto__') throw ODD;
    if (key < last) isSorted = false;
    last = key;
    fields[key] = field;
  }
  return isSorted || !manner.sortsKeys ? fields : sortedBy(Object.keys(fields).sort(), fields);
}

function sortedBy(keys: readonly string[], fields: Fields): Fields {
  const sorted: Record<string, unknown> = {};
  for (const key of keys) sorted[key] = fields[key];
  return sorted;
}

function isEmpty(fields: Fields): boolean {
  for (const _ in fields) return false;
  return true;
}

let known: boolean | undefined;

/** Whether an object that has a little of everything becomes the same both ways. */
function isAsKnown(stock: (this: ApiObject) => unknown): boolean {
  if (known === undefined) {
    const object = new ApiObject(new Chart(new App(), 'chart', { namespace: 'all', labels: { z: '1' } }), 'object', {
      kind: 'Kind',
      metadata: {
        labels: { a: '1', empty: undefined as unknown as string },
        extra: { b: Lazy.any({ produce: () => [] }) },
      },
      spec: {
        b: [{ d: null, c: Lazy.any({ produce: () => ({ z: 1, y: [], x: {} }) }) }, null],
        a: new Union('50%'),
        token: { resolve: () => ({ is: Lazy.any({ produce: () => true }) }) },
      },
      apiVersion: 'group/v1',
    });
    object.addJsonPatch(JsonPatch.add('/spec/added', { b: 1, a: 2 }));
    object.metadata.addAnnotation('b', 'c');
    known = JSON.stringify(quicklyRendered(object)) === JSON.stringify(stock.call(object));
  }
  return known;
}

class Union {
  public constructor(public readonly value: string) {}
}
