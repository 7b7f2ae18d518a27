import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '../synth';
import { type ApiClient, ApiError, isAccepted, type Status } from './api/api-client';

const POLL_MS = 100;

interface Owner {
  readonly kind: string;
  readonly name: string;
}

/** A pod as the API server has it. */
export interface Pod extends Manifest {
  readonly metadata: Manifest['metadata'] & {
    readonly namespace: string;
    readonly uid: string;
    readonly ownerReferences?: readonly Owner[];
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly name: string; readonly image: string }[];
  } & Manifest['spec'];
  readonly status: { readonly phase: string; readonly conditions?: readonly Condition[] };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

interface Claim extends Manifest {
  readonly spec: { readonly resources: { readonly requests: Readonly<Record<string, string>> } } & Manifest['spec'];
  readonly status: { readonly phase: string };
}

/**
 * What the nodes would do, so that controllers go on: a pod that has a node runs and is ready, the pod of a Job has
 * finished, a pod that is deleted is gone, and a claim gets a volume. It never moves a pod: that is the scheduler's work.
 */
export class SimulatedKubelet {
  private stopped = false;
  private readonly loop: Promise<void>;
  private failure: unknown;

  constructor(private readonly client: ApiClient) {
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
    if (this.failure) throw this.failure;
  }

  private async run(): Promise<void> {
    try {
      while (!this.stopped) {
        const [pods, claims] = await Promise.all([
          this.client.list<Pod>('/api/v1/pods'),
          this.client.list<Claim>('/api/v1/persistentvolumeclaims'),
        ]);
        await Promise.all([...pods.map((pod) => this.care(pod)), ...claims.map((claim) => this.provision(claim))]);
        await sleep(POLL_MS);
      }
    } catch (error) {
      this.failure = error;
    }
  }

  private async care({ metadata, spec, status }: Pod): Promise<void> {
    const path = `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`;
    if (metadata.deletionTimestamp !== undefined) {
      await this.ask('DELETE', path, { query: { gracePeriodSeconds: '0' } });
      return;
    }
    if (spec.nodeName === undefined || status.phase !== 'Pending') return;
    const ends = metadata.ownerReferences?.some(({ kind }) => kind === 'Job');
    const startedAt = new Date().toISOString();
    await this.ask('PATCH', `${path}/status`, {
      contentType: 'application/merge-patch+json',
      body: {
        metadata: { uid: metadata.uid },
        status: {
          phase: ends ? 'Succeeded' : 'Running',
          startTime: startedAt,
          conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({
            type,
            status: ends && type.endsWith('Ready') ? 'False' : 'True',
            lastTransitionTime: startedAt,
          })),
          containerStatuses: spec.containers.map(({ name, image }) => ({
            name,
            image,
            imageID: image,
            ready: !ends,
            started: !ends,
            restartCount: 0,
            state: ends
              ? { terminated: { exitCode: 0, reason: 'Completed', startedAt, finishedAt: startedAt } }
              : { running: { startedAt } },
          })),
        },
      },
    });
  }

  /** What we speak of may be gone or another by now, and what we make may be there already. */
  private async ask(...request: Parameters<ApiClient['call']>): Promise<void> {
    const answer = await this.client.call<Status>(...request);
    if (isAccepted(answer) || answer.status === 404 || answer.status === 409) return;
    throw new ApiError(`the simulated kubelet, ${request[0]} ${request[1]}`, answer);
  }

  private async provision({ metadata, spec, status }: Claim): Promise<void> {
    if (status.phase !== 'Pending') return;
    const { accessModes, storageClassName, volumeMode } = spec;
    await this.ask('POST', '/api/v1/persistentvolumes', {
      body: {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: `${metadata.namespace}-${metadata.name}` },
        spec: {
          accessModes,
          storageClassName,
          volumeMode,
          capacity: spec.resources.requests,
          persistentVolumeReclaimPolicy: 'Delete',
          claimRef: {
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            namespace: metadata.namespace,
            name: metadata.name,
          },
          csi: { driver: 'simulated.example', volumeHandle: `${metadata.namespace}/${metadata.name}` },
        },
      },
    });
  }
}
