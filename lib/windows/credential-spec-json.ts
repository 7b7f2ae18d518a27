import { jsonSyntaxProblem } from '../manifests/json-syntax';
import {
  type AdditionalAccountData,
  CMS_PLUGIN,
  type CredentialSpec,
  type GmsaAccountData,
  type ScopedAccount,
  samName,
} from './credential-spec';
import { CREDENTIAL_SPEC_SCHEMA, type Schema } from './gmsa-crd';

/** The names of accounts in a credential spec, and where they stand. */
export function accountNamesOf(spec: Partial<CredentialSpec>): { readonly place: string; readonly name: string }[] {
  const accounts = spec.ActiveDirectoryConfig?.GroupManagedServiceAccounts ?? [];
  return [
    { place: 'DomainJoinConfig.MachineAccountName', name: spec.DomainJoinConfig?.MachineAccountName ?? '' },
    ...accounts.map(({ Name = '' }, index) => ({
      place: `ActiveDirectoryConfig.GroupManagedServiceAccounts[${index}].Name`,
      name: Name,
    })),
  ];
}

/** Why a text is no credential spec. */
export interface FormProblem {
  /** Path of the field in the JSON; empty for the text as a whole. */
  readonly field: string;
  readonly got: unknown;
  readonly problem?: string;
  readonly allowed?: string;
}

/** The account data of a credential spec, and where in the JSON each field of them stands. */
export interface ReadCredentialSpec {
  readonly data: GmsaAccountData;
  readonly places: Readonly<Record<string, string>>;
}

/** What becomes of fields that nobody knows: a GMSACredentialSpec has no room for them, Windows passes over them. */
type UnknownFields = 'refused' | 'passed over';

/** Reads the JSON that New-CredentialSpec of Microsoft's PowerShell module CredentialSpec writes. */
export function readCredentialSpec(text: string, unknown: UnknownFields = 'refused'): ReadCredentialSpec | FormProblem {
  const json = text.replace(/^\uFEFF/, '');
  const problem = jsonSyntaxProblem(json);
  if (problem !== undefined) return { field: '', got: json.slice(0, EXCERPT), problem };
  return readCredentialSpecValue(JSON.parse(json), unknown);
}

/** Reads what stands under `credspec` of a GMSACredentialSpec. */
export function readCredentialSpecValue(
  value: unknown,
  unknown: UnknownFields = 'refused',
): ReadCredentialSpec | FormProblem {
  const shape =
    shapeProblem(value, CREDENTIAL_SPEC_SCHEMA, '', unknown) ?? missingPart(value as Partial<CredentialSpec>);
  return shape ?? accountDataOf(value as CredentialSpec);
}

export function isFormProblem(read: ReadCredentialSpec | FormProblem): read is FormProblem {
  return 'field' in read;
}

const EXCERPT = 80;

/** The first place where a value has another type than the definition says, or a field that the API server would drop. */
function shapeProblem(value: unknown, schema: Schema, field: string, unknown: UnknownFields): FormProblem | undefined {
  if (kindOf(value) !== schema.type) return { field, got: value, allowed: `${ARTICLES[schema.type]} ${schema.type}` };
  const known = schema.properties ?? {};
  for (const [key, entry] of Object.entries(schema.type === 'string' ? {} : (value as object))) {
    const path = schema.type === 'array' ? `${field}[${key}]` : `${field}${field && '.'}${key}`;
    const inner = schema.items ?? Object.entries(known).find(([name]) => name === key)?.[1];
    if (inner === undefined && unknown === 'passed over') continue;
    if (inner === undefined) {
      const allowed = Object.keys(known).join(', ');
      return { field: path, got: entry, problem: 'GMSACredentialSpec has no such field', allowed };
    }
    const found = shapeProblem(entry, inner, path, unknown);
    if (found !== undefined) return found;
  }
  return undefined;
}

