import type { FieldVersions, Shape } from '../shape';
import { KUBERNETES_KINDS, KUBERNETES_TYPES } from './kubernetes-types';

const SCALARS: Readonly<Record<string, Shape>> = {
  s: 'string',
  b: 'boolean',
  i: 'integer',
  q: 'quantity',
  x: 'integer or string',
  a: 'any',
};

const SHAPES = new Map<string, Shape>();

/** All fields of a type of Kubernetes, such as `PodSpec`. */
export function shapeOfType(name: string): Shape {
  let shape = SHAPES.get(name);
  if (shape === undefined) {
    shape = new TypeShape(KUBERNETES_TYPES[name]);
    SHAPES.set(name, shape);
  }
  return shape;
}

/** All fields of a kind in the version that is written; nothing of kinds and versions that are not Kubernetes' own. */
export function shapeOfKind(apiVersion: string, kind: string): Shape | undefined {
  const type = NAMES.get(`${apiVersion}/${kind}`);
  return type === undefined ? undefined : shapeOfType(type);
}

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(KUBERNETES_KINDS));

/** Group and kind as rules name them, with the newest version of each. */
export const NEWEST_VERSIONS: ReadonlyMap<string, string> = new Map(
  Object.keys(KUBERNETES_KINDS).map((key) => {
    const slash = key.lastIndexOf('/');
    const apiVersion = key.slice(0, slash);
    const kind = key.slice(slash + 1);
    return [apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/${kind}` : kind, apiVersion];
  }),
);

type Fields = Extract<Shape, { readonly fields: object }>;

/** Read once somebody looks at it: a manifest has few of all types. */
class TypeShape implements Fields {
  private known?: Fields;

  public constructor(private readonly text: string) {}

  public get fields(): Fields['fields'] {
    this.known ??= read(this.text);
    return this.known.fields;
  }

  public get versions(): Fields['versions'] {
    this.known ??= read(this.text);
    return this.known.versions;
  }
}

function read(text: string): Fields {
  const fields: Record<string, Shape> = {};
  const versions: Record<string, FieldVersions> = {};
  for (const field of text.split(' ')) {
    const [, name, type, since, before] = FIELD.exec(field) ?? [];
    fields[name] = shapeOf(type);
    if (since ?? before) versions[name] = { since: numberOf(since), before: numberOf(before) };
  }
  return Object.keys(versions).length === 0 ? { fields } : { fields, versions };
}

const FIELD = /^([^:]+):([^<>]+)(?:>(\d+))?(?:<(\d+))?$/;

function numberOf(minor: string | undefined): number | undefined {
  return minor === undefined ? undefined : Number(minor);
}

function shapeOf(type: string): Shape {
  if (type.startsWith('[')) return { list: shapeOf(type.slice(1)) };
  if (type.startsWith('{')) return { map: shapeOf(type.slice(1)) };
  return SCALARS[type] ?? shapeOfType(type);
}
