import { isGuid } from './guid';

/**
 * The credential spec of a group managed service account: what Windows reads, what the resource GMSACredentialSpec holds
 * and what the gMSA webhook copies into a pod. Field by field it is described at
 * https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-troubleshooting
 */
export interface CredentialSpec {
  readonly ActiveDirectoryConfig: {
    readonly GroupManagedServiceAccounts: readonly ScopedAccount[];
    readonly HostAccountConfig?: {
      readonly PluginGUID: string;
      readonly PluginInput: string;
      readonly PortableCcgVersion: string;
    };
  };
  readonly CmsPlugins: readonly string[];
  readonly DomainJoinConfig: {
    readonly DnsName: string;
    readonly DnsTreeName: string;
    readonly Guid: string;
    readonly MachineAccountName: string;
    readonly NetBiosName: string;
    readonly Sid: string;
  };
}

export interface ScopedAccount {
  readonly Name: string;
  readonly Scope: string;
}

/** The data of an account and of its domain, from which a credential spec follows. */
export interface GmsaAccountData {
  readonly accountName: string;
  readonly domain: string;
  readonly netBiosName: string;
  readonly domainSid: string;
  readonly domainGuid: string;
  readonly forestRoot?: string;
  readonly additionalAccounts?: readonly AdditionalAccountData[];
  readonly hostAccount?: HostAccountData;
}

/** An account of the same domain, or of the domain whose names are given. */
export interface AdditionalAccountData {
  readonly accountName: string;
  readonly domain?: string;
  readonly netBiosName?: string;
}

export interface HostAccountData {
  readonly pluginGuid: string;
  readonly pluginInput: string;
  readonly portableCcgVersion?: string;
}

/** A value that cannot be right. */
export interface AccountProblem {
  /** Path of the field in the account data. */
  readonly field: string;
  readonly got: unknown;
  readonly problem?: string;
  readonly allowed?: string;
}

/** The only plug-in of the credential service that Windows brings. */
export const CMS_PLUGIN = 'ActiveDirectory';
/** The version of the interface between Windows and host-agnostic credential plug-ins. */
const PORTABLE_CCG_VERSION = '1';

/** The credential spec of an account, with an entry for the DNS and one for the NetBIOS name of the domain. */
export function credentialSpecOf(data: GmsaAccountData): CredentialSpec {
  const { domain, netBiosName, hostAccount } = data;
  const name = samName(data.accountName);
  const additional = (data.additionalAccounts ?? []).flatMap((account) => {
    const own = account.domain === undefined && account.netBiosName === undefined;
    const scopes = own ? [domain, netBiosName] : [account.domain, account.netBiosName];
    return scopes.flatMap((Scope) => (Scope === undefined ? [] : [{ Name: samName(account.accountName), Scope }]));
  });
  return {
    ActiveDirectoryConfig: {
      GroupManagedServiceAccounts: [{ Name: name, Scope: domain }, { Name: name, Scope: netBiosName }, ...additional],
      ...(hostAccount ? { HostAccountConfig: hostAccountConfig(hostAccount) } : {}),
    },
    CmsPlugins: [CMS_PLUGIN],
    DomainJoinConfig: {
      DnsName: domain,
      DnsTreeName: data.forestRoot ?? domain,
      Guid: bareGuid(data.domainGuid),
      MachineAccountName: name,
      NetBiosName: netBiosName,
      Sid: data.domainSid.toUpperCase(),
    },
  };
}

function hostAccountConfig(account: HostAccountData): CredentialSpec['ActiveDirectoryConfig']['HostAccountConfig'] {
  return {
    PluginGUID: `{${bareGuid(account.pluginGuid)}}`,
    PluginInput: account.pluginInput,
    PortableCcgVersion: account.portableCcgVersion ?? PORTABLE_CCG_VERSION,
  };
}

