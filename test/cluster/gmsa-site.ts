import { ServiceAccount } from 'cdk8s-plus-28';
import { GmsaIdentity, GmsaWebhook, type GmsaWebhookProps, TargetCluster, WindowsDeployment } from 'cdk8s-windows';
import { inject } from 'vitest';
import { type Manifest, ofKind, synth } from '../synth';
import type { Arrival } from './admission-server';
import { type Answer, DRY_RUN, isAccepted } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { until } from './api/until';
import type { KubernetesMinor } from './control-plane/kubernetes-versions';
import { type RunningWebhook, runGmsaWebhook } from './gmsa-webhook-program';
import { install, namespaceNamed, uninstall } from './installation';
import { ServiceNetwork } from './service-network';

const NAME = 'gmsa';
export const SYSTEM = 'gmsa-webhook-system';
export const SHOP = 'gmsa-webhook-shop';
export const LISTED = 'gmsa-webhook-listed';
export const DISABLED = 'gmsa-webhook-disabled';
export const EXEMPT = 'gmsa-webhook-exempt';
export const ENABLED = 'gmsa-webhook-enabled';
const NAMESPACES = [
  namespaceNamed(SHOP),
  namespaceNamed(LISTED),
  namespaceNamed(DISABLED, { 'gmsa-webhook': 'disabled' }),
  namespaceNamed(EXEMPT, { 'windows.k8s.io/disabled': 'true' }),
  namespaceNamed(ENABLED, { 'gmsa-webhook': 'enabled', 'windows.k8s.io/disabled': 'false' }),
];

/** The name under which the API server calls, and what it calls. */
export const HOST = `${NAME}.${SYSTEM}.svc`;
export const LISTENS = `${SYSTEM}/${NAME}:443`;
export const SPEC = 'gmsa-webhook-erp';
/** The account of the workload `web`, which may use the credential spec. */
export const ACCOUNT = 'web';
const IMAGE = 'registry.example/web:ltsc2022';
/** The pod that is made for a test. */
export const POD_NAME = 'single';

export interface WindowsOptions {
  readonly gmsaCredentialSpecName?: string;
  readonly gmsaCredentialSpec?: string;
  readonly runAsUserName?: string;
}

/** A pod as it is stored. */
export interface StoredPod {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: Secured & { readonly hostname?: string; readonly containers: readonly Secured[] };
}

interface Secured {
  readonly securityContext?: { readonly windowsOptions?: WindowsOptions };
}

/** What of a pod has Windows options. */
interface PodParts {
  readonly pod?: WindowsOptions;
  readonly container?: WindowsOptions;
  readonly init?: WindowsOptions;
  readonly hostname?: string;
  readonly account?: string;
}

/** A pod of the shop, whose account may use the credential spec; elsewhere of the account `default`. */
export function podWith({ pod, container, init, hostname, account }: PodParts, namespace = SHOP): Manifest {
  const secured = (windowsOptions?: WindowsOptions) => (windowsOptions ? { securityContext: { windowsOptions } } : {});
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: POD_NAME, namespace },
    spec: {
      os: { name: 'windows' },
      ...(hostname ? { hostname } : {}),
      serviceAccountName: account ?? (namespace === SHOP ? ACCOUNT : 'default'),
      securityContext: { runAsNonRoot: true, ...(pod ? { windowsOptions: pod } : {}) },
      ...(init ? { initContainers: [{ name: 'init', image: IMAGE, ...secured(init) }] } : {}),
      containers: [{ name: 'main', image: IMAGE, ...secured(container) }],
    },
  };
}

/** A credential spec and workloads: with it on the pod, with it on a container, and without. */
export function workloads(): { manifests: Manifest[]; credentialSpecJson: string } {
  let credentialSpecJson = '';
  const manifests = synth(
    (chart) => {
      const gmsa = new GmsaIdentity(chart, 'erp', {
        accountName: 'erp',
        credentialSpecName: SPEC,
        domain: 'corp.example',
        netBiosName: 'CORP',
        domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
        domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
        hostAccount: { pluginGuid: '859E1386-BDB4-49E8-85C7-3070B13920E1', pluginInput: '<vault>&erp' },
      });
      credentialSpecJson = gmsa.credentialSpecJson;
      const serviceAccount = new ServiceAccount(chart, 'account', { metadata: { name: ACCOUNT } });
      const sidecar = { name: 'sidecar', image: IMAGE };
      const named = (name: string, replicas: number) => ({ metadata: { name }, replicas });
      new WindowsDeployment(chart, 'web', { ...named('web', 2), gmsa, serviceAccount, containers: [{ image: IMAGE }] });
      new WindowsDeployment(chart, 'api', {
        ...named('api', 1),
        containers: [{ image: IMAGE }, { ...sidecar, gmsa }],
      });
      new WindowsDeployment(chart, 'plain', { ...named('plain', 1), containers: [{ image: IMAGE }] });
    },
    { namespace: SHOP },
  );
  return { manifests, credentialSpecJson };
}

