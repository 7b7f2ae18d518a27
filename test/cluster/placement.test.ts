import { App, Chart, Testing } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../synth';
import { subjectOf } from './api/api-client';
import { JudgedCluster } from './api/judged-cluster';
import { untilSettled } from './api/until-settled';
import { KUBERNETES_MINORS } from './control-plane/kubernetes-versions';
import { everyWorkload, targetsFor } from './manifests/every-workload';
import { jobNowOf, podMadeOf, podsIn, windowsOptionsOf } from './manifests/pods-of';
import { type Contrast, contrastIn } from './nodes/contrast-with-cdk8s-plus';
import { PLATFORM_NODES } from './nodes/platform-nodes';
import { provideNodes, type SimulatedNode } from './nodes/simulated-nodes';
import { HOSTS_OF_TAG, hostsOf, systemOf } from './nodes/windows-builds';
import { record } from './report/section';
import { type Pod, SimulatedKubelet } from './simulated-kubelet';

describe.each(KUBERNETES_MINORS)('Kubernetes %s', (minor) => {
  let cluster: JudgedCluster;
  let kubelet: SimulatedKubelet;
  const seen = {
    pods: 0,
    bound: 0,
    windows: 0,
    windowsRight: 0,
    linux: 0,
    linuxRight: 0,
    daemonSets: 0,
    daemonSetsRight: 0,
  };
  const contrasts: Contrast[] = [];
  beforeAll(() => {
    cluster = JudgedCluster.of(minor);
    kubelet = new SimulatedKubelet(cluster);
  });
  afterAll(async () => {
    await kubelet.stop();
    cluster.close();
  });
  record('placement', minor, () => ({
    title: 'Placed',
    explanation: `Every class of workloads, once for each image that the Windows nodes run, a RuntimeClass for each of their
versions, HostProcess workloads and Linux ones were applied to ${PLATFORM_NODES.length} simulated clusters: three times each, by
programs that know the Windows versions of the pools, only the platform, or nothing. The scheduler and the controllers
placed them.`,
    counts: {
      'pods that got a node': { seen: seen.bound, of: seen.pods },
      'Windows pods on a Windows node whose build runs their image': { seen: seen.windowsRight, of: seen.windows },
      'Linux pods on a Linux node': { seen: seen.linuxRight, of: seen.linux },
      'DaemonSets on exactly the nodes that can run them': { seen: seen.daemonSetsRight, of: seen.daemonSets },
    },
    table: {
      explanation: `What the library changes: the same image (\`ltsc2022\`) in a Deployment and in a DaemonSet, as cdk8s-plus
writes them and as cdk8s-windows does when it knows nothing of the cluster. Named is where pods came to be.`,
      rows: contrasts.map((contrast) => ({ ...contrast })),
    },
  }));

  describe.each(PLATFORM_NODES.map((own, index) => ({ ...own, index })))(
    '$title',
    ({ platform, title, nodes, index }) => {
      const builds = [...new Set(nodes.flatMap(({ build }) => build ?? []))];
      const nodeOf = new Map(nodes.map((node) => [node.name, node]));
      const targets = targetsFor(platform, builds);
      const namespaceOf = (known: string) => `placed-${index}-knowing-${known}`;
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
        const cronJobs = made.filter(({ kind }) => kind === 'CronJob');
        await Promise.all(cronJobs.map((cronJob) => cluster.create(jobNowOf(cronJob))));
        for (const namespace of Object.keys(targets).map(namespaceOf)) {
          await untilSettled(cluster, namespace);
          pods.push(...(await cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`)));
        }
      });

      afterAll(async () => {
        await cluster.removeProvided();
        await removeNodes();
      });

      /** The pods of a system, and those of them that are where they should be. */
      function placed(system: 'windows' | 'linux') {
        const own = pods.filter((pod) => systemSaidBy(pod) === system);
        const [right, wrong]: [Pod[], Pod[]] = [[], []];
        for (const pod of own) (canRunOn(pod, nodeOf.get(pod.spec.nodeName ?? '')) ? right : wrong).push(pod);
        return { own, right, wrong: wrong.map(({ metadata, spec }) => `${metadata.name} on ${spec.nodeName}`) };
      }

      test('every workload has as many pods as it asks for, and there are no others', () => {
        const workloads = made.filter((manifest) => manifest.kind === 'Pod' || podMadeOf(manifest));
        const found = workloads.map((workload) => podsIn(pods, workload));
        for (const [position, workload] of workloads.entries()) {
          const { length } = found[position];
          expect([subjectOf(workload), length]).toEqual([subjectOf(workload), replicasOf(workload) ?? length]);
          expect(length, subjectOf(workload)).toBeGreaterThan(0);
        }
        expect(found.flat().map(keyOf).sort()).toEqual(pods.map(keyOf).sort());
      });

      test('every pod says what system it is for, and none waits', () => {
        expect(pods.filter((pod) => systemSaidBy(pod) === undefined).map(keyOf)).toEqual([]);
        const waiting = pods.filter(({ spec }) => spec.nodeName === undefined);
        seen.pods += pods.length;
        seen.bound += pods.length - waiting.length;
        expect(waiting.map(keyOf)).toEqual([]);
      });

      test('every Windows pod is on a Windows node whose build runs its image', () => {
        const { own, right, wrong } = placed('windows');
        seen.windows += own.length;
        seen.windowsRight += right.length;
        expect(wrong).toEqual([]);
      });

      test('every Linux pod is on a Linux node', () => {
        const { own, right, wrong } = placed('linux');
        seen.linux += own.length;
        seen.linuxRight += right.length;
        expect(wrong).toEqual([]);
      });

      test('every DaemonSet has a pod on each node that can run it, and on no other', () => {
        for (const daemonSet of made.filter(({ kind }) => kind === 'DaemonSet')) {
          seen.daemonSets++;
          const own = podsIn(pods, daemonSet);
          const expected = nodes.filter((node) => {
            // by its class a DaemonSet is bound to the build of its image
            const runtimeClass = own[0].spec.runtimeClassName as string | undefined;
            const isOfClass = runtimeClass === undefined || runtimeClass.endsWith(node.build ?? 'Linux');
            const isOpen = node.os === 'windows' || (node.taints ?? []).length === 0;
            return isOfClass && isOpen && canRunOn(own[0], node);
          });
          const reached = own.map(({ spec }) => spec.nodeName).sort();
          expect(reached, daemonSet.metadata.name).toEqual(expected.map((node) => node.name).sort());
          seen.daemonSetsRight++;
        }
      });

      test('what cdk8s-plus writes alone goes to Linux nodes as well, what we write does not', async () => {
        const contrast = await contrastIn(cluster, `contrast-${index}`, title, nodes);
        expect(contrast['cdk8s-plus Deployment']).toContain('Linux');
        expect(contrast['cdk8s-plus DaemonSet']).toContain('Linux');
        const fitting = nodes.flatMap(({ build }) =>
          HOSTS_OF_TAG.ltsc2022.includes(build ?? '') ? systemOf(build) : [],
        );
        const expected = [...new Set(fitting)].join(', ');
        expect(contrast.WindowsDeployment).toBe(expected);
        expect(contrast.WindowsDaemonSet).toBe(expected);
        contrasts.push(contrast);
      });
    },
  );
});

function keyOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function systemSaidBy({ spec }: Pod): string | undefined {
  return (spec.os as { name: string } | undefined)?.name;
}

/** `undefined` where the nodes decide. */
function replicasOf({ kind, spec }: Manifest): number | undefined {
  if (kind === 'DaemonSet') return undefined;
  return kind === 'Deployment' || kind === 'StatefulSet' ? ((spec.replicas as number | undefined) ?? 1) : 1;
}

/** A process of the node does not run in its image: every build of Windows has it. */
function canRunOn(pod: Pod, node: SimulatedNode | undefined): boolean {
  if (node?.os !== systemSaidBy(pod)) return false;
  if (node?.os === 'linux' || windowsOptionsOf(pod).hostProcess) return true;
  return hostsOf(pod.spec.containers[0].image)?.includes(node?.build ?? '') ?? false;
}
