import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, type ChartProps, Cron, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  type GmsaIdentityProps,
  HostProcessDeployment,
  RunAsUser,
  type WindowsContainerProps,
  WindowsCronJob,
  WindowsDaemonSet,
  WindowsDeployment,
  WindowsJob,
  WindowsPod,
  type WindowsPodProps,
  WindowsStatefulSet,
} from 'cdk8s-windows';
import { describe, expect, test } from 'vitest';

const OUTDIR = join(tmpdir(), 'cdk8s-windows-gmsa-identity-test');
const IMAGE = 'registry.example/web:ltsc2022';
const ERP: GmsaIdentityProps = {
  accountName: 'erp$',
  domain: 'corp.example',
  netBiosName: 'CORP',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
};

function chartOf(props: ChartProps = { namespace: 'shop' }, app = new App({ outdir: OUTDIR })): Chart {
  return new Chart(app, 'shop', { disableResourceNameHashes: true, ...props });
}

/** Whatever a manifest holds, read field by field. */
interface Manifest {
  readonly [field: string]: Manifest;
}

function synth(chart: Chart, kind?: string): Manifest[] {
  const all: Manifest[] = Testing.synth(chart);
  return kind === undefined ? all : all.filter((object) => String(object.kind) === kind);
}

describe('a GmsaIdentity', () => {
  test('is a credential spec, a role to use it, and a binding for the account of each workload', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    new WindowsDeployment(chart, 'web', { gmsa: erp, containers: [{ image: IMAGE }] });
    expect(synth(chart)).toMatchSnapshot();
  });

  test('can be all that there is to say: further accounts, a plug-in for hosts outside the domain, labels', () => {
    const chart = chartOf();
    new GmsaIdentity(chart, 'erp', {
      ...ERP,
      forestRoot: 'example',
      additionalAccounts: [{ accountName: 'jobs$' }, { accountName: 'lab', domain: 'lab.example' }],
      hostAccount: { pluginGuid: '859E1386-BDB4-49E8-85C7-3070B13920E1', pluginInput: 'vault:erp' },
      metadata: { labels: { team: 'erp' } },
    });
    expect(synth(chart)).toMatchSnapshot();
  });

  test('belongs to the cluster, so neither spec nor role has the namespace of its chart', () => {
    const chart = chartOf();
    new GmsaIdentity(chart, 'erp', ERP);
    expect(synth(chart).map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ['GMSACredentialSpec', undefined],
      ['ClusterRole', undefined],
    ]);
  });

  test.each<[Partial<GmsaIdentityProps>, string]>([
    [{}, 'gmsa-erp'],
    [{ accountName: 'Web_App1' }, 'gmsa-web-app1'],
    [{ credentialSpecName: 'erp.corp' }, 'erp.corp'],
    [{ metadata: { name: 'erp' } }, 'erp'],
    [{ metadata: { name: 'erp' }, credentialSpecName: 'erp' }, 'erp'],
  ])('with %j has the name %s, in the resource, in the role and for pods', (props, name) => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', { ...ERP, ...props });
    const [spec, role] = synth(chart);
    expect([erp.credentialSpecName, spec.metadata.name]).toEqual([name, name]);
    expect(role.rules).toEqual([
      { apiGroups: ['windows.k8s.io'], resources: ['gmsacredentialspecs'], resourceNames: [name], verbs: ['use'] },
    ]);
  });

  test('offers the text that the webhook puts into pods: the credential spec of the resource, key by key', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    expect(erp.credentialSpecJson).toBe(JSON.stringify(synth(chart)[0].credspec));
  });

  test.each<[Partial<GmsaIdentityProps>, RegExp, string?]>([
    [{ accountName: 'CORP\\erp' }, /^shop\/erp: accountName is 'CORP\\erp': it carries the domain/],
    [{ domain: 'corp_example' }, /^shop\/erp: domain is 'corp_example' \(allowed: a DNS name/],
    [
      { domainSid: `${ERP.domainSid}-1104` },
      /^shop\/erp: domainSid is 'S-1-5-21-.*-1104': it is the SID of an account/,
    ],
    [{ domainGuid: 'erp' }, /^shop\/erp: domainGuid is 'erp' \(allowed: a GUID/],
    [{ netBiosName: undefined }, /^shop\/erp: netBiosName is missing/],
    [
      { credentialSpecName: 'gmsa-WebApp1' },
      /^shop\/erp: credentialSpecName is 'gmsa-WebApp1'\n.*DNS subdomain/,
      'gmsa-name',
    ],
    [{ metadata: { name: 'ERP' } }, /^shop\/erp: metadata\.name is 'ERP'\n/, 'gmsa-name'],
    [
      { accountName: 'ünit' },
      /^shop\/erp: credentialSpecName, derived from accountName, is 'gmsa-ünit'\n/,
      'gmsa-name',
    ],
    [
      { credentialSpecName: 'a', metadata: { name: 'b' } },
      /credentialSpecName is 'a': metadata\.name says something else/,
      'gmsa-name',
    ],
  ])('refuses %j and names prop, value and rule', (props, message, rule = 'gmsa-account-data') => {
    const make = () => new GmsaIdentity(chartOf(), 'erp', { ...ERP, ...props } as GmsaIdentityProps);
    expect(make).toThrow(message);
    expect(make).toThrow(`\n  Rule: ${rule} (`);
  });

  test('may have 64 KiB and not a byte more', () => {
    const withInput = (pluginInput: string) =>
      new GmsaIdentity(chartOf(), 'erp', {
        ...ERP,
        hostAccount: { pluginGuid: '859E1386-BDB4-49E8-85C7-3070B13920E1', pluginInput },
      });
    const room = 65536 - Buffer.byteLength(withInput('x').credentialSpecJson) + 1;
    expect(Buffer.byteLength(withInput('x'.repeat(room)).credentialSpecJson)).toBe(65536);
    expect(() => withInput('x'.repeat(room + 1))).toThrow(
      /credentialSpecJson is '65537 bytes' \(allowed: 65536 bytes\)[\s\S]*Rule: gmsa-spec-size /,
    );
    expect(() => withInput(`${'x'.repeat(room - 1)}é`)).toThrow(/65537 bytes/);
  });
});

