import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsDaemonSet, WindowsDeployment } from 'cdk8s-windows';
import type { Manifest } from '../../synth';
import type { JudgedCluster } from '../api/judged-cluster';
import { untilSettled } from '../api/until-settled';
import { podsIn } from '../manifests/pods-of';
import type { Pod } from '../simulated-kubelet';
import type { SimulatedNode } from './simulated-nodes';
import { systemOf } from './windows-builds';

/** Enough that the scheduler, which spreads, comes to every node that it may use. */
const REPLICAS_PER_NODE = 4;

/** On what nodes the same image lands, by who wrote the manifest. */
export interface Contrast {
  readonly cluster: string;
  readonly 'cdk8s-plus Deployment': string;
  readonly 'cdk8s-plus DaemonSet': string;
  readonly WindowsDeployment: string;
  readonly WindowsDaemonSet: string;
}

/** Asks the scheduler and the DaemonSet controller; the nodes are there already. */
export async function contrastIn(
  cluster: JudgedCluster,
  namespace: string,
  title: string,
  nodes: readonly SimulatedNode[],
): Promise<Contrast> {
  const replicas = nodes.length * REPLICAS_PER_NODE;
  const containers = [{ image: 'registry.example/app:ltsc2022', portNumber: 80 }];
  const chart = new Chart(new App(), 'contrast', { namespace, disableResourceNameHashes: true });
  const small = { containers: [{ ...containers[0], resources: {} }] };
  new kplus.Deployment(chart, 'stock-web', { ...small, replicas });
  new kplus.DaemonSet(chart, 'stock-agent', small);
  new WindowsDeployment(chart, 'web', { ...small, replicas });
  new WindowsDaemonSet(chart, 'agent', small);
  const manifests = Testing.synth(chart) as Manifest[];
  await cluster.provideFor(manifests);
  await Promise.all(manifests.map((manifest) => cluster.apply(manifest)));
  await untilSettled(cluster, namespace);
  const pods = await cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  const landed = (name: string) => {
    const workload = manifests.find(({ metadata }) => metadata.name === `contrast-${name}`) as Manifest;
    const reached = new Set(podsIn(pods, workload).map(({ spec }) => spec.nodeName));
    const kinds = nodes.filter((node) => reached.has(node.name)).map(({ build }) => systemOf(build));
    return [...new Set(kinds)].join(', ');
  };
  return {
    cluster: title,
    'cdk8s-plus Deployment': landed('stock-web'),
    'cdk8s-plus DaemonSet': landed('stock-agent'),
    WindowsDeployment: landed('web'),
    WindowsDaemonSet: landed('agent'),
  };
}
