/**
 * Writes kubernetes-types.ts anew from the schema that k8s.io/client-go carries (`applyconfigurations/internal/internal.go`),
 * of one patch version of each minor. Needs Go, which downloads the modules:
 *
 *     npm run shapes
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One of each minor in question, in order; `OLDEST_KUBERNETES` and `NEWEST_KUBERNETES` say which minors those are. */
const VERSIONS = ['0.30.14', '0.31.14', '0.32.3', '0.33.5', '0.34.2', '0.35.0', '0.36.3'];

const API = 'io.k8s.api.';

/** The kinds that rules look at, by the group and version of their schema. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'core/v1': (
    'ConfigMap LimitRange Namespace PersistentVolume PersistentVolumeClaim Pod ReplicationController ResourceQuota Secret ' +
    'Service ServiceAccount'
  ).split(' '),
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'policy/v1': ['PodDisruptionBudget'],
  'networking/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'rbac/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'storage/v1': ['CSIDriver', 'StorageClass'],
  'scheduling/v1': ['PriorityClass'],
  'node/v1': ['RuntimeClass'],
  'admissionregistration/v1': ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
};

/** The groups whose names in manifests are others than those of their folders in kubernetes/api. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  core: '',
  apiserverinternal: 'internal.apiserver.k8s.io',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  imagepolicy: 'imagepolicy.k8s.io',
  flowcontrol: 'flowcontrol.apiserver.k8s.io',
  resource: 'resource.k8s.io',
  storagemigration: 'storagemigration.k8s.io',
  networking: 'networking.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  storage: 'storage.k8s.io',
  scheduling: 'scheduling.k8s.io',
  node: 'node.k8s.io',
  admissionregistration: 'admissionregistration.k8s.io',
};

/** What the schema leaves untyped, or types as the server writes it. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'a',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'a',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'a',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'a',
};

const SCALARS: Readonly<Record<string, string>> = { string: 's', boolean: 'b', numeric: 'i', untyped: 'a' };

/** Nobody writes them: the server does. */
const OF_THE_SERVER = new Set(['status', 'managedFields']);

interface Type {
  readonly scalar?: string;
  readonly namedType?: string;
  readonly list?: { readonly elementType: Type };
  readonly map?: { readonly elementType?: Type; readonly fields?: readonly { name: string; type: Type }[] };
}

type Schema = ReadonlyMap<string, Type>;

