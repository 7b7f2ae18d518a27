import { App, Chart, Testing } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { type Contrast, contrastIn, nameOf } from './contrast';
import { everyWorkload, HOSTS_OF_TAG, targetsFor } from './every-workload';
import { JudgedCluster } from './judged-cluster';
import { KUBERNETES_MINORS } from './kubernetes-versions';
import { PLATFORM_NODES } from './platform-nodes';
import { record } from './report';
import { untilSettled } from './settled';
import { type Pod, SimulatedKubelet } from './simulated-kubelet';
import { provideNodes } from './simulated-nodes';

interface CronJob extends Manifest {
  readonly spec: { readonly jobTemplate: { readonly spec: Record<string, unknown> } } & Manifest['spec'];
}

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  const counts = { windows: 0, linux: 0, daemonSets: 0, waiting: 0 };
  const contrasts: Contrast[] = [];
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
  });
  afterAll(async () => {
    await kubelet.stop();
    cluster.close();
    record(
      'placement',
      minor,
      {
        'Windows pods, each on a Windows node whose build runs its image': counts.windows,
        'Linux pods, each on a Linux node': counts.linux,
        'DaemonSets, each on exactly the nodes that can run it': counts.daemonSets,
        'pods that wait': counts.waiting,
      },
      contrasts.map((contrast) => ({ ...contrast })),
    );
  });

  describe.each(PLATFORM_NODES.map((own, index) => ({ ...own, index })))(
    '$title',
    ({ platform, title, nodes, index }) => {
      const builds = [...new Set(nodes.flatMap(({ build }) => build ?? []))];
      const nodeOf = new Map(nodes.map((node) => [node.name, node]));
      const targets = targetsFor(platform, builds);
      const namespaceOf = (known: string) => `placed-${index}-knowing-${known}`;
      const namespaces = Object.keys(targets).map(namespaceOf);
      const pods: Pod[] = [];
      let removeNodes: () => Promise<void>;
      let made: Manifest[] = [];

      beforeAll(async () => {
        removeNodes = await provideNodes(cluster, nodes);
        made = Object.entries(targets).flatMap(([known, target]) => {
          const app = new App();
          target.applyTo(app);
          const chart = new Chart(app, 'all', { namespace: namespaceOf(known) });
          everyWorkload(chart, builds);
          return Testing.synth(chart) as Manifest[];
        });
        await cluster.provideFor(made);
        await Promise.all(made.map((manifest) => cluster.apply(manifest)));
        await Promise.all(made.filter(isCronJob).map((cronJob) => cluster.create(jobOf(cronJob))));
        for (const namespace of namespaces) await untilSettled(cluster, namespace);
        for (const namespace of namespaces)
          pods.push(...(await cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)));
      });

      afterAll(async () => {
        await cluster.removeNamespaces(namespaces);
        for (const manifest of made) if (manifest.kind === 'RuntimeClass') await cluster.delete(manifest);
        await removeNodes();
      });

      const placed = (system: string) =>
        pods.filter(isOf(system)).map((pod) => ({ pod, node: nodeOf.get(pod.spec.nodeName ?? '') }));

      test('no pod waits, and there are pods of every workload', () => {
        const waiting = pods.filter(({ spec }) => spec.nodeName === undefined);
        counts.waiting += waiting.length;
        expect(waiting).toEqual([]);
        expect(placed('windows').length).toBeGreaterThan(made.filter(({ spec }) => spec?.template).length);
      });

      test('every Windows pod is on a Windows node whose build runs its image', () => {
        const wrong = placed('windows').filter(({ pod, node }) => {
          const { image } = pod.spec.containers[0];
          const isHostProcess = image.includes('/agent:');
          const hosts = isHostProcess ? builds : HOSTS_OF_TAG[image.split(':')[1]];
          return node?.os !== 'windows' || !hosts.includes(node.build ?? '');
        });
        expect(wrong.map(({ pod, node }) => `${pod.metadata.name} on ${node?.name}`)).toEqual([]);
        counts.windows += placed('windows').length;
      });

      test('every Linux pod is on a Linux node', () => {
        expect(placed('linux').length).toBeGreaterThan(0);
        expect(placed('linux').filter(({ node }) => node?.os !== 'linux')).toEqual([]);
        counts.linux += placed('linux').length;
      });

      test('what cdk8s-plus writes alone goes to Linux nodes as well, what we write does not', async () => {
        const contrast = await contrastIn(cluster, `contrast-${index}`, title, nodes);
        expect(contrast['cdk8s-plus Deployment']).toContain('Linux');
        expect(contrast['cdk8s-plus DaemonSet']).toContain('Linux');
        const fitting = nodes.flatMap(({ build = '' }) => (HOSTS_OF_TAG.ltsc2022.includes(build) ? nameOf(build) : []));
        const expected = [...new Set(fitting)].join(', ');
        expect(contrast.WindowsDeployment).toBe(expected);
        expect(contrast.WindowsDaemonSet).toBe(expected);
        contrasts.push(contrast);
      });

      test('every DaemonSet has a pod on each node that can run it, and on no other', () => {
        const daemons = new Map<string, Pod[]>();
        for (const pod of pods) {
          const owner = pod.metadata.ownerReferences?.find(({ kind }) => kind === 'DaemonSet');
          if (!owner) continue;
          const key = `${pod.metadata.namespace}/${owner.name}`;
          daemons.set(key, [...(daemons.get(key) ?? []), pod]);
        }
        counts.daemonSets += daemons.size;
        expect(daemons.size).toBe(made.filter(({ kind }) => kind === 'DaemonSet').length);
        for (const [name, own] of daemons) {
          const { image } = own[0].spec.containers[0];
          const expected = nodes.filter(({ os, build = '', taints = [] }) => {
            if (!isOf('windows')(own[0])) return os === 'linux' && taints.length === 0;
            if (os !== 'windows') return false;
            // by its class a DaemonSet is bound to the build of its image
            const runtimeClass = own[0].spec.runtimeClassName as string | undefined;
            if (runtimeClass !== undefined) return runtimeClass.endsWith(build);
            return image.includes('/agent:') || HOSTS_OF_TAG[image.split(':')[1]].includes(build);
          });
          const reached = own.map(({ spec }) => spec.nodeName).sort();
          expect(reached, name).toEqual(expected.map((node) => node.name).sort());
        }
      });
    },
  );
});

function isOf(system: string): (pod: Pod) => boolean {
  return ({ spec }) => (spec.os as { name: string } | undefined)?.name === system;
}

function isCronJob(manifest: Manifest): manifest is CronJob {
  return manifest.kind === 'CronJob';
}

/** What `kubectl create job --from=cronjob/…` makes: nobody waits for the hour. */
function jobOf({ metadata, spec }: CronJob): Manifest {
  const { name, namespace } = metadata;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `${name}-now`, namespace },
    spec: spec.jobTemplate.spec,
  };
}
