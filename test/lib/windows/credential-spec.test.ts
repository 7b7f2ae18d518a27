import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountProblems,
  credentialSpecJson,
  credentialSpecOf,
  type GmsaAccountData,
} from '../../../lib/windows/credential-spec';
import { isFormProblem, readCredentialSpec } from '../../../lib/windows/credential-spec-json';

const ERP: GmsaAccountData = {
  accountName: 'erp',
  domain: 'corp.example',
  netBiosName: 'CORP',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
};
const PLUGIN = '859E1386-BDB4-49E8-85C7-3070B13920E1';

describe('a credential spec', () => {
  test('has an entry for the DNS and one for the NetBIOS name of the domain, and the data of the domain', () => {
    expect(credentialSpecOf(ERP)).toEqual({
      ActiveDirectoryConfig: {
        GroupManagedServiceAccounts: [
          { Name: 'erp', Scope: 'corp.example' },
          { Name: 'erp', Scope: 'CORP' },
        ],
      },
      CmsPlugins: ['ActiveDirectory'],
      DomainJoinConfig: {
        DnsName: 'corp.example',
        DnsTreeName: 'corp.example',
        Guid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
        MachineAccountName: 'erp',
        NetBiosName: 'CORP',
        Sid: 'S-1-5-21-2126449477-2524075714-3094792973',
      },
    });
  });

  test('drops the dollar of names and the braces of the domain GUID, and puts braces around that of the plug-in', () => {
    const spec = credentialSpecOf({
      ...ERP,
      accountName: 'erp$',
      domainGuid: `{${ERP.domainGuid}}`,
      domainSid: ERP.domainSid.toLowerCase(),
      additionalAccounts: [{ accountName: 'jobs$' }],
      hostAccount: { pluginGuid: PLUGIN, pluginInput: 'vault' },
    });
    expect(spec.DomainJoinConfig).toMatchObject({
      MachineAccountName: 'erp',
      Guid: ERP.domainGuid,
      Sid: ERP.domainSid,
    });
    expect(spec.ActiveDirectoryConfig.GroupManagedServiceAccounts.map(({ Name }) => Name)).toEqual([
      'erp',
      'erp',
      'jobs',
      'jobs',
    ]);
    expect(spec.ActiveDirectoryConfig.HostAccountConfig).toEqual({
      PluginGUID: `{${PLUGIN}}`,
      PluginInput: 'vault',
      PortableCcgVersion: '1',
    });
  });

  test('gives accounts of other domains exactly the scopes that are stated', () => {
    const spec = credentialSpecOf({
      ...ERP,
      additionalAccounts: [
        { accountName: 'a', domain: 'lab.example', netBiosName: 'LAB' },
        { accountName: 'b', domain: 'lab.example' },
        { accountName: 'c', netBiosName: 'LAB' },
      ],
    });
    expect(spec.ActiveDirectoryConfig.GroupManagedServiceAccounts.slice(2)).toEqual([
      { Name: 'a', Scope: 'lab.example' },
      { Name: 'a', Scope: 'LAB' },
      { Name: 'b', Scope: 'lab.example' },
      { Name: 'c', Scope: 'LAB' },
    ]);
  });

  test('is written compactly, with sorted keys and the escapes of Go, as the webhook writes it into a pod', () => {
    const text = credentialSpecJson(
      credentialSpecOf({ ...ERP, hostAccount: { pluginGuid: PLUGIN, pluginInput: '<a>&\u2028' } }),
    );
    expect(text).toContain('"PluginInput":"\\u003ca\\u003e\\u0026\\u2028"');
    expect(text).toBe(text.replace(/\s/g, ''));
    const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key);
    expect(keys).toEqual(
      'ActiveDirectoryConfig GroupManagedServiceAccounts Name Scope Name Scope HostAccountConfig PluginGUID PluginInput PortableCcgVersion CmsPlugins DomainJoinConfig DnsName DnsTreeName Guid MachineAccountName NetBiosName Sid'.split(
        ' ',
      ),
    );
  });
});