function schemaOf(version: string): Schema {
  const asked = ['mod', 'download', '-json', `k8s.io/client-go@v${version}`];
  const { Dir } = JSON.parse(execFileSync('go', asked, { encoding: 'utf8' })) as { Dir: string };
  const source = readFileSync(join(Dir, 'applyconfigurations', 'internal', 'internal.go'), 'utf8');
  const [, text] = /schemaYAML = typed\.YAMLObject\(`([^`]*)`/.exec(source) ?? [];
  const { types } = parse(text) as { types: (Type & { name: string })[] };
  return new Map(types.map(({ name, ...type }) => [name, type]));
}

class Types {
  private readonly newest: Schema;
  private readonly names = new Map<string, string>();
  public readonly texts = new Map<string, string>();

  public constructor(private readonly schemas: readonly { readonly minor: number; readonly schema: Schema }[]) {
    this.newest = schemas[schemas.length - 1].schema;
  }

  /** The short name of a type, which is written down with all that it refers to. */
  public nameOf(id: string): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    const [version, short] = id.split('.').slice(-2);
    const isTaken = [...this.names.values()].includes(short);
    const name = isTaken ? `${short}_${version}` : short;
    if (isTaken && [...this.names.values()].includes(name)) throw new Error(`Two types would be called ${name}.`);
    this.names.set(id, name);
    this.texts.set(name, this.fieldsOf(id));
    return name;
  }

  private fieldsOf(id: string): string {
    const byMinor = this.schemas.map(({ minor, schema }) => ({ minor, fields: fieldsIn(schema, id) }));
    const all = new Map(byMinor.flatMap(({ fields = [] }) => fields.map(({ name, type }) => [name, type])));
    return [...all]
      .map(([name, type]) => {
        // a type that came later as a whole says nothing of its fields
        const minors = byMinor.filter(({ fields }) => fields !== undefined);
        const having = minors.filter(({ fields }) => fields?.some((field) => field.name === name));
        const [first] = having;
        const last = having[having.length - 1];
        const since = first === minors[0] ? '' : `>${first.minor}`;
        const before = last === minors[minors.length - 1] ? '' : `<${last.minor + 1}`;
        return `${name}:${OF_THE_SERVER.has(name) ? 'a' : this.textOf(type)}${since}${before}`;
      })
      .sort()
      .join(' ');
  }

  private textOf({ scalar, namedType, list, map }: Type): string {
    if (namedType !== undefined) {
      const own = OWN_TYPES[namedType];
      if (own !== undefined) return own;
      const named = this.newest.get(namedType) ?? this.schemas.flatMap(({ schema }) => schema.get(namedType) ?? [])[0];
      if (named === undefined) throw new Error(`There is no type ${namedType}.`);
      return named.map?.fields === undefined ? this.textOf(named) : this.nameOf(namedType);
    }
    if (scalar !== undefined) return SCALARS[scalar];
    if (list !== undefined) return `[${this.textOf(list.elementType)}`;
    if (map?.elementType !== undefined) return `{${this.textOf(map.elementType)}`;
    throw new Error(`Unreadable type: ${JSON.stringify({ scalar, namedType, list, map })}`);
  }
}

/** `apps/v1`, from the group and version of a schema. */
function apiVersionOf(group: string, version: string): string {
  const long = LONG_NAMES[group] ?? group;
  return long === '' ? version : `${long}/${version}`;
}

/** Every kind that some minor has had in its code, be it served no more, by its API version. */
function kindsOf(schemas: readonly { readonly schema: Schema }[]): string[] {
  const found = new Map<string, Set<string>>();
  for (const { schema } of schemas) {
    for (const id of schema.keys()) {
      const fields = fieldsIn(schema, id)?.map(({ name }) => name) ?? [];
      const [, group, version, kind] = /^io\.k8s\.api\.(\w+)\.(\w+)\.(\w+)$/.exec(id) ?? [];
      if (kind === undefined || !['apiVersion', 'kind', 'metadata'].every((name) => fields.includes(name))) continue;
      const apiVersion = apiVersionOf(group, version);
      found.set(apiVersion, (found.get(apiVersion) ?? new Set()).add(kind));
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, kinds]) => entry(/^\w+$/.test(key) ? key : `'${key}'`, [...kinds].sort().join(' ')));
}

function entry(key: string, text: string): string {
  const line = `  ${key}: '${text}',`;
  return line.length <= 120 ? line : `  ${key}:\n    '${text}',`;
}

function fieldsIn(schema: Schema, id: string): readonly { name: string; type: Type }[] | undefined {
  return schema.get(id)?.map?.fields;
}

function generate(): string {
  const schemas = VERSIONS.map((version) => ({ minor: Number(version.split('.')[1]), schema: schemaOf(version) }));
  const types = new Types(schemas);
  const kinds = Object.entries(KINDS).flatMap(([groupVersion, names]) => {
    const [group, version] = groupVersion.split('/');
    return names.map((kind) => {
      const type = types.nameOf(`${API}${group}.${version}.${kind}`);
      return `  '${apiVersionOf(group, version)}/${kind}': '${type}',`;
    });
  });
  return [
    '// Written by `npm run shapes` from k8s.io/client-go, `applyconfigurations/internal/internal.go`, of',
    `// ${VERSIONS.map((version) => `v${version}`).join(', ')}.`,
    '',
    '/** The kinds of each API version that some of these have, be it served no more. */',
    'export const KUBERNETES_API: Readonly<Record<string, string>> = {',
    ...kindsOf(schemas),
    '};',
    '',
    '/** The type of each kind whose fields are known, by `apiVersion/kind`. */',
    'export const KUBERNETES_KINDS: Readonly<Record<string, string>> = {',
    ...kinds,
    '};',
    '',
    '/**',
    ' * The fields of each type, as `name:type`: `s` string, `b` boolean, `i` integer, `q` quantity, `x` integer or string, `a`',
    ' * anything, `[` a list of what follows, `{` a map to it, else a type by its name. `>34` stands at a field that 1.34 is the',
    ' * first to know, `<34` at one that 1.34 knows no more.',
    ' */',
    'export const KUBERNETES_TYPES: Readonly<Record<string, string>> = {',
    ...[...types.texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => entry(name, text)),
    '};',
    '',
  ].join('\n');
}

writeFileSync(join(__dirname, 'kubernetes-types.ts'), generate());
