import { GmsaWebhookCertificate } from 'cdk8s-windows';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { type Answer, isAccepted, type Status } from './api/api-client';
import { until } from './api/until';
import { issueAndInject } from './cert-manager';
import { type ServingCertificate, servingCertificate } from './control-plane/control-plane';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import {
  configurationsOf,
  DISABLED,
  ENABLED,
  EXEMPT,
  GmsaSite,
  HOST,
  LISTED,
  LISTENS,
  POD_NAME,
  podWith,
  SHOP,
  SPEC,
  type StoredPod,
  SYSTEM,
  webhookFor,
  workloads,
} from './gmsa-site';
import { record } from './report/section';

const NAMED = { gmsaCredentialSpecName: SPEC };
const GMSA_POD = podWith({ pod: NAMED });
const PLAIN_POD = podWith({ pod: { runAsUserName: 'ContainerUser' } });
const CREATED = ['CREATE pods → /mutate', 'CREATE pods → /validate'];
const LEFT_ALONE = [SYSTEM, 'kube-system', LISTED, DISABLED, EXEMPT];
/** Pods, and where a server that creates them calls. */
const KINDS_OF_PODS: [string, Manifest, string[]][] = [
  ['that names a gMSA', GMSA_POD, CREATED],
  ['of which a container names one', podWith({ container: NAMED }), CREATED],
  ['of which an init container names one', podWith({ init: NAMED }), CREATED],
  ['with the contents of a credential spec', podWith({ container: { gmsaCredentialSpec: '{}' } }), CREATED],
  ['with other options of Windows', PLAIN_POD, []],
  ['with no option of Windows', podWith({}), []],
];
const POD = `/api/v1/namespaces/${SHOP}/pods/${POD_NAME}`;

