import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { foundIn, podOf, said, WINDOWS } from './found-in';
import { CREDSPEC, contents, credentialSpec, gmsaPod, namespace, webhook, without, workload } from './gmsa-objects';

const NAME = 'spec.securityContext.windowsOptions.gmsaCredentialSpecName';
const TEXT = 'spec.securityContext.windowsOptions.gmsaCredentialSpec';
const { DomainJoinConfig, ActiveDirectoryConfig } = CREDSPEC;
const join = (fields: object) =>
  credentialSpec({ credspec: { ...CREDSPEC, DomainJoinConfig: { ...DomainJoinConfig, ...fields } } });

describe('gmsa-spec-shape', () => {
  const found = (fields: object) =>
    foundIn('gmsa-spec-shape', [credentialSpec(fields)]).map(({ severity, path, allowed }) =>
      [severity, path, allowed].filter(Boolean).join(' '),
    );

  test.each([
    ['nothing', {}, ['error credspec']],
    ['null', { credspec: null }, ['error credspec']],
    ['a spec instead', { spec: CREDSPEC }, ['error credspec']],
    ['the whole in a spec', { spec: { credspec: CREDSPEC } }, ['error credspec']],
    ['no domain', { credspec: { ...CREDSPEC, DomainJoinConfig: undefined } }, ['error credspec.DomainJoinConfig']],
    [
      'no plug-in',
      { credspec: { ...CREDSPEC, CmsPlugins: undefined } },
      ['error credspec.CmsPlugins ["ActiveDirectory"]'],
    ],
    [
      'another plug-in',
      { credspec: { ...CREDSPEC, CmsPlugins: ['Other'] } },
      ['error credspec.CmsPlugins ["ActiveDirectory"]'],
    ],
    [
      'no entry for the account',
      { credspec: { ...CREDSPEC, ActiveDirectoryConfig: {} } },
      ['error credspec.ActiveDirectoryConfig.GroupManagedServiceAccounts entries for erp, the MachineAccountName'],
    ],
    [
      'a field in another spelling',
      { credspec: { ...CREDSPEC, ActiveDirectoryConfig: { groupManagedServiceAccounts: [] } } },
      ['error credspec.ActiveDirectoryConfig.groupManagedServiceAccounts GroupManagedServiceAccounts'],
    ],
    [
      'a field too many',
      { credspec: { ...CREDSPEC, DomainJoinConfig: { ...DomainJoinConfig, Comment: 'x' } } },
      [
        'warning credspec.DomainJoinConfig.Comment Sid, Guid'.replace(
          'Sid, Guid',
          Object.keys(DomainJoinConfig).join(', '),
        ),
      ],
    ],
    ['all', { credspec: CREDSPEC }, []],
  ])('%s', (_what, fields, expected) => {
    expect(found(fields)).toEqual(expected);
  });

  test('what is missing of the root of the forest may be the domain itself', () => {
    expect(said('gmsa-spec-shape', [join({ DnsTreeName: undefined })])).toEqual([
      'warning credspec.DomainJoinConfig.DnsTreeName',
    ]);
  });
});

