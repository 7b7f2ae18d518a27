import { type App, Chart, Cron, Testing } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import { GmsaIdentity, GmsaWebhook, WindowsCronJob, WindowsDeployment, WindowsPod } from 'cdk8s-windows';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Manifest, shop, synth } from '../synth';
import { type Account, type Deed, isAllowed, isAllowedIn, type Rules, rulesIn, tokenOf } from './access-review';
import { ApiClient } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { until } from './api/until';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { install, namespaceNamed, uninstall } from './installation';
import { record } from './report/section';

const [SHOP, STAFF, LATER, WEBHOOK] = ['shop', 'staff', 'later', 'webhook'].map((name) => `gmsa-rights-${name}`);
const [ERP, JOBS, LEGACY, NOBODYS] = ['erp', 'jobs', 'legacy', 'nobodys'].map((name) => `gmsa-rights-${name}`);
const SPECS = [ERP, JOBS, LEGACY, NOBODYS];
const NAMESPACES = [SHOP, STAFF, LATER];
const ACCOUNTS = ['default', 'web', 'api', 'plain', 'reports', 'existing', 'night', 'sync'];
const CONTAINERS = [{ image: 'registry.example/web:ltsc2022' }];
const DOMAIN = {
  domain: 'corp.example',
  netBiosName: 'CORP',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
};

/** Who may use what once everything is there, and nobody else anything. */
const GRANTED = [
  [SHOP, 'web', ERP],
  [SHOP, 'api', JOBS],
  [SHOP, 'night', ERP],
  [SHOP, 'night', JOBS],
  [SHOP, 'reports', ERP],
  [STAFF, 'web', JOBS],
  [STAFF, 'existing', ERP],
  [STAFF, 'plain', LEGACY],
  [LATER, 'sync', ERP],
].map((grant) => grant.join(' '));

/** Pods, containers and explicit grants in two namespaces and in a chart that gets its namespace when it is applied. */
function manifests(): Manifest[] {
  const chart = shop({ namespace: SHOP, disableResourceNameHashes: true });
  const app = chart.node.root as App;
  const account = (scope: Chart, name: string) => new ServiceAccount(scope, `account ${name}`, { metadata: { name } });
  const identity = (accountName: string, credentialSpecName: string) =>
    new GmsaIdentity(chart, accountName, { ...DOMAIN, accountName, credentialSpecName });
  const [erp, jobs] = [identity('erp', ERP), identity('jobs', JOBS)];
  identity('nobody', NOBODYS);
  new WindowsDeployment(chart, 'web', { gmsa: erp, serviceAccount: account(chart, 'web'), containers: CONTAINERS });
  new WindowsDeployment(chart, 'api', {
    serviceAccount: account(chart, 'api'),
    containers: [
      { ...CONTAINERS[0], gmsa: jobs },
      { ...CONTAINERS[0], name: 'sidecar' },
    ],
  });
  new WindowsCronJob(chart, 'night-job', {
    schedule: Cron.daily(),
    gmsa: erp,
    serviceAccount: account(chart, 'night'),
    containers: [{ ...CONTAINERS[0], gmsa: jobs }],
  });
  new WindowsDeployment(chart, 'plain', { serviceAccount: account(chart, 'plain'), containers: CONTAINERS });
  erp.grantUse(account(chart, 'reports'));

  const staff = new Chart(app, 'staff', { namespace: STAFF });
  new WindowsPod(staff, 'web', { gmsa: jobs, serviceAccount: account(staff, 'web'), containers: CONTAINERS });
  const legacy = GmsaIdentity.fromCredentialSpecName(staff, 'legacy', LEGACY);
  legacy.grantUse(account(staff, 'plain'));
  const known = GmsaIdentity.fromCredentialSpecName(staff, 'known', ERP, { clusterRoleName: erp.clusterRoleName });
  known.grantUse(ServiceAccount.fromServiceAccountName(staff, 'existing', 'existing', { namespaceName: STAFF }));

  const later = new Chart(app, 'later');
  new WindowsDeployment(later, 'sync', { gmsa: erp, serviceAccount: account(later, 'sync'), containers: CONTAINERS });
  const applied = Testing.synth(later).map((manifest: Manifest) => ({
    ...manifest,
    metadata: { ...manifest.metadata, namespace: LATER },
  }));
  return [
    ...NAMESPACES.map((name) => namespaceNamed(name)),
    ...Testing.synth(chart),
    ...Testing.synth(staff),
    ...applied,
  ];
}

function webhook(): Manifest[] {
  return synth((chart) => {
    new GmsaWebhook(chart, 'webhook', { name: 'gmsa-rights', namespaceName: WEBHOOK, installCrd: false });
  });
}

/** Who may do what the role says. */
interface Binding extends Manifest {
  readonly roleRef: { readonly kind: string; readonly name: string };
  /** An account without a namespace is one of the binding's. */
  readonly subjects: readonly { readonly namespace?: string; readonly name: string }[];
}