describe('the file of New-CredentialSpec', () => {
  const FILE = {
    CmsPlugins: ['ActiveDirectory'],
    DomainJoinConfig: {
      Sid: ERP.domainSid,
      MachineAccountName: 'WebApp1',
      Guid: ERP.domainGuid,
      DnsTreeName: 'contoso.com',
      DnsName: 'contoso.com',
      NetBiosName: 'CONTOSO',
    },
    ActiveDirectoryConfig: {
      GroupManagedServiceAccounts: [
        { Name: 'WebApp1', Scope: 'CONTOSO' },
        { Name: 'WebApp1', Scope: 'contoso.com' },
        { Name: 'Jobs', Scope: 'LAB' },
      ],
      HostAccountConfig: {
        PortableCcgVersion: '1',
        PluginGUID: '{859E1386-BDB4-49E8-85C7-3070B13920E1}',
        PluginInput: 'vault:webapp1',
      },
    },
  };

  function read(file: unknown): GmsaIdentity {
    const json = typeof file === 'string' ? file : JSON.stringify(file, null, 4);
    return GmsaIdentity.fromCredentialSpecJson(chartOf(), 'erp', json);
  }

  test('becomes the credential spec', () => {
    const chart = chartOf();
    const identity = GmsaIdentity.fromCredentialSpecJson(chart, 'web', JSON.stringify(FILE), {
      metadata: { labels: { team: 'web' } },
    });
    expect(identity.credentialSpecName).toBe('gmsa-webapp1');
    expect(synth(chart)).toMatchSnapshot();
  });

  test('loses nothing on the way', () => {
    const { ActiveDirectoryConfig: directory, ...rest } = JSON.parse(read(FILE).credentialSpecJson);
    expect(rest).toEqual({ CmsPlugins: FILE.CmsPlugins, DomainJoinConfig: FILE.DomainJoinConfig });
    expect(directory.HostAccountConfig).toEqual(FILE.ActiveDirectoryConfig.HostAccountConfig);
    expect(directory.GroupManagedServiceAccounts).toEqual(
      expect.arrayContaining(FILE.ActiveDirectoryConfig.GroupManagedServiceAccounts),
    );
  });

  const join = (fields: object) => ({ ...FILE, DomainJoinConfig: { ...FILE.DomainJoinConfig, ...fields } });
  const directory = (fields: object) => ({
    ...FILE,
    ActiveDirectoryConfig: { ...FILE.ActiveDirectoryConfig, ...fields },
  });

  test.each<[unknown, RegExp, string?]>([
    [
      '{"CmsPlugins": ["ActiveDirectory"],}',
      /^shop\/erp: json is '.*': line 1, column 35: no comma may stand before '}'/,
    ],
    ['C:\\erp.json', /^shop\/erp: json is 'C:\\erp\.json': line 1, column 1: expected a value/],
    ['[]', /^shop\/erp: json is \[\] \(allowed: an object\)/],
    [{ ...FILE, credspec: {} }, /^shop\/erp: credspec is \{\}: GMSACredentialSpec has no such field \(allowed: Active/],
    [join({ Netbios: 'X' }), /DomainJoinConfig\.Netbios is 'X': GMSACredentialSpec has no such field/],
    [join({ toString: 'X' }), /DomainJoinConfig\.toString is 'X': GMSACredentialSpec has no such field/],
    [join({ Sid: 5 }), /DomainJoinConfig\.Sid is 5 \(allowed: a string\)/],
    [
      join({ Sid: 'S-1-5-32-544' }),
      /DomainJoinConfig\.Sid is 'S-1-5-32-544' \(allowed: the SID of the domain/,
      'gmsa-account-data',
    ],
    [join({ Guid: undefined }), /DomainJoinConfig\.Guid is missing/, 'gmsa-account-data'],
    [join({ DnsTreeName: undefined }), /DomainJoinConfig\.DnsTreeName is missing/],
    [join({ MachineAccountName: 'Other' }), /GroupManagedServiceAccounts is .*allowed: entries for Other/],
    [{ ...FILE, DomainJoinConfig: undefined }, /DomainJoinConfig is missing/],
    [{ ...FILE, CmsPlugins: ['Other'] }, /CmsPlugins is \["Other"\] \(allowed: \["ActiveDirectory"\]\)/],
    [directory({ GroupManagedServiceAccounts: {} }), /GroupManagedServiceAccounts is \{\} \(allowed: an array\)/],
    [
      directory({
        GroupManagedServiceAccounts: [...FILE.ActiveDirectoryConfig.GroupManagedServiceAccounts, { Name: 'x' }],
      }),
      /GroupManagedServiceAccounts\[3\]\.Scope is ''/,
      'gmsa-account-data',
    ],
    [
      directory({ HostAccountConfig: { PluginGUID: 'x' } }),
      /HostAccountConfig\.PluginGUID is 'x' \(allowed: a GUID/,
      'gmsa-account-data',
    ],
  ])('is refused as %j, with the place in the file', (file, message, rule = 'gmsa-spec-json') => {
    expect(() => read(file)).toThrow(message);
    expect(() => read(file)).toThrow(`\n  Rule: ${rule} (`);
  });
});

describe('the use of a credential spec', () => {
  const bindings = (chart: Chart) =>
    synth(chart, 'RoleBinding').map(({ metadata, subjects, roleRef }) => ({
      name: metadata.name,
      namespace: metadata.namespace,
      subject: subjects[0],
      role: roleRef.name,
    }));

  test('is bound in the namespace of the pods', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    erp.grantUse(new kplus.ServiceAccount(chart, 'jobs'), 'batch');
    expect(bindings(chart)).toEqual([
      {
        name: 'gmsa-erp-user_batch_shop-jobs',
        namespace: 'batch',
        subject: { kind: 'ServiceAccount', name: 'shop-jobs', namespace: 'batch' },
        role: 'gmsa-erp-user',
      },
    ]);
  });

  test('granted twice is granted once, whoever says it', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    const again = GmsaIdentity.fromCredentialSpecName(chart, 'again', 'gmsa-erp');
    const first = kplus.ServiceAccount.fromServiceAccountName(chart, 'first', 'web');
    const second = kplus.ServiceAccount.fromServiceAccountName(chart, 'second', 'web');
    erp.grantUse(first);
    erp.grantUse(second, 'shop');
    again.grantUse(first, 'shop');
    expect(bindings(chart)).toHaveLength(1);
    expect(synth(chart, 'ClusterRole')).toHaveLength(1);
  });

  test('in two namespaces by accounts of one name is two bindings of two names', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    const web = kplus.ServiceAccount.fromServiceAccountName(chart, 'web', 'web');
    erp.grantUse(web, 'a');
    erp.grantUse(web, 'b');
    expect(bindings(chart).map(({ name }) => name)).toEqual(['gmsa-erp-user_a_web', 'gmsa-erp-user_b_web']);
  });

  test.each<[string | undefined, string | undefined, string | undefined]>([
    ['shop', undefined, 'shop'],
    ['shop', 'default', 'shop'],
    ['shop', 'other', 'other'],
    [undefined, undefined, undefined],
  ])(
    'by an account of the cluster, in a chart of namespace %s and stated in %s, is bound in %s',
    (chartNamespace, stated, bound) => {
      const chart = chartOf({ namespace: chartNamespace });
      const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'web', 'web', { namespaceName: stated });
      new GmsaIdentity(chart, 'erp', ERP).grantUse(account);
      const [{ namespace, subject }] = bindings(chart);
      expect([namespace, subject.namespace]).toEqual([bound, bound]);
    },
  );

  test('is bound in the chart of the account, so that a chart without a namespace stays whole', () => {
    const app = new App({ outdir: OUTDIR });
    const identities = new Chart(app, 'identities', { namespace: 'identities' });
    const erp = new GmsaIdentity(identities, 'erp', ERP);
    const shop = chartOf({}, app);
    new WindowsDeployment(shop, 'web', { gmsa: erp, containers: [{ image: IMAGE }] });
    expect(bindings(identities)).toEqual([]);
    expect(bindings(shop)).toEqual([
      {
        name: 'gmsa-erp-user_shop-web-serviceaccount',
        namespace: undefined,
        subject: { kind: 'ServiceAccount', name: 'shop-web-serviceaccount' },
        role: 'gmsa-erp-user',
      },
    ]);
  });

  test('of a spec that exists already needs a role with a name of its own, made with the first grant', () => {
    const chart = chartOf();
    const erp = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
    expect(synth(chart)).toEqual([]);
    new WindowsDeployment(chart, 'web', { gmsa: erp, containers: [{ image: IMAGE }] });
    new WindowsDeployment(chart, 'api', { gmsa: erp, containers: [{ image: IMAGE }] });
    const [role, ...others] = synth(chart, 'ClusterRole');
    expect(others).toEqual([]);
    expect(role).toMatchObject({
      metadata: { name: 'shop-erp-role' },
      rules: [{ resourceNames: ['gmsa-erp'], verbs: ['use'] }],
    });
    expect(role.metadata.namespace).toBeUndefined();
    expect(bindings(chart).map((binding) => binding.role)).toEqual(['shop-erp-role', 'shop-erp-role']);
  });

  test('of a spec that exists already takes the role that exists already', () => {
    const chart = chartOf();
    const erp = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp', { clusterRoleName: 'webapp1-role' });
    erp.grantUse(new kplus.ServiceAccount(chart, 'web'));
    expect(synth(chart, 'ClusterRole')).toEqual([]);
    expect(bindings(chart)[0].role).toBe('webapp1-role');
  });

  test('needs a name that the API server takes', () => {
    expect(() => GmsaIdentity.fromCredentialSpecName(chartOf(), 'erp', 'gmsa-WebApp1')).toThrow(
      /^shop\/erp: credentialSpecName is 'gmsa-WebApp1'\n/,
    );
  });
});