describe('gmsa-account-data', () => {
  const found = (fields: object) => said('gmsa-account-data', [join(fields)]);

  test.each([
    [{ Sid: 'S-1-5-21-1-2-3-1105' }, 'Sid'],
    [{ Sid: '<SID>' }, 'Sid'],
    [{ Sid: undefined }, 'Sid'],
    [{ Guid: 'guid' }, 'Guid'],
    [{ NetBiosName: 'corp.example' }, 'NetBiosName'],
    [{ DnsName: 'CORP', NetBiosName: 'CORP' }, 'DnsName'],
  ])('%j', (fields, field) => {
    expect(found(fields)).toContain(`error credspec.DomainJoinConfig.${field}`);
  });

  test('an account has no dollar here, and each place can be mended', () => {
    const accounts = [{ Name: 'erp$', Scope: 'corp.example' }, ActiveDirectoryConfig.GroupManagedServiceAccounts[1]];
    const credspec = {
      ...CREDSPEC,
      ActiveDirectoryConfig: { GroupManagedServiceAccounts: accounts },
      DomainJoinConfig: { ...DomainJoinConfig, MachineAccountName: 'erp$' },
    };
    expect(foundIn('gmsa-account-data', [credentialSpec({ credspec })])).toMatchObject([
      { path: 'credspec.DomainJoinConfig.MachineAccountName', mend: { set: 'erp' } },
      { path: 'credspec.ActiveDirectoryConfig.GroupManagedServiceAccounts[0].Name', mend: { set: 'erp' } },
    ]);
  });

  test('an account has at most 15 characters and no domain', () => {
    for (const Name of ['erp-production-1', 'CORP\\erp', 'erp@corp.example']) {
      const accounts = [{ Name, Scope: 'corp.example' }];
      const credspec = {
        ...CREDSPEC,
        ActiveDirectoryConfig: { GroupManagedServiceAccounts: accounts },
        DomainJoinConfig: { ...DomainJoinConfig, MachineAccountName: Name },
      };
      expect(said('gmsa-account-data', [credentialSpec({ credspec })])).toEqual([
        'error credspec.DomainJoinConfig.MachineAccountName',
      ]);
    }
  });

  test('a plug-in needs its GUID, and what has no form yet is found by another rule', () => {
    const credspec = {
      ...CREDSPEC,
      ActiveDirectoryConfig: { ...ActiveDirectoryConfig, HostAccountConfig: { PluginGUID: 'x', PluginInput: 'y' } },
    };
    expect(said('gmsa-account-data', [credentialSpec({ credspec })])).toContain(
      'error credspec.ActiveDirectoryConfig.HostAccountConfig.PluginGUID',
    );
    expect(said('gmsa-account-data', [credentialSpec({})])).toEqual([]);
  });

  test('looks into the contents of pods as well', () => {
    const wrong = { ...CREDSPEC, DomainJoinConfig: { ...DomainJoinConfig, Sid: 'S-1' } };
    expect(foundIn('gmsa-account-data', [podOf(contents(wrong))])).toMatchObject([
      { path: TEXT, within: 'DomainJoinConfig.Sid', got: 'S-1' },
    ]);
    expect(said('gmsa-account-data', [podOf(contents(CREDSPEC))])).toEqual([]);
  });
});

describe('contents in a pod', () => {
  test.each([
    ['no JSON', 'erp', ['error ']],
    ['JSON that is no object', '[]', ['error ']],
    ['a part', { CmsPlugins: ['ActiveDirectory'] }, ['error ']],
    ['nothing that Windows reads', { a: 1 }, ['error ']],
    ['a part in another spelling', { ...CREDSPEC, CmsPlugins: undefined, cmsPlugins: ['ActiveDirectory'] }, ['error ']],
    ['all', CREDSPEC, []],
    ['more than all, which Windows passes over', { ...CREDSPEC, Comment: 'x' }, []],
    ['an empty text, which the API server refuses', '', []],
  ])('gmsa-spec-json: %s', (_what, text, expected) => {
    expect(said('gmsa-spec-json', [podOf(contents(text))])).toEqual(expected.map((severity) => severity + TEXT));
  });

  test('gmsa-spec-json looks at init containers as well', () => {
    const securityContext = { windowsOptions: { gmsaCredentialSpec: 'x' } };
    expect(said('gmsa-spec-json', [podOf({ ...WINDOWS, initContainers: [{ securityContext }] })])).toHaveLength(1);
  });

  test('gmsa-spec-name-missing is an error where the webhook is among the manifests', () => {
    const pod = podOf(contents(CREDSPEC));
    expect(said('gmsa-spec-name-missing', [pod])).toEqual([`warning ${NAME}`]);
    expect(said('gmsa-spec-name-missing', [pod, webhook({}, 'Validating')])).toEqual([`error ${NAME}`]);
    expect(said('gmsa-spec-name-missing', [podOf(contents(CREDSPEC, 'gmsa-erp')), podOf(gmsaPod())])).toEqual([]);
  });

  test('gmsa-spec-contents compares with the resource, in any order of the fields, as the API server keeps it', () => {
    const stored = credentialSpec({ credspec: { ...CREDSPEC, comment: 'dropped' } });
    const found = (text: unknown, name = 'gmsa-erp') =>
      said('gmsa-spec-contents', [podOf(contents(text, name)), stored]);
    const { CmsPlugins, ...rest } = CREDSPEC;
    expect(found({ CmsPlugins, ...rest })).toEqual([]);
    expect(found(CREDSPEC, 'other')).toEqual([]);
    expect(found('no JSON')).toEqual([]);
    expect(found({ ...CREDSPEC, CmsPlugins: [] })).toEqual([`error ${TEXT}`]);
  });
});

