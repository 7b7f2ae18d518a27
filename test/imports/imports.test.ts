import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ApiObject, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import * as tigera from '../../imports/operator.tigera.io';
import * as calico from '../../imports/projectcalico.org';
import * as gmsa from '../../imports/windows.k8s.io';

const root = join(__dirname, '..', '..');
const imports = join(root, 'imports');

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Schema {
  readonly type?: string;
  readonly enum?: (string | number)[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
}

interface Definition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly listKind: string; readonly plural: string };
    readonly versions: {
      readonly name: string;
      readonly storage: boolean;
      readonly deprecated?: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

const definitions = readdirSync(join(imports, 'crds')).flatMap((file) =>
  parseAllDocuments(readFileSync(join(imports, 'crds', file), 'utf8')).map((document) => ({
    group: basename(file, '.yaml'),
    definition: document.toJS() as Definition,
  })),
);

const versions = definitions.flatMap(({ definition: { spec } }) =>
  spec.versions.map((version) => ({
    kind: spec.names.kind,
    apiVersion: `${spec.group}/${version.name}`,
    schema: version.schema.openAPIV3Schema,
  })),
);

const v3 = 'projectcalico.org/v3';
const operator = 'operator.tigera.io/v1';

/** Every generated class, with what it must write as apiVersion and kind, and whether it lives in a namespace. */
const classes = [
  { Class: gmsa.GmsaCredentialSpec, apiVersion: 'windows.k8s.io/v1', kind: 'GMSACredentialSpec', scope: 'Cluster' },
  {
    Class: gmsa.GmsaCredentialSpecV1Alpha1,
    apiVersion: 'windows.k8s.io/v1alpha1',
    kind: 'GMSACredentialSpec',
    scope: 'Cluster',
  },
  { Class: calico.NetworkPolicy, apiVersion: v3, kind: 'NetworkPolicy', scope: 'Namespaced' },
  { Class: calico.GlobalNetworkPolicy, apiVersion: v3, kind: 'GlobalNetworkPolicy', scope: 'Cluster' },
  { Class: calico.StagedNetworkPolicy, apiVersion: v3, kind: 'StagedNetworkPolicy', scope: 'Namespaced' },
  { Class: calico.StagedGlobalNetworkPolicy, apiVersion: v3, kind: 'StagedGlobalNetworkPolicy', scope: 'Cluster' },
  {
    Class: calico.StagedKubernetesNetworkPolicy,
    apiVersion: v3,
    kind: 'StagedKubernetesNetworkPolicy',
    scope: 'Namespaced',
  },
  { Class: calico.NetworkSet, apiVersion: v3, kind: 'NetworkSet', scope: 'Namespaced' },
  { Class: calico.GlobalNetworkSet, apiVersion: v3, kind: 'GlobalNetworkSet', scope: 'Cluster' },
  { Class: calico.Tier, apiVersion: v3, kind: 'Tier', scope: 'Cluster' },
  { Class: calico.IpPool, apiVersion: v3, kind: 'IPPool', scope: 'Cluster' },
  { Class: calico.IpamConfiguration, apiVersion: v3, kind: 'IPAMConfiguration', scope: 'Cluster' },
  { Class: tigera.Installation, apiVersion: operator, kind: 'Installation', scope: 'Cluster' },
  { Class: tigera.ApiServer, apiVersion: operator, kind: 'APIServer', scope: 'Cluster' },
];

function manifestOf(create: (scope: Construct) => ApiObject): Record<string, Json> {
  const chart = Testing.chart();
  create(chart);
  return Testing.synth(chart)[0];
}

describe('the generated modules', () => {
  const output = mkdtempSync(join(tmpdir(), 'imports-test-'));
  const configuration = join(root, 'cdk8s.yaml');
  let configurationBefore: string;

  beforeAll(() => {
    configurationBefore = readFileSync(configuration, 'utf8');
    execFileSync(process.execPath, ['--import', 'tsx', join(imports, 'generate.ts'), output], { cwd: root });
  }, 60_000);
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  test('are exactly one per API group', () => {
    const committed = readdirSync(imports).filter((file) => file.endsWith('.ts') && file !== 'generate.ts');
    expect(committed.sort()).toEqual(readdirSync(output).sort());
  });

  test.each([...new Set(definitions.map(({ group }) => group))])('of %s are what `npm run import` writes', (group) => {
    const file = `${group}.ts`;
    const fresh = readFileSync(join(output, file), 'utf8');
    expect(readFileSync(join(imports, file), 'utf8') === fresh, `imports/${file} is stale: npm run import`).toBe(true);
  });

  test('are made without touching cdk8s.yaml', () => {
    expect(readFileSync(configuration, 'utf8')).toBe(configurationBefore);
  });
});

describe('the class of a kind', () => {
  test.each(classes)('$apiVersion $kind writes that apiVersion and kind', ({ Class, apiVersion, kind }) => {
    expect(Class.GVK).toEqual({ apiVersion, kind });
  });

  test('exists for every version of every definition', () => {
    const sorted = (list: { apiVersion: string; kind: string }[]) =>
      list.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort();
    expect(sorted(classes)).toEqual(sorted(versions));
  });

  test.each(classes)(
    '$apiVersion $kind passes every field of the schema on unchanged',
    ({ Class, apiVersion, kind }) => {
      const { schema } = versions.find((version) => version.apiVersion === apiVersion && version.kind === kind)!;
      const fields = everyField(schema) as Record<string, Json>;
      const props = propsOf(fields) as ConstructorParameters<typeof Class>[2];
      const { metadata, ...manifest } = manifestOf((scope) => new (Class as AnyClass)(scope, 'object', props));
      expect(manifest).toEqual({ apiVersion, kind, ...fields });
      expect(metadata).toHaveProperty('name');
    },
  );
});

describe('a manifest', () => {
  test('has the field names of the gMSA webhook, which begin with capitals', () => {
    const manifest = manifestOf(
      (scope) =>
        new gmsa.GmsaCredentialSpec(scope, 'spec', {
          metadata: { name: 'webapp' },
          credspec: {
            activeDirectoryConfig: {
              groupManagedServiceAccounts: [{ name: 'webapp', scope: 'CONTOSO' }],
              hostAccountConfig: {
                pluginGuid: '{859E1386-BDB4-49E8-85C7-3070B13920E1}',
                pluginInput: 'vault:webapp',
                portableCcgVersion: '1',
              },
            },
            cmsPlugins: ['ActiveDirectory'],
            domainJoinConfig: {
              dnsName: 'contoso.com',
              dnsTreeName: 'contoso.com',
              guid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
              machineAccountName: 'webapp',
              netBiosName: 'CONTOSO',
              sid: 'S-1-5-21-2126449477-2524075714-3094792973',
            },
          },
        }),
    );
    expect(manifest).toEqual({
      apiVersion: 'windows.k8s.io/v1',
      kind: 'GMSACredentialSpec',
      metadata: { name: 'webapp' },
      credspec: {
        ActiveDirectoryConfig: {
          GroupManagedServiceAccounts: [{ Name: 'webapp', Scope: 'CONTOSO' }],
          HostAccountConfig: {
            PluginGUID: '{859E1386-BDB4-49E8-85C7-3070B13920E1}',
            PluginInput: 'vault:webapp',
            PortableCcgVersion: '1',
          },
        },
        CmsPlugins: ['ActiveDirectory'],
        DomainJoinConfig: {
          DnsName: 'contoso.com',
          DnsTreeName: 'contoso.com',
          Guid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
          MachineAccountName: 'webapp',
          NetBiosName: 'CONTOSO',
          Sid: 'S-1-5-21-2126449477-2524075714-3094792973',
        },
      },
    });
  });

  test('has the capitals of Calico policies', () => {
    const manifest = manifestOf(
      (scope) =>
        new calico.GlobalNetworkPolicy(scope, 'policy', {
          spec: {
            types: [calico.GlobalNetworkPolicySpecTypes.INGRESS],
            ingress: [
              {
                action: calico.GlobalNetworkPolicySpecIngressAction.DENY,
                ipVersion: calico.GlobalNetworkPolicySpecIngressIpVersion.VALUE_4,
                protocol: 'ICMP',
                notIcmp: { type: 8, code: 0 },
              },
            ],
            preDnat: true,
            applyOnForward: true,
          },
        }),
    );
    expect(manifest.spec).toEqual({
      types: ['Ingress'],
      ingress: [{ action: 'Deny', ipVersion: 4, protocol: 'ICMP', notICMP: { type: 8, code: 0 } }],
      preDNAT: true,
      applyOnForward: true,
    });
  });

  test('has the capitals of the operator', () => {
    const manifest = manifestOf(
      (scope) =>
        new tigera.Installation(scope, 'installation', {
          spec: {
            serviceCidRs: ['10.96.0.0/12'],
            calicoNetwork: { ipPools: [{ cidr: '10.244.0.0/16', disableBgpExport: true }] },
            windowsNodes: { vxlanMacPrefix: '0E-2A' },
          },
        }),
    );
    expect(manifest.spec).toEqual({
      serviceCIDRs: ['10.96.0.0/12'],
      calicoNetwork: { ipPools: [{ cidr: '10.244.0.0/16', disableBGPExport: true }] },
      windowsNodes: { vxlanMACPrefix: '0E-2A' },
    });
  });

  test('keeps numbers and strings apart where a field takes either', () => {
    const manifest = manifestOf(
      (scope) =>
        new calico.NetworkPolicy(scope, 'policy', {
          spec: {
            egress: [
              {
                action: calico.NetworkPolicySpecEgressAction.ALLOW,
                protocol: 6,
                notProtocol: 'UDP',
                destination: { ports: [443, '8080:8090', 'https'] },
              },
            ],
          },
        }),
    );
    expect(manifest.spec).toEqual({
      egress: [
        { action: 'Allow', protocol: 6, notProtocol: 'UDP', destination: { ports: [443, '8080:8090', 'https'] } },
      ],
    });
  });

  test('keeps what is empty, for an empty spec or rule list has a meaning', () => {
    const apiServer = manifestOf((scope) => new tigera.ApiServer(scope, 'api', { spec: {} }));
    const policy = manifestOf((scope) => new calico.NetworkPolicy(scope, 'policy', { spec: { ingress: [] } }));
    expect(apiServer).toHaveProperty('spec', {});
    expect(policy).toHaveProperty('spec', { ingress: [] });
  });
});

describe('the definition', () => {
  test.each(definitions)('$definition.metadata.name stands in the file of its group', ({ group, definition }) => {
    expect(definition.spec.group).toBe(group);
    expect(definition.metadata.name).toBe(`${definition.spec.names.plural}.${group}`);
    expect(definition.spec.names.listKind).toBe(`${definition.spec.names.kind}List`);
  });

  test.each(definitions)('$definition.metadata.name lists the version that is stored first', ({ definition }) => {
    const [first, ...others] = definition.spec.versions;
    expect(first).toMatchObject({ storage: true });
    expect(first.deprecated ?? false).toBe(false);
    expect(others.some((version) => version.storage)).toBe(false);
  });

  test.each(classes)('of $apiVersion $kind has the scope $scope', ({ apiVersion, kind, scope }) => {
    const [group] = apiVersion.split('/');
    const found = definitions.find(({ definition: { spec } }) => spec.group === group && spec.names.kind === kind);
    expect(found?.definition.spec.scope).toBe(scope);
  });

  test.each(versions)('of $apiVersion $kind has a structural schema', ({ schema }) => {
    expect(schema.type).toBe('object');
    expect(structuralFaults(schema, '')).toEqual([]);
  });

  test.each([
    { fault: 'a field without a type', schema: { type: 'object', properties: { a: {} } } },
    { fault: 'a list without items', schema: { type: 'array' } },
    {
      fault: 'a set of objects',
      schema: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'object' } },
    },
    {
      fault: 'fields beside a map',
      schema: { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
    },
    { fault: 'a keyword that structural schemas do not have', schema: { type: 'string', $ref: '#/definitions/A' } },
    { fault: 'a misspelt keyword', schema: { type: 'array', maxitems: 2, items: { type: 'string' } } },
  ])('is not structural with $fault', ({ schema }) => {
    expect(structuralFaults(schema as Schema, '')).toHaveLength(1);
  });

  test('of every Calico policy holds the same rules', () => {
    const rules = ['NetworkPolicy', 'GlobalNetworkPolicy', 'StagedNetworkPolicy', 'StagedGlobalNetworkPolicy'].flatMap(
      (kind) => {
        const spec = versions.find((version) => version.kind === kind)?.schema.properties?.spec.properties;
        return [spec?.ingress.items, spec?.egress.items];
      },
    );
    expect(rules[0]).toBeDefined();
    for (const rule of rules) {
      expect(rule).toEqual(rules[0]);
    }
  });
});