describe('account data', () => {
  test.each<[string, unknown]>([
    ['accountName', 'erp$'],
    ['accountName', 'fifteen-letters'],
    ['accountName', 'web_app1'],
    ['domain', 'single'],
    ['domain', 'a-1.b2.example'],
    ['netBiosName', 'FIFTEEN-LETTERS'],
    ['netBiosName', 'corp'],
    ['domainSid', 'S-1-5-21-0-4294967295-1'],
    ['domainGuid', '{244818AE-87AC-4FCD-92EC-E79E5252348A}'],
    ['forestRoot', 'example'],
  ])('may have %s %j', (field, value) => {
    expect(accountProblems({ ...ERP, [field]: value })).toEqual([]);
  });

  test.each<[string, unknown, RegExp]>([
    ['accountName', '', /at most 15/],
    ['accountName', '$', /at most 15/],
    ['accountName', undefined, /at most 15/],
    ['accountName', 42, /at most 15/],
    ['accountName', 'sixteen-letters1', /16 characters/],
    ['accountName', 'CORP\\erp', /carries the domain/],
    ['accountName', 'erp@corp.example', /carries the domain/],
    ['accountName', 'er p', /letters/],
    ['accountName', 'erp$$', /letters/],
    ['domain', 'corp_example', /DNS name/],
    ['domain', 'corp.example.', /DNS name/],
    ['domain', 'corp', /it is the NetBIOS name/],
    ['domain', '', /DNS name/],
    ['domain', undefined, /DNS name/],
    ['netBiosName', 'SIXTEEN-LETTERS1', /at most 15/],
    ['netBiosName', '.CORP', /NetBIOS/],
    ['netBiosName', 'CO RP', /NetBIOS/],
    ['netBiosName', 'Corp.Example', /it is the DNS name/],
    ['domainSid', 'S-1-5-21-1-2-3-1104', /SID of an account/],
    ['domainSid', 'S-1-5-21-1-2', /three numbers/],
    ['domainSid', 'S-1-5-32-544', /three numbers/],
    ['domainSid', 'S-1-5-21-1-2-4294967296', /three numbers/],
    ['domainGuid', '{244818ae-87ac-4fcd-92ec-e79e5252348a', /GUID/],
    ['domainGuid', '244818ae87ac4fcd92ece79e5252348a', /GUID/],
    ['forestRoot', 'EXAMPLE\\', /DNS name/],
  ])('cannot have %s %j', (field, value, words) => {
    const [problem, ...others] = accountProblems({ ...ERP, [field]: value });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ field, got: value });
    expect(`${problem.problem} ${problem.allowed}`).toMatch(words);
  });

  test.each([
    ['additionalAccounts[1].accountName', { additionalAccounts: [{ accountName: 'a' }, { accountName: 'b/c' }] }],
    ['additionalAccounts[0].domain', { additionalAccounts: [{ accountName: 'a', domain: 'x y' }] }],
    ['additionalAccounts[0].netBiosName', { additionalAccounts: [{ accountName: 'a', netBiosName: '' }] }],
    ['hostAccount.pluginGuid', { hostAccount: { pluginGuid: '{GDMA0342}', pluginInput: 'x' } }],
    ['hostAccount.pluginInput', { hostAccount: { pluginGuid: PLUGIN, pluginInput: '' } }],
    [
      'hostAccount.portableCcgVersion',
      { hostAccount: { pluginGuid: PLUGIN, pluginInput: 'x', portableCcgVersion: 'v1' } },
    ],
  ])('name the field %s when it is wrong', (field, data) => {
    expect(accountProblems({ ...ERP, ...data }).map((problem) => problem.field)).toEqual([field]);
  });

  test('allow every number for the version of the plug-in, and say so', () => {
    const withVersion = (portableCcgVersion: string) =>
      accountProblems({ ...ERP, hostAccount: { pluginGuid: PLUGIN, pluginInput: 'x', portableCcgVersion } });
    expect(['1', '2', '10'].flatMap(withVersion)).toEqual([]);
    expect(withVersion('v1')).toMatchObject([{ allowed: "a number as text, such as '1'" }]);
  });
});

describe('the JSON of a credential spec', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,13}[a-z0-9]$/);
  const dns = fc.stringMatching(/^[a-z]{1,10}\.[a-z]{2,10}$/);
  const netBios = fc.stringMatching(/^[A-Z]{1,15}$/);
  const guid = fc.uuid();
  const data = fc.record(
    {
      accountName: name,
      domain: dns,
      netBiosName: netBios,
      domainSid: fc.tuple(fc.nat(), fc.nat(), fc.nat()).map((numbers) => `S-1-5-21-${numbers.join('-')}`),
      domainGuid: guid,
      forestRoot: dns,
      additionalAccounts: fc.array(fc.record({ accountName: name, domain: dns }), { maxLength: 3 }),
      hostAccount: fc.record({ pluginGuid: guid, pluginInput: fc.string({ minLength: 1 }) }),
    },
    { requiredKeys: ['accountName', 'domain', 'netBiosName', 'domainSid', 'domainGuid', 'forestRoot'] },
  );

  test('read and written again says the same', () => {
    fc.assert(
      fc.property(data, (account) => {
        const spec = credentialSpecOf(account);
        const read = readCredentialSpec(credentialSpecJson(spec));
        if (isFormProblem(read)) throw new Error(JSON.stringify(read));
        expect(accountProblems(read.data)).toEqual([]);
        const { GroupManagedServiceAccounts: accounts, ...directory } = spec.ActiveDirectoryConfig;
        const again = credentialSpecOf(read.data);
        expect(again).toMatchObject({ ...spec, ActiveDirectoryConfig: directory });
        const entries = (list: typeof accounts) => list.map(({ Name, Scope }) => `${Name}@${Scope}`);
        expect(new Set(entries(again.ActiveDirectoryConfig.GroupManagedServiceAccounts))).toEqual(
          new Set(entries(accounts)),
        );
      }),
    );
  });

  test('may begin with a byte order mark, as files of Windows PowerShell do', () => {
    expect(isFormProblem(readCredentialSpec(`\uFEFF${credentialSpecJson(credentialSpecOf(ERP))}`))).toBe(false);
  });
});
