import type { Manifest } from '../../synth';
import type { ApiClient } from '../api/api-client';
import { BUILDS, type Release } from './windows-builds';

/** A taint of a node. */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'NoExecute';
}

/** A node as its platform makes it; there is no machine behind it. */
export interface SimulatedNode {
  readonly name: string;
  readonly os: 'windows' | 'linux';
  /** `10.0.20348`; Windows nodes only. */
  readonly build?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
}

export type Extra = Pick<SimulatedNode, 'labels' | 'taints'>;

/** Two Windows nodes alike. */
export function windowsPool(name: string, release: Release, extra: Extra = {}): SimulatedNode[] {
  return [1, 2].map((index) => ({ name: `${name}-${index}`, os: 'windows', build: BUILDS[release], ...extra }));
}

/** Two Linux nodes alike. */
export function linuxPool(name: string, extra: Extra = {}): SimulatedNode[] {
  return [1, 2].map((index) => ({ name: `${name}-${index}`, os: 'linux', ...extra }));
}

const CAPACITY = { cpu: '64', memory: '256Gi', pods: '250', 'ephemeral-storage': '500Gi' };

/** Puts the nodes into the cluster, ready to take pods; the function that comes back takes them out again. */
export async function provideNodes(client: ApiClient, nodes: readonly SimulatedNode[]): Promise<() => Promise<void>> {
  await Promise.all(nodes.map((node) => provideNode(client, node)));
  return async () => {
    await Promise.all(nodes.map(({ name }) => client.deletePath(`/api/v1/nodes/${name}`)));
  };
}

async function provideNode(client: ApiClient, node: SimulatedNode): Promise<void> {
  const path = `/api/v1/nodes/${node.name}`;
  await client.create(manifestOf(node));
  const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'simulated' };
  const status = { capacity: CAPACITY, allocatable: CAPACITY, conditions: [ready] };
  await client.patch(`${path}/status`, { status });
  // admission marks a new node as not ready; nobody but us takes the mark away
  await client.patch(path, { spec: { taints: node.taints ?? [] } });
}

/** The labels that every kubelet sets, and those of the platform. */
function manifestOf({ name, os, build, labels }: SimulatedNode): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/os': os,
        'beta.kubernetes.io/os': os,
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        ...(build === undefined ? {} : { 'node.kubernetes.io/windows-build': build }),
        ...labels,
      },
    },
    spec: {},
  };
}
