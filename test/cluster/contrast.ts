import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WindowsDaemonSet, WindowsDeployment } from 'cdk8s-windows';
import type { Manifest } from '../synth';
import type { JudgedCluster } from './judged-cluster';
import { untilSettled } from './settled';
import type { Pod } from './simulated-kubelet';
import type { SimulatedNode } from './simulated-nodes';

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
  const made = {
    'cdk8s-plus Deployment': new kplus.Deployment(chart, 'stock-web', { ...small, replicas }),
    'cdk8s-plus DaemonSet': new kplus.DaemonSet(chart, 'stock-agent', small),
    WindowsDeployment: new WindowsDeployment(chart, 'web', { ...small, replicas }),
    WindowsDaemonSet: new WindowsDaemonSet(chart, 'agent', small),
  };
  const manifests = Testing.synth(chart) as Manifest[];
  await cluster.provideFor(manifests);
  await Promise.all(manifests.map((manifest) => cluster.apply(manifest)));
  await untilSettled(cluster, namespace);
  const pods = await cluster.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  await cluster.removeNamespaces([namespace]);
  const landed = ({ name }: { readonly name: string }) => {
    const own = pods.filter(({ metadata }) => new RegExp(`^${name}-[a-z0-9]+(-[a-z0-9]+)?$`).test(metadata.name));
    const reached = new Set(own.map(({ spec }) => spec.nodeName));
    const kinds = nodes.filter((node) => reached.has(node.name)).map(({ build }) => nameOf(build));
    return [...new Set(kinds)].join(', ');
  };
  return {
    cluster: title,
    'cdk8s-plus Deployment': landed(made['cdk8s-plus Deployment']),
    'cdk8s-plus DaemonSet': landed(made['cdk8s-plus DaemonSet']),
    WindowsDeployment: landed(made.WindowsDeployment),
    WindowsDaemonSet: landed(made.WindowsDaemonSet),
  };
}

/** `Linux`, or the version of Windows. */
export function nameOf(build: string | undefined): string {
  const names: Record<string, string> = { '10.0.17763': '2019', '10.0.20348': '2022', '10.0.26100': '2025' };
  return build === undefined ? 'Linux' : `Windows ${names[build]}`;
}