const ARTICLES = { object: 'an', array: 'an', string: 'a' };

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** What New-CredentialSpec always writes. The fields of DomainJoinConfig are judged with the account data. */
function missingPart(spec: Partial<CredentialSpec>): FormProblem | undefined {
  const { ActiveDirectoryConfig, CmsPlugins, DomainJoinConfig } = spec;
  if (DomainJoinConfig === undefined) return { field: 'DomainJoinConfig', got: undefined };
  if (DomainJoinConfig.DnsTreeName === undefined) return { field: 'DomainJoinConfig.DnsTreeName', got: undefined };
  if (CmsPlugins?.length !== 1 || CmsPlugins[0] !== CMS_PLUGIN) {
    return { field: 'CmsPlugins', got: CmsPlugins, allowed: JSON.stringify([CMS_PLUGIN]) };
  }
  const accounts = ActiveDirectoryConfig?.GroupManagedServiceAccounts ?? [];
  const name = DomainJoinConfig.MachineAccountName;
  if (name !== undefined && !accounts.some((account) => sameText(samName(account.Name ?? ''), samName(name)))) {
    const allowed = `entries for ${name}, the MachineAccountName`;
    return { field: 'ActiveDirectoryConfig.GroupManagedServiceAccounts', got: accounts, allowed };
  }
  return undefined;
}

const JOIN = {
  accountName: 'MachineAccountName',
  domain: 'DnsName',
  netBiosName: 'NetBiosName',
  domainSid: 'Sid',
  domainGuid: 'Guid',
  forestRoot: 'DnsTreeName',
} as const;
const HOST = {
  pluginGuid: 'PluginGUID',
  pluginInput: 'PluginInput',
  portableCcgVersion: 'PortableCcgVersion',
} as const;

function accountDataOf(spec: CredentialSpec): ReadCredentialSpec {
  const { DomainJoinConfig: join } = spec;
  // without a name of the account nobody has missed its entries yet
  const directory: Partial<CredentialSpec['ActiveDirectoryConfig']> = spec.ActiveDirectoryConfig ?? {};
  const places: Record<string, string> = {};
  for (const [prop, key] of Object.entries(JOIN)) places[prop] = `DomainJoinConfig.${key}`;
  for (const [prop, key] of Object.entries(HOST)) {
    places[`hostAccount.${prop}`] = `ActiveDirectoryConfig.HostAccountConfig.${key}`;
  }
  const additionalAccounts: AdditionalAccountData[] = [];
  for (const [index, account] of (directory.GroupManagedServiceAccounts ?? []).entries()) {
    if (isDerived(account, join)) continue;
    const at = `additionalAccounts[${additionalAccounts.length}]`;
    const place = `ActiveDirectoryConfig.GroupManagedServiceAccounts[${index}]`;
    places[`${at}.accountName`] = `${place}.Name`;
    places[`${at}.domain`] = places[`${at}.netBiosName`] = `${place}.Scope`;
    const dns = account.Scope?.includes('.');
    additionalAccounts.push({
      accountName: account.Name,
      ...(dns ? { domain: account.Scope } : { netBiosName: account.Scope ?? '' }),
    });
  }
  const host = directory.HostAccountConfig;
  const hostAccount = host && { ...pick(host, HOST) };
  return { data: { ...pick(join, JOIN), additionalAccounts, ...(hostAccount ? { hostAccount } : {}) }, places };
}

/** The two entries of the account itself follow from the domain. */
function isDerived({ Name, Scope }: ScopedAccount, join: CredentialSpec['DomainJoinConfig']): boolean {
  const scopes = [join.DnsName, join.NetBiosName];
  return (
    sameText(samName(Name ?? ''), samName(join.MachineAccountName ?? '')) &&
    scopes.some((scope) => sameText(scope, Scope))
  );
}

function pick<P extends string, K extends string>(
  from: Readonly<Record<K, string>>,
  keys: Record<P, K>,
): Record<P, string> {
  const entries = Object.entries(keys).map(([prop, key]) => [prop, from[key as K]]);
  return Object.fromEntries(entries) as Record<P, string>;
}

/** Windows compares names without regard to case. */
function sameText(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}