const messageOf = ({ body }: Answer) => (body as unknown as Status).message;

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  const { manifests: shop, credentialSpecJson } = workloads();
  let site: GmsaSite;
  let certificate: ServingCertificate;
  let webhook: Manifest[];
  const counts = { pods: 0, namespaces: 0 };

  beforeAll(async () => {
    certificate = await servingCertificate(minor, HOST);
    webhook = webhookFor(minor, { certificate: pem() });
    site = await GmsaSite.open(minor);
    await site.install(webhook);
    await site.run(webhook);
    await site.untilSent(podWith({ pod: { gmsaCredentialSpec: '{}' }, account: 'default' }));
    await site.install(shop);
    await until('the pods are made', async () => (await site.pods(SHOP)).length === 4);
  });
  afterAll(async () => {
    await site.close();
  });
  record('gmsa-webhook', minor, () => ({
    title: 'gMSA: what reaches the webhook',
    explanation: `Pods were created with the configuration of GmsaWebhook in force, and the program behind its Service (written
anew, not the published image) noted which of them the API server sent to it.`,
    counts: {
      'kinds of pods that arrive, or do not, as documented': { seen: counts.pods, of: counts.pods },
      'kinds of namespaces that it leaves alone': { seen: counts.namespaces, of: counts.namespaces },
    },
  }));

  function pem(): GmsaWebhookCertificate {
    const { ca: caBundle, key: privateKey } = certificate;
    return GmsaWebhookCertificate.pem({ certificate: certificate.certificate, privateKey, caBundle });
  }

  /** The scheduler has had its say, so that nobody else writes the pod. */
  async function createScheduled(pod: Manifest): Promise<void> {
    await site.cluster.create(pod);
    await until('the scheduler has looked at the pod', async () => {
      const { conditions } = (await site.cluster.get<{ status: { conditions?: unknown[] } }>(POD)).status;
      return conditions !== undefined;
    });
  }

  describe('the webhook sees', () => {
    test.each(KINDS_OF_PODS)('a pod %s as it should', async (_, pod, routes) => {
      expect(await site.routesOf(() => site.dryRun(pod))).toEqual(routes);
      counts.pods++;
    });

    test.each(['default', ENABLED])('gMSA pods of namespace %s', async (namespace) => {
      expect(await site.routesOf(() => site.dryRun(podWith({ pod: NAMED }, namespace)))).toEqual(CREATED);
    });

    test.each(LEFT_ALONE)('no pods of namespace %s, which get by without', async (namespace) => {
      let answer: Answer | undefined;
      const routes = await site.routesOf(async () => {
        answer = await site.dryRun(podWith({ pod: NAMED }, namespace));
      });
      expect([answer?.status, routes]).toEqual([201, []]);
      expect(answer?.body.spec.securityContext).toEqual({ runAsNonRoot: true, windowsOptions: NAMED });
      counts.namespaces++;
    });

    test('what is only tried as well, told so, and is given ten seconds for its answer', async () => {
      const arrivals = await site.arrivalsOf(() => site.dryRun(GMSA_POD));
      expect(arrivals.map(({ timeout, request }) => [timeout, request.dryRun])).toEqual([
        ['10s', true],
        ['10s', true],
      ]);
    });

    test('updates of gMSA pods, but no change of their status, no eviction and no deletion', async () => {
      const seen = { metadata: { labels: { seen: 'yes' } } };
      await createScheduled(GMSA_POD);
      expect(await routesOf('PATCH', POD, seen)).toEqual(['UPDATE pods → /validate']);
      expect(await routesOf('PATCH', `${POD}/status`, { status: { message: 'seen' } })).toEqual([]);
      expect(await routesOf('DELETE', POD)).toEqual([]);
      await createScheduled(PLAIN_POD);
      expect(await routesOf('PATCH', POD, seen)).toEqual([]);
      const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: POD_NAME, namespace: SHOP } };
      expect(await routesOf('POST', `${POD}/eviction`, eviction)).toEqual([]);
    });

    /** A request that the API server must grant. */
    async function routesOf(method: string, path: string, body?: unknown): Promise<string[]> {
      const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      return site.routesOf(async () => {
        expect(isAccepted(await site.cluster.call(method, path, { body, contentType }))).toBe(true);
      });
    }

    test('no workload itself, and nothing else that speaks of credential specs', async () => {
      const others = shop.filter(({ kind }) => kind !== 'Pod');
      const kinds = ['Deployment', 'GMSACredentialSpec', 'RoleBinding', 'ServiceAccount'];
      expect(others.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
      const again = others.map((manifest) => ({
        ...manifest,
        metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-again` },
      }));
      const routes = await site.routesOf(
        async () => {
          for (const manifest of again) expect((await site.dryRun(manifest)).status).toBe(201);
        },
        again.map(({ metadata }) => metadata.name),
      );
      expect(routes).toEqual([]);
    });
  });

  describe('the pods of a workload', () => {
    test('get the contents of the credential spec where they name it, and host names of their own', async () => {
      const pods = await site.pods(SHOP);
      const of = (name: string) => pods.filter(({ metadata }) => metadata.name.startsWith(`${name}-`));
      for (const { spec } of of('web')) {
        expect(spec.securityContext?.windowsOptions).toMatchObject({
          ...NAMED,
          gmsaCredentialSpec: credentialSpecJson,
        });
        expect(spec.containers[0].securityContext?.windowsOptions).not.toHaveProperty('gmsaCredentialSpec');
      }
      const [api] = of('api');
      expect(
        api.spec.containers.map(({ securityContext }) => securityContext?.windowsOptions?.gmsaCredentialSpec),
      ).toEqual([undefined, credentialSpecJson]);
      const hostnames = [...of('web'), api].map(({ spec }) => spec.hostname);
      expect(hostnames).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f-]{15}$/)));
      expect(new Set(hostnames).size).toBe(3);
      expect(of('plain').map(({ spec }) => [spec.hostname, spec.securityContext?.windowsOptions])).toEqual([
        [undefined, undefined],
      ]);
    });

    test('keep a host name that they have', async () => {
      const { body } = await site.dryRun(podWith({ pod: NAMED, hostname: 'erp-1' }));
      expect(body.spec.hostname).toBe('erp-1');
    });

    test('are refused with the reason on the ReplicaSet when their account may not use the credential spec', async () => {
      const web = shop.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web') as Manifest;
      const text = JSON.stringify(web).replace('"serviceAccountName":"web"', '"serviceAccountName":"default"');
      const intruder: Manifest = { ...JSON.parse(text), metadata: { name: 'intruder', namespace: SHOP } };
      await site.cluster.create(intruder);
      const reason = async () => {
        const { status } = (await site.cluster.read(intruder)) as unknown as Reported;
        return status.conditions?.find(({ type }) => type === 'ReplicaFailure')?.message;
      };
      await until('the refusal is reported', reason);
      expect(await reason()).toContain(`account default may not use ${SPEC}`);
      await site.cluster.deletePath(await site.cluster.pathOf(intruder), { propagationPolicy: 'Foreground' });
      await until('nobody tries any more', async () => (await site.cluster.read(intruder)) === undefined);
    });
  });

  describe('a refusal reaches the user with its reason', () => {
    test.each([
      ['an account without the right', podWith({ pod: NAMED, account: 'default' }), 403, /account default may not use/],
      ['a right that a container lacks', podWith({ container: NAMED, account: 'default' }), 403, /may not use/],
      [
        'no such credential spec',
        podWith({ pod: { gmsaCredentialSpecName: 'nobodys' } }),
        404,
        /nobodys cannot be read/,
      ],
      ['contents without a name', podWith({ pod: { gmsaCredentialSpec: '{}' } }), 422, /contents without a name/],
      ['other contents', podWith({ pod: { ...NAMED, gmsaCredentialSpec: '{}' } }), 422, /contents differ/],
    ])('%s', async (_, pod, status, reason) => {
      const answer = await site.dryRun(pod);
      expect(answer.status).toBe(status);
      expect(messageOf(answer)).toMatch(/^admission webhook "admission-webhook.windows-gmsa.sigs.k8s.io" denied/);
      expect(messageOf(answer)).toMatch(reason);
    });
  });

  describe('while the webhook is away', () => {
    beforeAll(async () => {
      await createScheduled(GMSA_POD);
      await site.network.close();
    });
    afterAll(async () => {
      await site.network.open();
      await site.cluster.deletePath(POD);
      await site.untilAdmitted(GMSA_POD);
    });

    test('no gMSA pod can be made, and none can be changed', async () => {
      const answers = [
        await site.dryRun(podWith({ pod: NAMED })),
        await site.dryRun(podWith({ container: NAMED })),
        await site.cluster.call('PATCH', POD, {
          body: { metadata: { labels: { seen: 'again' } } },
          contentType: 'application/merge-patch+json',
        }),
      ];
      for (const answer of answers) {
        expect([answer.status, messageOf(answer)]).toEqual([500, expect.stringContaining('failed calling webhook')]);
      }
    });

    test('all other pods can be made', async () => {
      expect((await site.dryRun({ ...PLAIN_POD, metadata: { name: 'other', namespace: SHOP } })).status).toBe(201);
    });

    test.each(LEFT_ALONE)('those of namespace %s can be made', async (namespace) => {
      expect((await site.dryRun(podWith({ pod: NAMED }, namespace))).status).toBe(201);
    });

    test('gMSA pods go on reporting, and can be deleted', async () => {
      await site.cluster.patch(`${POD}/status`, { status: { message: 'alive' } });
      await site.cluster.deletePath(POD, { dryRun: 'All' });
    });

    test('its own pods can be made', () => expectOwnPodsToComeBack());
  });

  /** The controller replaces pods that are deleted. There are more than two during a rollout, since none gets ready here. */
  async function expectOwnPodsToComeBack(): Promise<void> {
    const names = async () => (await site.pods(SYSTEM)).map(({ metadata }) => metadata.name);
    await until('there are pods', async () => (await names()).length >= 2);
    const before = await names();
    await site.cluster.deletePath(`/api/v1/namespaces/${SYSTEM}/pods`);
    await until('all are replaced', async () => {
      const now = await names();
      return now.length >= 2 && !now.some((name) => before.includes(name));
    });
  }

  describe('the API server', () => {
    test('calls port 443 of the Service and no other', async () => {
      const { clusterIP } = (await site.cluster.get(`/api/v1/namespaces/${SYSTEM}/services/gmsa`)).spec;
      expect(new Set(site.network.connections)).toEqual(new Set([`${clusterIP}:443 → ${LISTENS}`]));
    });

    test('finds nobody behind a port that the container does not declare', async () => {
      const service = webhook.find(({ kind }) => kind === 'Service') as Manifest;
      const elsewhere = { ...service, spec: { ...service.spec, ports: [{ port: 443, targetPort: 8443 }] } };
      await site.cluster.apply(elsewhere);
      // connections that are there already would go on
      site.network.cut();
      expect(messageOf(await site.dryRun(GMSA_POD))).toContain('no container of gmsa declares port 8443');
      await site.cluster.apply(service);
      await site.untilAdmitted(GMSA_POD);
    });

    test('trusts the authority that it is given and no other', async () => {
      const other = await servingCertificate(minor, HOST);
      const trusting = (ca: string) =>
        configurationsOf(webhookFor(minor, { certificate: GmsaWebhookCertificate.secretName('gmsa', ca) }));
      await site.install(trusting(other.ca));
      await until('the webhook is not trusted', async () =>
        messageOf(await site.dryRun(GMSA_POD))?.includes('x509: certificate signed by unknown authority'),
      );
      await site.install(trusting(certificate.ca));
      await site.untilAdmitted(GMSA_POD);
    });
  });

  describe('for clusters before 1.28, without matchConditions and random host names,', () => {
    beforeAll(async () => {
      const manifests = webhookFor('1.27', { certificate: pem(), randomHostnames: false });
      await site.install(manifests);
      await site.run(manifests);
      await site.untilSent(PLAIN_POD);
      await site.untilAdmitted(GMSA_POD);
    });
    afterAll(async () => {
      await site.network.open();
      await site.install(webhook);
      await site.run(webhook);
      await site.untilAdmitted(GMSA_POD);
      await until('the webhook is not asked about other pods any more', async () => {
        return (await site.routesOf(() => site.dryRun(PLAIN_POD))).length === 0;
      });
    });

    test('the webhook sees every pod', async () => {
      for (const pod of [GMSA_POD, PLAIN_POD, podWith({})]) {
        expect(await site.routesOf(() => site.dryRun(pod))).toEqual(CREATED);
      }
    });

    test.each(LEFT_ALONE)('the webhook sees no pods of namespace %s', async (namespace) => {
      expect(await site.routesOf(() => site.dryRun(podWith({ pod: NAMED }, namespace)))).toEqual([]);
    });

    test('gMSA pods get the contents, and no host name', async () => {
      const { spec } = (await site.dryRun(GMSA_POD)).body as unknown as StoredPod;
      expect(spec.securityContext?.windowsOptions?.gmsaCredentialSpec).toBe(credentialSpecJson);
      expect(spec).not.toHaveProperty('hostname');
    });

    test('no pod at all can be made while the webhook is away, but in the namespaces that it leaves alone', async () => {
      await site.network.close();
      for (const pod of [GMSA_POD, PLAIN_POD]) expect((await site.dryRun(pod)).status).toBe(500);
      for (const namespace of LEFT_ALONE) {
        expect((await site.dryRun(podWith({ pod: NAMED }, namespace))).status).toBe(201);
      }
      await expectOwnPodsToComeBack();
    });
  });

  test('a certificate that cert-manager makes as it is told, and injects where it is told, is trusted for good', async () => {
    const manifests = webhookFor(minor, { certificate: GmsaWebhookCertificate.certManager() });
    await site.install(manifests);
    await until('nothing is trusted', async () => messageOf(await site.dryRun(GMSA_POD))?.includes('x509:'));
    await issueAndInject(minor, site.cluster, manifests);
    await site.run(manifests);
    await site.untilAdmitted(GMSA_POD);
    await site.install(manifests);
    for (const configuration of configurationsOf(manifests)) {
      const { webhooks } = (await site.cluster.read(configuration)) as unknown as InForce;
      expect(webhooks[0].clientConfig.caBundle).toEqual(expect.any(String));
    }
  });
});

/** A Deployment as it is stored. */
interface Reported {
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly message: string }[] };
}

/** A webhook configuration as it is stored. */
interface InForce {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle?: string } }[];
}