/** What GmsaWebhook writes for a cluster of this version. */
export function webhookFor(kubernetesVersion: string, props: GmsaWebhookProps): Manifest[] {
  const own = { name: NAME, namespaceName: SYSTEM, installCrd: false, excludedNamespaces: ['kube-system', LISTED] };
  return synth(
    (chart) => {
      new GmsaWebhook(chart, 'webhook', { ...own, ...props });
    },
    { cluster: TargetCluster.kubeadm({ kubernetesVersion }) },
  );
}

export function configurationsOf(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ kind }) => kind.endsWith('WebhookConfiguration'));
}

/** A control plane with namespaces for pods, and the webhook that runs in it. */
export class GmsaSite {
  static async open(minor: KubernetesMinor): Promise<GmsaSite> {
    const cluster = JudgedCluster.of(minor);
    const network = new ServiceNetwork(inject('clusters')[minor].network, cluster);
    const site = new GmsaSite(minor, cluster, network);
    await network.open();
    await site.install(NAMESPACES);
    return site;
  }

  private readonly installed = new Map<string, Manifest>();
  private running?: RunningWebhook;

  private constructor(
    private readonly minor: KubernetesMinor,
    readonly cluster: JudgedCluster,
    readonly network: ServiceNetwork,
  ) {}

  async close(): Promise<void> {
    try {
      await uninstall(this.cluster, [...this.installed.values()]);
      await this.network.close();
      this.running?.close();
    } finally {
      this.cluster.close();
    }
  }

  /** Applies what is to be there until the site is closed. */
  async install(manifests: readonly Manifest[]): Promise<void> {
    for (const manifest of manifests) this.installed.set(await this.cluster.pathOf(manifest), manifest);
    await install(this.cluster, manifests);
  }

  /** Runs the container of the webhook's Deployment. */
  async run(manifests: readonly Manifest[]): Promise<void> {
    this.running?.close();
    const access = inject('clusters')[this.minor];
    const { cluster: admin, network } = this;
    this.running = await runGmsaWebhook(ofKind(manifests, 'Deployment'), { access, admin, network });
  }

  /** The requests about objects of these names that come to the webhook while something is done with them. */
  async arrivalsOf(act: () => Promise<unknown>, names: readonly string[] = [POD_NAME]): Promise<readonly Arrival[]> {
    if (!this.running) throw new Error('no webhook runs: nothing can arrive');
    const { admission } = this.running;
    admission.arrivals = [];
    await act();
    // controllers try again and again meanwhile
    return admission.arrivals.filter(({ request }) => names.includes(request.name ?? ''));
  }

  /** The same in words: `CREATE pods → /mutate`. */
  async routesOf(act: () => Promise<unknown>, names?: readonly string[]): Promise<string[]> {
    const arrivals = await this.arrivalsOf(act, names);
    return arrivals.map(({ path, request }) => {
      const resource = [request.resource.resource, request.subResource].filter(Boolean).join('/');
      return `${request.operation} ${resource} → ${path}`;
    });
  }

  dryRun(manifest: Manifest): Promise<Answer> {
    return this.cluster.tryCreate(manifest, DRY_RUN);
  }

  /** Waits until such a pod is sent to both webhooks. */
  async untilSent(pod: Manifest): Promise<void> {
    await until('the webhooks are in force', async () => (await this.arrivalsOf(() => this.dryRun(pod))).length === 2);
  }

  async untilAdmitted(pod: Manifest): Promise<void> {
    await until('the pod is admitted', async () => isAccepted(await this.dryRun(pod)));
  }

  pods(namespace: string): Promise<readonly StoredPod[]> {
    return this.cluster.list<StoredPod>(`/api/v1/namespaces/${namespace}/pods`);
  }
}