type AnyClass = new (scope: Construct, id: string, props: unknown) => ApiObject;

/** A value that uses every field the schema has, spelt as in a manifest. */
function everyField(schema: Schema): Json {
  if (schema['x-kubernetes-int-or-string']) return 'name';
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return schema.additionalProperties
        ? { key: everyField(schema.additionalProperties) }
        : Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, everyField(field)]));
    case 'array': {
      const item = everyField(schema.items!);
      return schema.items?.['x-kubernetes-int-or-string'] ? [80, item] : [item];
    }
    case 'boolean':
      return true;
    case 'string':
      return 'text';
    default:
      return 1;
  }
}

/** Where a generated property is not the field's name with a small first letter. */
const PROPERTY_NAMES: Record<string, string> = {
  notICMP: 'notIcmp',
  preDNAT: 'preDnat',
  disableBGPExport: 'disableBgpExport',
  kubeVirtVMAddressPersistence: 'kubeVirtVmAddressPersistence',
  serviceCIDRs: 'serviceCidRs',
  containerIPForwarding: 'containerIpForwarding',
  vxlanMACPrefix: 'vxlanMacPrefix',
  PluginGUID: 'pluginGuid',
};

function propsOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(propsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      PROPERTY_NAMES[name] ?? name[0].toLowerCase() + name.slice(1),
      propsOf(field),
    ]),
  );
}

