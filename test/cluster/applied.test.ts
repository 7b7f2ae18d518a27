import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../lib/manifests/workload';
import type { Manifest } from '../synth';
import { ApiError, isAccepted, type Status, subjectOf } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { until } from './api/until';
import { untilSettled } from './api/until-settled';
import { type FoundObject, objectsIn } from './api/whole-cluster';
import { issueAndInject } from './cert-manager';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { type RunningWebhook, runGmsaWebhook } from './gmsa-webhook-program';
import { appStages } from './manifests/app-stages';
import { assumedBy } from './manifests/pods-of';
import { provideNodes } from './nodes/simulated-nodes';
import { hostsOf } from './nodes/windows-builds';
import { record } from './report/section';
import { ServiceNetwork } from './service-network';
import { type Pod, SimulatedKubelet } from './simulated-kubelet';

const STAGES = appStages();
const ATTEMPTS = 5;

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  let atFirst: ReadonlyMap<string, FoundObject>;
  const seen = { applied: 0, unchanged: 0, rolled: 0, deleted: 0, pods: 0, placed: 0 };
  beforeAll(async () => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
    atFirst = await objectsIn(cluster);
  });
  afterAll(async () => {
    await kubelet.stop();
    cluster.close();
  });
  record('applied', minor, () => {
    const all = STAGES.flatMap(({ manifests }) => manifests);
    return {
      title: 'Applied, applied again, rolled and deleted',
      explanation: `Every program under \`apps/\` was applied for real, in the order of its files, to a cluster that had nothing of
it, on simulated nodes of the systems that it names. A program that writes alternatives was applied once for each, its
base included: so more is applied here than is written. Where it has webhooks, they ran (the stand-in for gMSA's). Then
it was applied again, rolled as \`kubectl rollout restart\` does it, and deleted in the opposite order; nothing stayed.`,
      counts: {
        'manifests, applied': { seen: seen.applied, of: all.length },
        'manifests, applied again without a change': { seen: seen.unchanged, of: all.length },
        'pods on a node of their system that runs their image': { seen: seen.placed, of: seen.pods },
        'workloads that replaced all their pods': { seen: seen.rolled, of: all.filter(rolls).length },
        'manifests, deleted': { seen: seen.deleted, of: all.filter(isDeleted).length },
      },
    };
  });

  describe.each(STAGES)('$title', ({ manifests, nodes }) => {
    const namespaces = namespacesOf(manifests);
    const nodeOf = new Map(nodes.map((node) => [node.name, node]));
    let network: ServiceNetwork;
    let webhook: RunningWebhook | undefined;
    let removeNodes: () => Promise<void>;
    let before: ReadonlyMap<string, FoundObject>;
    beforeAll(async () => {
      await cluster.untilDeleted(namespaces);
      network = new ServiceNetwork(inject('clusters')[minor].network, cluster);
      removeNodes = await provideNodes(cluster, nodes);
      for (const name of namespacesBeside(manifests)) await cluster.provideNamespace(name);
      for (const manifest of priorityClassesFor(manifests)) await cluster.provideClass(manifest);
      before = await objectsIn(cluster);
    });
    afterAll(async () => {
      // without these a stage that fails would fail those after it
      for (const manifest of manifests.filter(isDeleted)) await cluster.delete(manifest);
      for (const manifest of priorityClassesFor(manifests)) await cluster.delete(manifest);
      await cluster.removeNamespaces(namespaces);
      await cluster.deletePath('/api/v1/persistentvolumes');
      await removeNodes();
      webhook?.close();
      await network.close();
    });

    /** What stands behind the webhook configurations of a system; its certificates are made as cert-manager would. */
    async function runWebhook(): Promise<void> {
      const deployment = manifests.find(
        ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'gmsa-webhook',
      );
      await issueAndInject(minor, cluster, manifests);
      await network.open();
      webhook = await runGmsaWebhook(deployment as Manifest, {
        access: inject('clusters')[minor],
        admin: cluster,
        network,
      });
    }

    const podsOf = async () =>
      (await Promise.all(namespaces.map((name) => cluster.list<Pod>(`/api/v1/namespaces/${name}/pods`)))).flat();

    test('is applied in the order of its files to a cluster that has nothing of it', async () => {
      for (const manifest of manifests.filter(isDeleted)) expect(await cluster.read(manifest)).toBeUndefined();
      const last = manifests
        .map((manifest) => isWebhook(manifest) || manifest.kind === 'Certificate')
        .lastIndexOf(true);
      for (const [index, manifest] of manifests.entries()) {
        await cluster.apply(manifest);
        seen.applied++;
        if (index === last) await runWebhook();
      }
      for (const name of namespaces) await untilSettled(cluster, name);
      expect(await podsOf()).not.toEqual([]);
    });

    test('has every pod on a node of its system, of a build that runs its image', async () => {
      const own = await podsOf();
      const astray = own.filter(({ spec }) => {
        const node = nodeOf.get(spec.nodeName ?? '');
        const { name: system } = spec.os as { name: string };
        const hosts = system === 'windows' ? hostsOf(spec.containers[0].image) : undefined;
        return node?.os !== system || (hosts !== undefined && !hosts.includes(node.build ?? ''));
      });
      seen.pods += own.length;
      seen.placed += own.length - astray.length;
      expect(astray.map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`)).toEqual([]);
    });

    test('applied again changes nothing', async () => {
      const changed: string[] = [];
      for (const manifest of manifests) {
        if (await changes(cluster, manifest)) changed.push(subjectOf(manifest));
        else seen.unchanged++;
      }
      expect(changed).toEqual([]);
    });

    test('rolls: every workload takes a new template and replaces its pods', async () => {
      const old = new Set((await podsOf()).map(({ metadata }) => metadata.uid));
      const rolling = manifests.filter(rolls).map(withNewTemplate);
      for (const manifest of rolling) await cluster.apply(manifest);
      for (const name of namespaces) await untilSettled(cluster, name);
      await until('every pod is a new one', async () => {
        const pods = await podsOf();
        return !pods.some(({ metadata }) => old.has(metadata.uid) && isOfController(metadata));
      });
      seen.rolled += rolling.length;
    });

    test('is deleted in the opposite order, and nothing stays but what is deleted with its namespaces', async () => {
      const own = manifests.filter(isDeleted);
      for (const manifest of [...own].reverse()) await cluster.delete(manifest);
      await untilNothingIsLeft(async () => {
        const terminating = await terminatingIn(cluster);
        const isGoing = ({ kind, name, namespace = kind === 'Namespace' ? name : '' }: FoundObject) =>
          terminating.includes(namespace);
        return leftOver(before, await objectsIn(cluster)).filter((own) => !isGoing(own));
      });
      seen.deleted += own.length;
    });
  });

  test('nothing of them all has stayed in the end', async () => {
    await untilNothingIsLeft(async () => leftOver(atFirst, await objectsIn(cluster)));
  });
});

function namespacesOf(manifests: readonly Manifest[]): string[] {
  return [...new Set(manifests.map(({ metadata }) => metadata.namespace ?? 'default'))];
}

/** Those that the program takes for granted. */
function namespacesBeside(manifests: readonly Manifest[]): string[] {
  const own = manifests.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : []));
  return namespacesOf(manifests).filter((name) => !own.includes(name));
}

function priorityClassesFor(manifests: readonly Manifest[]): Manifest[] {
  return assumedBy(manifests).filter(({ kind }) => kind === 'PriorityClass');
}

/** The definitions stay: other files of this suite use them. */
function isDeleted({ kind }: Manifest): boolean {
  return kind !== 'CustomResourceDefinition';
}

/** What a Job runs, nobody can change. */
function rolls({ kind, spec }: Manifest): boolean {
  return spec?.template !== undefined && kind !== 'Job';
}

function isWebhook({ kind }: Manifest): boolean {
  return kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration';
}

/**
 * Whether an apply changes the object, its generation included, or only notes who wrote when. It is for the version that
 * was read, so that nobody else writes in between.
 */
async function changes(cluster: JudgedCluster, manifest: Manifest): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = (await cluster.read(manifest)) as StoredManifest;
    const metadata = { ...manifest.metadata, resourceVersion: before.metadata.resourceVersion };
    const answer = await cluster.tryApply({ ...manifest, metadata });
    if (isAccepted(answer)) return !isDeepStrictEqual(unsigned(answer.body as StoredManifest), unsigned(before));
    const { message } = answer.body as unknown as Status;
    if (!message.includes('the object has been modified')) throw new ApiError(subjectOf(manifest), answer);
  }
  throw new Error(`${subjectOf(manifest)} never stays as it is`);
}

interface StoredManifest extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly resourceVersion: string; readonly managedFields: unknown };
}

/** Without who wrote when: Kubernetes 1.30 signs anew whoever applies the `externalIPs: []` of cdk8s-plus. */
function unsigned({ metadata, ...rest }: StoredManifest): object {
  const { managedFields: _fields, resourceVersion: _version, ...own } = metadata;
  return { ...rest, metadata: own };
}

/** As `kubectl rollout restart` does it. */
function withNewTemplate(manifest: Manifest): Manifest {
  const { template, ...spec } = manifest.spec as { template: { metadata?: JsonObject } };
  const annotations = { ...(template.metadata?.annotations as JsonObject), restarted: 'once' };
  const rolled = { ...template, metadata: { ...template.metadata, annotations } };
  return { ...manifest, spec: { ...spec, template: rolled } };
}

function isOfController({ ownerReferences = [] }: Pod['metadata']): boolean {
  return ownerReferences.some(({ kind }) => kind !== 'Job');
}

/** What is there and was not; volumes are made by a stand-in that does not take them back. */
function leftOver(before: ReadonlyMap<string, FoundObject>, after: ReadonlyMap<string, FoundObject>): FoundObject[] {
  return [...after].flatMap(([uid, own]) => (before.has(uid) || own.kind === 'PersistentVolume' ? [] : own));
}

async function untilNothingIsLeft(find: () => Promise<FoundObject[]>): Promise<void> {
  let left: FoundObject[] = [];
  try {
    await until('nothing is left', async () => {
      left = await find();
      return left.length === 0;
    });
  } catch {
    expect(left).toEqual([]);
  }
}

async function terminatingIn(cluster: JudgedCluster): Promise<string[]> {
  const namespaces = await cluster.list<Manifest & { readonly status: { readonly phase: string } }>(
    '/api/v1/namespaces',
  );
  return namespaces.filter(({ status }) => status.phase === 'Terminating').map(({ metadata }) => metadata.name);
}