describe('gmsa-spec-reference', () => {
  const found = (name: string, ...specs: object[]) =>
    foundIn('gmsa-spec-reference', [podOf(gmsaPod(name)), ...(specs as ReturnType<typeof credentialSpec>[])]).map(
      ({ allowed }) => allowed,
    );

  test('knows which one was meant', () => {
    const spec = credentialSpec(undefined, 'gmsa-web-erp');
    for (const name of ['web-erp', 'gmsa-weberp', 'gmsa.web.erp', 'erp'])
      expect(found(name, spec)).toEqual(['gmsa-web-erp']);
  });

  test('says nothing where the name is right, where nothing is like it, and where two are', () => {
    expect(found('gmsa-erp', credentialSpec())).toEqual([]);
    expect(found('gmsa-shop', credentialSpec())).toEqual([]);
    expect(found('erp')).toEqual([]);
    expect(found('erp', credentialSpec(), credentialSpec(undefined, 'gmsa-erp2'))).toEqual([]);
  });

  test('a name that cannot be is a mistake of its own, of the pod or of the resource', () => {
    expect(found('gmsa-ERP', credentialSpec())).toEqual([]);
    expect(found('gmsa-erp', credentialSpec(undefined, 'gmsa-ERP'))).toEqual([]);
    expect(said('gmsa-name', [credentialSpec(undefined, 'gmsa-ERP')])).toEqual(['error metadata.name']);
    expect(said('gmsa-name', [credentialSpec()])).toEqual([]);
  });
});

test('gmsa-spec-version is advice that can be mended', () => {
  const old = { ...credentialSpec(), apiVersion: 'windows.k8s.io/v1alpha1' };
  expect(foundIn('gmsa-spec-version', [old, credentialSpec()])).toMatchObject([
    { severity: 'info', mend: { set: 'windows.k8s.io/v1' } },
  ]);
});

test('gmsa-annotation finds those of the pod and of a container, also on a pod that says nothing of Windows', () => {
  const found = (key: string, pod: PodSpec = {}) =>
    said('gmsa-annotation', [podOf(pod, { name: 'erp', annotations: { [key]: 'x' } })]);
  for (const key of [
    'pod.alpha.windows.kubernetes.io/gmsa-credential-spec-name',
    'pod.alpha.windows.kubernetes.io/gmsa-credential-spec',
    'erp.container.alpha.windows.kubernetes.io/gmsa-credential-spec-name',
  ]) {
    expect(found(key)).toEqual([`warning metadata.annotations[${key}]`]);
    expect(found(key, WINDOWS)).toHaveLength(1);
  }
  expect(found('example.com/gmsa-credential-spec-name')).toEqual([]);
});

test('gmsa-init-container finds a name and contents, and nothing when the pod has them', () => {
  const init = (windowsOptions: object): PodSpec => ({
    ...WINDOWS,
    initContainers: [{}, { securityContext: { windowsOptions } }],
  });
  const path = 'warning spec.initContainers[1].securityContext.windowsOptions';
  expect(said('gmsa-init-container', [podOf(init({ gmsaCredentialSpecName: 'x' }))])).toEqual([
    `${path}.gmsaCredentialSpecName`,
  ]);
  expect(said('gmsa-init-container', [podOf(init({ gmsaCredentialSpec: 'x' }))])).toEqual([
    `${path}.gmsaCredentialSpec`,
  ]);
  expect(said('gmsa-init-container', [podOf({ ...gmsaPod(), initContainers: [{}] })])).toEqual([]);
});

describe('gmsa-user', () => {
  const found = (podUser: string | undefined, containerUser?: string, pod: PodSpec = {}) =>
    said('gmsa-user', [
      podOf({
        ...WINDOWS,
        securityContext: { windowsOptions: { gmsaCredentialSpecName: 'gmsa-erp', runAsUserName: podUser } },
        containers: [{ securityContext: { windowsOptions: { runAsUserName: containerUser } } }],
        ...pod,
      }),
    ]);

  test('finds a ContainerUser where it stands', () => {
    expect(found('ContainerUser')).toEqual(['warning spec.securityContext.windowsOptions.runAsUserName']);
    expect(found(undefined, 'User Manager\\containeruser')).toEqual([
      'warning spec.containers[0].securityContext.windowsOptions.runAsUserName',
    ]);
  });

  test('says nothing of accounts that carry it, of those whose services may, and of containers without a gMSA', () => {
    for (const user of ['NT AUTHORITY\\NETWORK SERVICE', 'NT AUTHORITY\\SYSTEM', 'ContainerAdministrator', undefined])
      expect(found(user)).toEqual([]);
    expect(found('ContainerUser', 'NT AUTHORITY\\NETWORK SERVICE')).toEqual([]);
    const options = { gmsaCredentialSpecName: 'gmsa-erp' };
    expect(
      said('gmsa-user', [
        podOf({
          ...WINDOWS,
          containers: [
            { securityContext: { windowsOptions: options } },
            { securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } },
          ],
        }),
      ]),
    ).toEqual([]);
  });
});