/** The keywords these definitions use, all of which structural schemas allow everywhere. */
const KEYWORDS = new Set([
  'additionalProperties',
  'default',
  'description',
  'enum',
  'format',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'properties',
  'required',
  'type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
]);

/** What an API server would refuse in this schema as not structural. */
function structuralFaults(schema: Schema, path: string): string[] {
  const faults = Object.keys(schema)
    .filter((keyword) => !KEYWORDS.has(keyword))
    .map((keyword) => `${path}: keyword ${keyword}`);
  if ((schema.type === undefined) !== (schema['x-kubernetes-int-or-string'] === true)) faults.push(`${path}: no type`);
  if ((schema.type === 'array') !== (schema.items !== undefined)) faults.push(`${path}: a list and its items`);
  if (schema['x-kubernetes-list-type'] === 'set' && schema.items?.type === 'object') {
    faults.push(`${path}: a set of objects`);
  }
  if (schema.properties && schema.additionalProperties) faults.push(`${path}: fields beside a map`);
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    faults.push(...structuralFaults(field, `${path}.${name}`));
  }
  if (schema.items) faults.push(...structuralFaults(schema.items, `${path}[]`));
  if (schema.additionalProperties) faults.push(...structuralFaults(schema.additionalProperties, `${path}{}`));
  return faults;
}