/** The text that the webhook puts into pods: compact, keys sorted, escaped as Go's encoding/json does. */
export function credentialSpecJson(spec: CredentialSpec): string {
  return JSON.stringify(spec).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Windows writes a dollar behind the names of managed accounts; a credential spec holds the name without it. */
export function samName(accountName: string): string {
  return accountName.replace(/\$$/, '');
}

/** A GUID without braces. */
function bareGuid(guid: string): string {
  return guid.replace(/^\{(.*)\}$/, '$1');
}

/** What cannot be right in the data of an account; an empty list means that nothing is known against it. */
export function accountProblems(data: GmsaAccountData): AccountProblem[] {
  const { domain, netBiosName, forestRoot, hostAccount } = data;
  return [
    ...accountNameProblems('accountName', data.accountName),
    ...formProblems('domain', domain, DNS_NAME),
    ...formProblems('netBiosName', netBiosName, NETBIOS_NAME),
    ...sameNameProblems(domain, netBiosName),
    ...sidProblems(data.domainSid),
    ...formProblems('domainGuid', data.domainGuid, GUID),
    ...(forestRoot === undefined ? [] : formProblems('forestRoot', forestRoot, DNS_NAME)),
    ...(data.additionalAccounts ?? []).flatMap((account, index) => additionalProblems(account, index)),
    ...(hostAccount === undefined ? [] : hostAccountProblems(hostAccount)),
  ];
}

const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** How a value must look, and the words for it. */
interface Form {
  readonly fits: (text: string) => boolean;
  readonly allowed: string;
}

const DNS_NAME: Form = {
  fits: (text) => text.length <= 253 && text.split('.').every((label) => DNS_LABEL.test(label)),
  allowed: 'a DNS name such as corp.example',
};
const NETBIOS_NAME: Form = {
  fits: (text) => /^[^\s.\\/:*?"<>|][^\s\\/:*?"<>|]{0,14}$/.test(text),
  allowed: 'a NetBIOS name such as CORP, at most 15 characters',
};
const GUID: Form = {
  fits: (text) => isGuid(bareGuid(text)),
  allowed: 'a GUID such as 244818ae-87ac-4fcd-92ec-e79e5252348a',
};
const ANY_TEXT: Form = { fits: (text) => text !== '', allowed: 'a text' };
const VERSION: Form = {
  fits: (text) => /^\d+$/.test(text),
  allowed: `a number as text, such as '${PORTABLE_CCG_VERSION}'`,
};

function formProblems(field: string, got: unknown, { fits, allowed }: Form): AccountProblem[] {
  return typeof got === 'string' && fits(got) ? [] : [{ field, got, allowed }];
}

/** One of the two names written twice. */
function sameNameProblems(domain: unknown, netBiosName: unknown): AccountProblem[] {
  if (typeof domain !== 'string' || domain === '' || domain.toLowerCase() !== String(netBiosName).toLowerCase())
    return [];
  return domain.includes('.')
    ? [{ field: 'netBiosName', got: netBiosName, problem: 'it is the DNS name', allowed: NETBIOS_NAME.allowed }]
    : [{ field: 'domain', got: domain, problem: 'it is the NetBIOS name', allowed: DNS_NAME.allowed }];
}

const LONGEST_ACCOUNT_NAME = 15;

function accountNameProblems(field: string, got: unknown): AccountProblem[] {
  const allowed = `a name of at most ${LONGEST_ACCOUNT_NAME} characters, with or without the dollar`;
  if (typeof got !== 'string' || samName(got) === '') return [{ field, got, allowed }];
  const name = samName(got);
  if (/[\\@]/.test(name))
    return [{ field, got, problem: 'it carries the domain', allowed: 'the name of the account alone' }];
  if (name.length > LONGEST_ACCOUNT_NAME) return [{ field, got, problem: `it has ${name.length} characters`, allowed }];
  return /[\s"/[\]:;|=,+*?<>$]|\p{Cc}/u.test(name) ? [{ field, got, allowed: 'letters, digits, - and _' }] : [];
}

const DOMAIN_SID = 'the SID of the domain, S-1-5-21- and three numbers';

function sidProblems(got: unknown): AccountProblem[] {
  const field = 'domainSid';
  const numbers =
    typeof got === 'string' ? /^S-1-5-21((?:-\d{1,10})+)$/i.exec(got)?.[1].slice(1).split('-') : undefined;
  if (numbers?.length === 4) return [{ field, got, problem: 'it is the SID of an account', allowed: DOMAIN_SID }];
  const right = numbers?.length === 3 && numbers.every((number) => Number(number) < 2 ** 32);
  return right ? [] : [{ field, got, allowed: DOMAIN_SID }];
}

function additionalProblems(account: AdditionalAccountData, index: number): AccountProblem[] {
  const at = `additionalAccounts[${index}]`;
  const { domain, netBiosName } = account;
  return [
    ...accountNameProblems(`${at}.accountName`, account.accountName),
    ...(domain === undefined ? [] : formProblems(`${at}.domain`, domain, DNS_NAME)),
    ...(netBiosName === undefined ? [] : formProblems(`${at}.netBiosName`, netBiosName, NETBIOS_NAME)),
  ];
}

function hostAccountProblems({ pluginGuid, pluginInput, portableCcgVersion }: HostAccountData): AccountProblem[] {
  return [
    ...formProblems('hostAccount.pluginGuid', pluginGuid, GUID),
    ...formProblems('hostAccount.pluginInput', pluginInput, ANY_TEXT),
    ...(portableCcgVersion === undefined
      ? []
      : formProblems('hostAccount.portableCcgVersion', portableCcgVersion, VERSION)),
  ];
}
