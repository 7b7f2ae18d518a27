import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { JsonObject } from '../../lib/manifests/workload';
import type { Manifest } from '../synth';
import { isAccepted } from './api-client';
import { appStages } from './app-stages';
import { issueAndInject } from './cert-manager';
import { HOSTS_OF_TAG } from './every-workload';
import { type RunningWebhook, runGmsaWebhook } from './gmsa-webhook-program';
import { JudgedCluster, priorityClassesOf, subjectOf } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { record } from './report';
import { ServiceNetwork } from './service-network';
import { untilSettled } from './settled';
import { type Pod, SimulatedKubelet } from './simulated-kubelet';
import { provideNodes } from './simulated-nodes';
import { until } from './until';

const ATTEMPTS = 5;

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  let applied = 0;
  let pods = 0;
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
  });
  afterAll(async () => {
    await kubelet.stop();
    cluster.close();
    record('applied', minor, {
      'manifests of the apps, alternatives included': applied,
      'pods, each on a node of its system that runs its image': pods,
    });
  });

  describe.each(appStages())('$title', ({ manifests, nodes }) => {
    const namespaces = [...new Set(manifests.map(({ metadata }) => metadata.namespace ?? 'default'))];
    const workloads = manifests.filter(({ spec }) => spec?.template !== undefined);
    const nodeOf = new Map(nodes.map((node) => [node.name, node]));
    const network = new ServiceNetwork(inject('clusters')[minor].network, JudgedCluster.of(minor));
    let webhook: RunningWebhook | undefined;
    let removeNodes: () => Promise<void>;
    beforeAll(async () => {
      await cluster.untilDeleted(namespaces);
      removeNodes = await provideNodes(cluster, nodes);
      await Promise.all(priorityClassesOf(manifests).map((manifest) => cluster.apply(manifest)));
      const own = new Set(manifests.flatMap(({ kind, metadata }) => (kind === 'Namespace' ? metadata.name : [])));
      for (const name of namespaces) if (!own.has(name)) await cluster.provideNamespace(name);
    });
    afterAll(async () => {
      await Promise.all(manifests.filter(isWebhook).map((manifest) => cluster.delete(manifest)));
      await cluster.removeNamespaces(namespaces);
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

    test('is applied in the order of its files', async () => {
      const last = manifests
        .map((manifest) => isWebhook(manifest) || manifest.kind === 'Certificate')
        .lastIndexOf(true);
      for (const [index, manifest] of manifests.entries()) {
        await cluster.apply(manifest);
        if (index === last) await runWebhook();
      }
      for (const name of namespaces) await untilSettled(cluster, name);
      expect(await podsOf()).not.toEqual([]);
      applied += manifests.length;
    });

    test('has every pod on a node of its system, of a build that runs its image', async () => {
      const own = await podsOf();
      pods += own.length;
      const astray = own.filter(({ spec }) => {
        const node = nodeOf.get(spec.nodeName ?? '');
        const tag = /ltsc\d{4}/.exec(spec.containers[0].image)?.[0];
        const hosts = tag === undefined ? [node?.build] : HOSTS_OF_TAG[tag];
        const isFit = (spec.os as { name: string }).name === 'linux' || hosts.includes(node?.build ?? '');
        return node?.os !== (spec.os as { name: string }).name || !isFit;
      });
      expect(astray.map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`)).toEqual([]);
    });

    test('applied again changes nothing', async () => {
      const changed: string[] = [];
      for (const manifest of manifests) if (await changes(cluster, manifest)) changed.push(subjectOf(manifest));
      expect(changed).toEqual([]);
    });

    test('rolls: every workload takes a new template and replaces its pods', async () => {
      const before = new Set((await podsOf()).map(({ metadata }) => metadata.uid));
      const rolling = workloads.filter(({ kind }) => kind !== 'Job').map(withNewTemplate);
      for (const manifest of rolling) await cluster.apply(manifest);
      for (const name of namespaces) await untilSettled(cluster, name);
      await until('every pod is a new one', async () => {
        const pods = await podsOf();
        return !pods.some(({ metadata }) => before.has(metadata.uid) && isOfController(metadata));
      });
    });

    test('is deleted in the opposite order, and nothing stays', async () => {
      // the definitions stay: other files of this suite use them
      const own = manifests.filter(({ kind }) => kind !== 'CustomResourceDefinition');
      for (const manifest of [...own].reverse()) await cluster.delete(manifest);
      await cluster.removeNamespaces(namespaces);
      // Kubernetes takes its time for namespaces, which other stages wait for
      const objects = own.filter(({ kind }) => kind !== 'Namespace');
      await until('every object is gone', async () => {
        for (const manifest of objects) if (await cluster.read(manifest)) return false;
        return true;
      });
    });
  });
});

function isWebhook({ kind }: Manifest): boolean {
  return kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration';
}

/** Whether an apply changes the object. Controllers write its status meanwhile, so once unchanged is unchanged. */
async function changes(cluster: JudgedCluster, manifest: Manifest): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await cluster.read(manifest);
    const answer = await cluster.tryApply(manifest);
    if (!isAccepted(answer)) throw new Error(`${subjectOf(manifest)}: ${answer.body.message}`);
    if (versionOf(before) === versionOf(answer.body)) return false;
  }
  return true;
}

function versionOf(manifest: Manifest | undefined): unknown {
  return (manifest?.metadata as JsonObject | undefined)?.resourceVersion;
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