describe('gmsa-host-name', () => {
  const found = (kind: string, pod: PodSpec, spec: object = {}, name = 'erp') =>
    said('gmsa-host-name', [workload(kind, { ...gmsaPod(), ...pod }, spec, name)]);

  test('several pods have no host name in common', () => {
    expect(found('Deployment', { hostname: 'erp' }, { replicas: 2 })).toEqual(['warning spec.template.spec.hostname']);
    expect(found('DaemonSet', { hostname: 'erp' })).toHaveLength(1);
    expect(found('Deployment', { hostname: 'erp' })).toEqual([]);
    expect(found('Deployment', {}, { replicas: 2 })).toEqual([]);
  });

  test('an autoscaler makes several as well', () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'erp' }, maxReplicas: 3 },
    };
    const objects = [workload('Deployment', { ...gmsaPod(), hostname: 'erp' }), autoscaler];
    expect(said('gmsa-host-name', objects)).toHaveLength(1);
  });

  test('one that is too long for NetBIOS is a hint', () => {
    expect(found('Deployment', { hostname: 'a'.repeat(16) })).toEqual(['info spec.template.spec.hostname']);
    expect(found('Deployment', { hostname: 'a'.repeat(15) })).toEqual([]);
  });

  test('the number of a pod of a StatefulSet must not be cut off', () => {
    expect(found('StatefulSet', {}, { replicas: 3 }, 'a'.repeat(13))).toEqual([]);
    expect(found('StatefulSet', {}, { replicas: 3 }, 'a'.repeat(14))).toEqual(['warning metadata.name']);
    expect(found('StatefulSet', {}, { replicas: 11 }, 'a'.repeat(13))).toHaveLength(1);
    expect(found('StatefulSet', {}, { replicas: 1 }, 'a'.repeat(30))).toEqual([]);
    expect(found('StatefulSet', { hostname: 'erp' }, { replicas: 3 })).toEqual([]);
  });

  test('without a gMSA names are free', () => {
    expect(
      said('gmsa-host-name', [workload('Deployment', { ...WINDOWS, hostname: 'a'.repeat(30) }, { replicas: 3 })]),
    ).toEqual([]);
  });
});

describe('gmsa-namespace-excluded', () => {
  const pod = podOf(gmsaPod(), { name: 'erp', namespace: 'erp' });
  const found = (...objects: object[]) => said('gmsa-namespace-excluded', [pod, ...(objects as (typeof pod)[])]);

  test('without the webhook, its two labels tell', () => {
    expect(found(namespace('erp', { 'gmsa-webhook': 'disabled' }))).toEqual([`warning ${NAME}`]);
    expect(found(namespace('erp', { 'windows.k8s.io/disabled': 'true' }))).toEqual([`warning ${NAME}`]);
    expect(found(namespace('erp', { 'gmsa-webhook': 'enabled' }))).toEqual([]);
    expect(found(namespace('other', { 'gmsa-webhook': 'disabled' }))).toEqual([]);
    expect(found()).toEqual([]);
  });

  test('with it, its selector tells, by the name of the namespace also where that is not given', () => {
    expect(found(webhook(without('kubernetes.io/metadata.name', 'erp')))).toEqual([`warning ${NAME}`]);
    expect(found(webhook(without('kubernetes.io/metadata.name', 'gmsa')))).toEqual([]);
    const byLabel = webhook(without('gmsa-webhook', 'disabled'));
    expect(found(byLabel)).toEqual([]);
    expect(found(byLabel, namespace('erp', { 'gmsa-webhook': 'disabled' }))).toEqual([`warning ${NAME}`]);
    expect(found(byLabel, namespace('erp', { 'windows.k8s.io/disabled': 'true' }))).toEqual([]);
  });

  test('one webhook that looks is enough, and contents need none', () => {
    expect(found(webhook(without('kubernetes.io/metadata.name', 'erp')), webhook())).toEqual([]);
    const own = podOf(contents(CREDSPEC, 'gmsa-erp'), { name: 'own', namespace: 'erp' });
    expect(said('gmsa-namespace-excluded', [own, namespace('erp', { 'gmsa-webhook': 'disabled' })])).toEqual([]);
  });
});

test('empty pods and objects are passed over', () => {
  const ids = [
    'gmsa-user',
    'gmsa-host-name',
    'gmsa-spec-json',
    'gmsa-spec-reference',
    'gmsa-init-container',
    'gmsa-grant',
  ];
  for (const id of ids) {
    expect(
      said(id, [podOf({ ...WINDOWS, containers: [{}], initContainers: [{}] }), workload('Deployment', WINDOWS)]),
    ).toEqual([]);
  }
  expect(said('gmsa-name', [{ apiVersion: 'windows.k8s.io/v1', kind: 'GMSACredentialSpec' }])).toEqual([]);
});