describe('a workload with a gMSA', () => {
  const WORKLOADS: [string, (chart: Chart, props: WindowsPodProps) => kplus.AbstractPod][] = [
    ['Pod', (chart, props) => new WindowsPod(chart, 'web', props)],
    ['Deployment', (chart, props) => new WindowsDeployment(chart, 'web', props)],
    ['DaemonSet', (chart, props) => new WindowsDaemonSet(chart, 'web', props)],
    ['StatefulSet', (chart, props) => new WindowsStatefulSet(chart, 'web', { ...props, service: serviceOf(chart) })],
    ['Job', (chart, props) => new WindowsJob(chart, 'web', props)],
    ['CronJob', (chart, props) => new WindowsCronJob(chart, 'web', { ...props, schedule: Cron.daily() })],
  ];
  const gmsaContainer = (gmsa: WindowsContainerProps['gmsa']): WindowsContainerProps => ({
    name: 'late',
    image: IMAGE,
    gmsa,
  });

  function podSpecOf(manifest: Manifest): Manifest {
    const spec = manifest.spec.jobTemplate?.spec ?? manifest.spec;
    return spec.template?.spec ?? spec;
  }

  function check(chart: Chart, kind: string): void {
    const spec = podSpecOf(synth(chart, kind)[0]);
    const [account] = synth(chart, 'ServiceAccount');
    expect(spec.serviceAccountName).toBe(account.metadata.name);
    expect(synth(chart, 'RoleBinding').map(({ subjects }) => subjects)).toEqual([
      [{ kind: 'ServiceAccount', name: account.metadata.name, namespace: 'shop' }],
    ]);
  }

  test.each(WORKLOADS)('is a %s with an account of its own, to which the spec is granted', (kind, make) => {
    const chart = chartOf();
    make(chart, { gmsa: new GmsaIdentity(chart, 'erp', ERP), containers: [{ image: IMAGE }] });
    check(chart, kind);
  });

  test.each(WORKLOADS)('is a %s also when a container brings the gMSA after it was made', (kind, make) => {
    const chart = chartOf();
    const pod = make(chart, { containers: [{ image: IMAGE }] });
    pod.addContainer(gmsaContainer(new GmsaIdentity(chart, 'erp', ERP)));
    check(chart, kind);
  });

  test('is one also when a container of another workload is attached', () => {
    const chart = chartOf();
    const erp = new GmsaIdentity(chart, 'erp', ERP);
    const other = new WindowsDeployment(chart, 'other', { containers: [gmsaContainer(erp)] });
    const web = new WindowsDeployment(chart, 'web', { containers: [{ image: IMAGE }] });
    web.attachContainer(other.containers[0]);
    expect(web.serviceAccount).toBeDefined();
    expect(synth(chart, 'RoleBinding').map(({ subjects }) => subjects[0].name)).toContain(web.serviceAccount?.name);
  });

  test('uses each spec that a container names, and shares one account among them', () => {
    const chart = chartOf();
    const [erp, crm] = ['erp', 'crm'].map(
      (accountName) => new GmsaIdentity(chart, accountName, { ...ERP, accountName }),
    );
    const web = new WindowsDeployment(chart, 'web', { gmsa: erp, containers: [{ image: IMAGE }, gmsaContainer(crm)] });
    web.addContainer({ ...gmsaContainer(crm), name: 'later' });
    const accounts = synth(chart, 'ServiceAccount');
    expect(accounts).toHaveLength(1);
    expect(synth(chart, 'RoleBinding').map(({ metadata }) => metadata.name)).toEqual([
      'gmsa-erp-user_shop_shop-web-serviceaccount',
      'gmsa-crm-user_shop_shop-web-serviceaccount',
    ]);
  });

  test('keeps the account that it was given, and nothing is granted to others', () => {
    const chart = chartOf();
    const account = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'web');
    const gmsa = new GmsaIdentity(chart, 'erp', ERP);
    new WindowsDeployment(chart, 'web', { gmsa, serviceAccount: account, containers: [{ image: IMAGE }] });
    expect(synth(chart, 'ServiceAccount')).toEqual([]);
    expect(synth(chart, 'Deployment')[0].spec.template.spec.serviceAccountName).toBe('web');
    expect(synth(chart, 'RoleBinding')[0].subjects).toEqual([
      { kind: 'ServiceAccount', name: 'web', namespace: 'shop' },
    ]);
  });

  describe('runs as Network Service, which carries the identity', () => {
    const IIS = 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022';
    const usersOf = (kind: string, make: (typeof WORKLOADS)[number][1], props: WindowsPodProps) => {
      const chart = chartOf();
      make(chart, { gmsa: GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp'), ...props });
      const { containers, initContainers } = podSpecOf(synth(chart, kind)[0]) as unknown as kplus.k8s.PodSpec;
      return [...(initContainers ?? []), ...containers].map(
        ({ securityContext }) => securityContext?.windowsOptions?.runAsUserName,
      );
    };
    const [init, main] = [{ name: 'init', image: IMAGE }, { image: IMAGE }];

    test.each(WORKLOADS)('in the containers and the init containers of a %s', (kind, make) => {
      const users = usersOf(kind, make, { initContainers: [init], containers: [main] });
      expect(users).toEqual(['NT AUTHORITY\\NETWORK SERVICE', 'NT AUTHORITY\\NETWORK SERVICE']);
    });

    test.each(WORKLOADS)('unless a container of a %s says otherwise', (kind, make) => {
      const runAsUserName = RunAsUser.CONTAINER_USER;
      const users = usersOf(kind, make, { initContainers: [{ ...init, runAsUserName }], containers: [main] });
      expect(users).toEqual(['ContainerUser', 'NT AUTHORITY\\NETWORK SERVICE']);
    });

    test.each(WORKLOADS)('unless a %s says otherwise for all of them', (kind, make) => {
      const props = { initContainers: [init], containers: [main] };
      expect(usersOf(kind, make, { ...props, runAsUserName: RunAsUser.CONTAINER_USER })).toEqual([
        undefined,
        undefined,
      ]);
      expect(usersOf(kind, make, { ...props, runAsUserName: RunAsUser.of('app') })).toEqual(['app', 'app']);
    });

    test.each(WORKLOADS)('but for the images of a %s that start IIS', (kind, make) => {
      const users = usersOf(kind, make, { initContainers: [init], containers: [{ image: IIS }] });
      expect(users).toEqual(['NT AUTHORITY\\NETWORK SERVICE', undefined]);
    });
  });

  test('comes after its account and its right, without which a bare pod is refused', () => {
    const chart = chartOf();
    new WindowsPod(chart, 'web', { gmsa: new GmsaIdentity(chart, 'erp', ERP), containers: [{ image: IMAGE }] });
    const kinds = synth(chart).map(({ kind }) => kind);
    expect(kinds.slice(-3)).toEqual(['ServiceAccount', 'RoleBinding', 'Pod']);
  });

  test('does not order the charts of the app when its account is in another', () => {
    const folder = join(OUTDIR, 'two-charts');
    rmSync(folder, { recursive: true, force: true });
    const app = new App({ outdir: folder });
    const accounts = new Chart(app, 'accounts', { namespace: 'shop' });
    const serviceAccount = new kplus.ServiceAccount(accounts, 'web');
    const shop = chartOf({ namespace: 'shop' }, app);
    const gmsa = GmsaIdentity.fromCredentialSpecName(shop, 'erp', 'gmsa-erp');
    new WindowsDeployment(shop, 'web', { gmsa, serviceAccount, containers: [{ image: IMAGE }] });
    app.synth();
    // With dependencies between charts cdk8s would number the files.
    expect(readdirSync(folder).sort()).toEqual(['accounts.k8s.yaml', 'shop.k8s.yaml']);
    expect(synth(accounts, 'RoleBinding')).toHaveLength(1);
  });

  test('is no HostProcess workload, neither as a pod nor by a container that comes later', () => {
    const chart = chartOf({ namespace: 'kube-system' });
    const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
    const host = new HostProcessDeployment(chart, 'host', { containers: [{ image: IMAGE }] });
    expect(() => host.addContainer(gmsaContainer(gmsa))).toThrow(/^shop\/host: containers\[1\]\.gmsa is 'gmsa-erp'/);
  });
});

function serviceOf(chart: Chart): kplus.Service {
  return new kplus.Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 80 }] });
}