interface Role extends Manifest {
  readonly rules: readonly { readonly resourceNames: readonly string[] }[];
}

const toUse = (name: string, namespace?: string): Deed => ({
  verb: 'use',
  group: 'windows.k8s.io',
  resource: 'gmsacredentialspecs',
  name,
  namespace,
});

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  const identities = manifests();
  const installation = webhook();
  const counts = { asked: 0, allowed: 0, necessary: 0 };
  let cluster: JudgedCluster;

  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    await install(cluster, [...identities, ...installation]);
    await until('the rights are known', async () => (await granted()).length >= GRANTED.length);
  });
  record('gmsa-authorization', minor, () => ({
    title: 'gMSA: who may use which credential spec',
    explanation: `The API server was asked, as the gMSA webhook asks it, whether each account of three namespaces may use each
of four credential specs. It said yes where a pod of the account names the spec or its use was granted, and to nobody else.
Without any one role or binding exactly the rights that it gives are gone.`,
    counts: {
      'questions answered as meant': { seen: counts.asked, of: NAMESPACES.length * ACCOUNTS.length * SPECS.length },
      'of these with yes': { seen: counts.allowed, of: counts.asked },
      'roles and bindings that are necessary': { seen: counts.necessary, of: counts.necessary },
    },
  }));
  afterAll(async () => {
    await uninstall(cluster, [...identities, ...installation]);
    cluster.close();
  });

  /** All that is allowed of every account of every namespace on every credential spec, asked as the webhook asks. */
  async function granted(): Promise<string[]> {
    const questions = NAMESPACES.flatMap((namespace) =>
      ACCOUNTS.flatMap((name) => SPECS.map((spec) => ({ account: { namespace, name }, spec }))),
    );
    const answers = await Promise.all(
      questions.map(({ account, spec }) => isAllowedIn(account.namespace, cluster, account, toUse(spec))),
    );
    return questions
      .filter((_, index) => answers[index])
      .map(({ account: { namespace, name }, spec }) => `${namespace} ${name} ${spec}`);
  }

  async function clientOf(account: Account): Promise<ApiClient> {
    return new ApiClient({ ...inject('clusters')[minor], token: await tokenOf(cluster, account) });
  }

  /** What one account may do and the other may not. */
  async function difference(account: Account, other: Account, namespace: string): Promise<Rules> {
    const [more, less] = await Promise.all(
      [account, other].map(async (holder) => {
        const client = await clientOf(holder);
        const rules = await rulesIn(namespace, client);
        client.close();
        return rules;
      }),
    );
    const beyond = (field: keyof Rules) => {
      const common = less[field].map((rule) => JSON.stringify(rule));
      return more[field].filter((rule) => !common.includes(JSON.stringify(rule)));
    };
    return { resourceRules: beyond('resourceRules'), nonResourceRules: beyond('nonResourceRules') };
  }

  describe('a credential spec', () => {
    test('may be used by the accounts of the pods that name it and by those it was granted, and by no other', async () => {
      const allowed = await granted();
      expect(allowed.sort()).toEqual([...GRANTED].sort());
      counts.asked += NAMESPACES.length * ACCOUNTS.length * SPECS.length;
      counts.allowed += allowed.length;
    });

    test('may be used where the pods are and nowhere else', async () => {
      for (const grant of GRANTED) {
        const [namespace, name, spec] = grant.split(' ');
        const places = [...NAMESPACES, 'kube-system', undefined];
        const allowed = await Promise.all(
          places.map((place) => isAllowed(cluster, { namespace, name }, toUse(spec, place))),
        );
        expect([grant, places.filter((_, index) => allowed[index])]).toEqual([grant, [namespace]]);
      }
    });

    test.each([
      ['another verb', ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', '*'].map((verb) => ({ verb }))],
      ['all specs at once', [{ name: '' }, { name: '*' }]],
      ['a subresource', [{ subresource: 'status' }, { subresource: '*' }]],
      ['another kind', ['*', 'secrets', 'pods', 'gmsacredentialspec'].map((resource) => ({ resource }))],
      ['another group', ['', '*', 'apps'].map((group) => ({ group }))],
    ])('cannot be turned into %s', async (_, changes: Partial<Deed>[]) => {
      const account = { namespace: SHOP, name: 'web' };
      const deed = toUse(ERP, SHOP);
      expect(await isAllowed(cluster, account, deed)).toBe(true);
      const allowed = await Promise.all(changes.map((change) => isAllowed(cluster, account, { ...deed, ...change })));
      expect(changes.filter((_, index) => allowed[index])).toEqual([]);
    });

    test('is the whole of what its use adds to an account', async () => {
      const [web, plain] = ['web', 'plain'].map((name) => ({ namespace: SHOP, name }));
      expect(await difference(web, plain, SHOP)).toEqual({
        resourceRules: [
          { verbs: ['use'], apiGroups: ['windows.k8s.io'], resources: ['gmsacredentialspecs'], resourceNames: [ERP] },
        ],
        nonResourceRules: [],
      });
      expect(await difference(web, plain, STAFF)).toEqual({ resourceRules: [], nonResourceRules: [] });
    });

    const bindings = identities.filter(({ kind }) => kind === 'RoleBinding') as Binding[];
    const roles = identities.filter(({ kind }) => kind.endsWith('Role')) as Role[];

    // loops, since test.each would cut the names short
    for (const binding of bindings) {
      const { namespace, name } = binding.metadata;
      test(`is lost without RoleBinding ${namespace}/${name}, by its accounts alone, and comes back with it`, () =>
        expectLost(binding, grantsOf(binding)));
    }

    for (const role of roles.filter((candidate) => bindings.some((binding) => isBound(binding, candidate)))) {
      const bound = bindings.filter((binding) => isBound(binding, role));
      test(`is lost by all without ${role.kind} ${role.metadata.name}, and comes back with it`, () =>
        expectLost(role, bound.flatMap(grantsOf)));
    }

    test('is bound for these alone', () => {
      expect(bindings.flatMap(grantsOf).sort()).toEqual([...GRANTED].sort());
    });

    function isBound({ roleRef, metadata }: Binding, role: Role): boolean {
      const isThere = role.kind === 'ClusterRole' || role.metadata.namespace === metadata.namespace;
      return isThere && roleRef.kind === role.kind && roleRef.name === role.metadata.name;
    }

    /** `namespace account spec` of all that hangs on a binding. */
    function grantsOf(binding: Binding): string[] {
      const specs = roles.filter((role) => isBound(binding, role)).flatMap(({ rules }) => rules[0].resourceNames);
      const { namespace: own } = binding.metadata;
      return binding.subjects.flatMap(({ namespace = own, name }) =>
        specs.map((spec) => `${namespace} ${name} ${spec}`),
      );
    }

    /** Deleted, the object takes these rights along and no others; applied again, it brings them back. */
    async function expectLost(manifest: Manifest, lost: readonly string[]): Promise<void> {
      expect(lost).not.toEqual([]);
      await cluster.delete(manifest);
      try {
        await until('the right is lost', async () => (await granted()).length === GRANTED.length - lost.length);
        expect((await granted()).sort()).toEqual(GRANTED.filter((grant) => !lost.includes(grant)).sort());
      } finally {
        await cluster.apply(manifest);
      }
      await until('the right is back', async () => (await granted()).length === GRANTED.length);
      counts.necessary++;
    }
  });

  describe('the account of the webhook', () => {
    const account = { namespace: WEBHOOK, name: 'gmsa-rights' };
    const everyone = { namespace: WEBHOOK, name: 'default' };
    let client: ApiClient;
    beforeAll(async () => {
      client = await clientOf(account);
    });
    afterAll(() => client.close());

    test.each([WEBHOOK, SHOP, 'kube-system'])(
      'may read single credential specs and ask about accounts, in namespace %s as in every other, and nothing else',
      async (namespace) => {
        const rules = await difference(account, everyone, namespace);
        expect(rules.nonResourceRules).toEqual([]);
        expect(rules.resourceRules).toHaveLength(2);
        expect(rules.resourceRules).toEqual(
          expect.arrayContaining([
            { verbs: ['get'], apiGroups: ['windows.k8s.io'], resources: ['gmsacredentialspecs'] },
            { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'] },
          ]),
        );
      },
    );

    test('can do both with the token of its pods', async () => {
      const { credspec } = await client.get(`/apis/windows.k8s.io/v1/gmsacredentialspecs/${ERP}`);
      expect(credspec).toEqual(identities.find(({ kind }) => kind === 'GMSACredentialSpec')?.credspec);
      const asks = (name: string) => isAllowedIn(SHOP, client, { namespace: SHOP, name }, toUse(ERP));
      expect([await asks('web'), await asks('plain')]).toEqual([true, false]);
    });

    test.each([
      ['list credential specs', 'GET', '/apis/windows.k8s.io/v1/gmsacredentialspecs'],
      ['delete a credential spec', 'DELETE', `/apis/windows.k8s.io/v1/gmsacredentialspecs/${ERP}`],
      ['read its own Secrets', 'GET', `/api/v1/namespaces/${WEBHOOK}/secrets`],
      ['read Secrets of others', 'GET', `/api/v1/namespaces/${SHOP}/secrets`],
      ['read pods', 'GET', `/api/v1/namespaces/${SHOP}/pods`],
      ['read accounts', 'GET', `/api/v1/namespaces/${SHOP}/serviceaccounts/web`],
    ])('cannot %s', async (_, method, path) => {
      expect((await client.call(method, path, { query: { dryRun: 'All' } })).status).toBe(403);
    });

    test('may not use a credential spec itself', async () => {
      expect(await isAllowed(cluster, account, { ...toUse(ERP), verb: 'get' })).toBe(true);
      expect(await isAllowed(cluster, account, toUse(ERP))).toBe(false);
    });
  });
});
