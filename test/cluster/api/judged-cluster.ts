import { isDeepStrictEqual } from 'node:util';
import { inject } from 'vitest';
import type { Manifest } from '../../synth';
import type { KubernetesMinor } from '../control-plane/kubernetes-versions';
import { assumedBy, podMadeOf } from '../manifests/pods-of';
import { type Answer, ApiClient, ApiError, DRY_RUN, isAccepted, type Status, subjectOf } from './api-client';
import { until } from './until';

/** The collections of what makes pods, makers of makers first. */
const MAKERS_OF_PODS = [
  '/apis/batch/v1/*/cronjobs',
  '/apis/batch/v1/*/jobs',
  '/apis/apps/v1/*/deployments',
  '/apis/apps/v1/*/replicasets',
  '/apis/apps/v1/*/statefulsets',
  '/apis/apps/v1/*/daemonsets',
];

/** What the API server says of a manifest, or of a pod of it. */
export interface Judgement {
  /** `Deployment shop/web`, and `pod of Deployment shop/web` for the pods that a controller would make of it. */
  readonly subject: string;
  readonly accepted: boolean;
  readonly status: number;
  readonly message: string;
  readonly warnings: readonly string[];
}

/** One of the running control planes, as a judge of manifests. */
export class JudgedCluster extends ApiClient {
  static of(minor: KubernetesMinor): JudgedCluster {
    return new JudgedCluster(inject('clusters')[minor]);
  }

  /** What `provideFor` has made, by its path. */
  private readonly provided = new Map<string, Manifest>();

  /** Makes a namespace with exactly these labels, or changes the labels of the one that is there. */
  async provideNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    const manifest = namespace(name, labels);
    await this.untilDeleted([name]);
    const current = await this.read(manifest);
    if (current) await this.patch(`/api/v1/namespaces/${name}`, { metadata: { labels: replacing(current, labels) } });
    else await this.create(manifest);
    const account = serviceAccount('default', name);
    await until(`namespace ${name} has its default ServiceAccount`, async () => Boolean(await this.read(account)));
    await until(`the level of namespace ${name} is in force`, () => this.enforces(name, labels[ENFORCE]));
  }

  /** Whether admission has heard of the level: it reads namespaces from a cache of its own. */
  private async enforces(name: string, level = 'privileged'): Promise<boolean> {
    const admits = async (spec: object) => (await this.probe(name, spec)) !== undefined;
    return (
      (await admits({ ...NOT_ROOT, hostNetwork: true })) === (level === 'privileged') &&
      (await admits({})) === (level !== 'restricted')
    );
  }

  /** Makes a PriorityClass or RuntimeClass, anew where there is one of that name. */
  async provideClass(manifest: Manifest): Promise<void> {
    // nobody can change the handler of a RuntimeClass
    if (manifest.kind === 'RuntimeClass') await this.delete(manifest);
    await this.apply(manifest);
    await this.untilInForce(manifest);
  }

  /** Waits until admission, which reads classes from caches of its own, has heard of one as it is now. */
  async untilInForce(manifest: Manifest): Promise<void> {
    const { kind, metadata, scheduling } = manifest;
    const named = { [kind === 'RuntimeClass' ? 'runtimeClassName' : 'priorityClassName']: metadata.name };
    const { nodeSelector } = (scheduling ?? {}) as { nodeSelector?: object };
    await until(`${subjectOf(manifest)} is in force`, async () => {
      const pod = await this.probe('default', { ...NOT_ROOT, ...named });
      return pod && isDeepStrictEqual(pod.spec.nodeSelector, nodeSelector);
    });
  }

  /** A pod as it would be stored; `undefined` when admission forbids it. */
  private async probe(name: string, spec: object): Promise<Manifest | undefined> {
    const answer = await this.tryCreate(probePod(name, spec), DRY_RUN);
    if (!isAccepted(answer) && answer.status !== 403) throw new ApiError(`probe ${name}`, answer);
    return isAccepted(answer) ? answer.body : undefined;
  }

  /**
   * What must be there before pods are judged: their namespaces, as labelled, and the accounts and classes that they
   * name. It stays until `removeProvided`.
   */
  async provideFor(manifests: readonly Manifest[]): Promise<void> {
    const labels = new Map(manifests.map(({ metadata }) => [metadata.namespace ?? 'default', {}]));
    for (const { kind, metadata } of manifests)
      if (kind === 'Namespace') labels.set(metadata.name, metadata.labels ?? {});
    for (const [name, own] of labels) await this.remember(namespace(name, own));
    await Promise.all([...labels].map(([name, own]) => this.provideNamespace(name, own)));
    const declared = manifests.filter(({ kind }) => kind === 'ServiceAccount' || kind === 'RuntimeClass');
    for (const manifest of [...declared, ...assumedBy(manifests)]) {
      await this.remember(manifest);
      if (manifest.kind === 'ServiceAccount') await this.apply(manifest);
      else await this.provideClass(manifest);
    }
  }

  private async remember(manifest: Manifest): Promise<void> {
    this.provided.set(await this.pathOf(manifest), manifest);
  }

  /** Takes out all that `provideFor` has made, and with its namespaces what is in them. */
  async removeProvided(): Promise<void> {
    const all = [...this.provided.values()];
    this.provided.clear();
    const namespaces = all.filter(({ kind }) => kind === 'Namespace');
    await this.removeNamespaces(namespaces.map(({ metadata }) => metadata.name));
    for (const manifest of all) if (!namespaces.includes(manifest)) await this.delete(manifest);
  }

  /**
   * Ends all pods of the namespaces, and deletes them with all that is in them; `default` only loses its pods. They go in
   * the background: Kubernetes waits five seconds before it begins.
   */
  async removeNamespaces(names: readonly string[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const path = `/api/v1/namespaces/${name}`;
        // a namespace that still has pods is left alone for seconds before it is looked at again
        for (const makers of MAKERS_OF_PODS) {
          await this.deletePath(makers.replace('*', `namespaces/${name}`), { propagationPolicy: 'Background' });
        }
        await until(`${path} has no pods`, async () => {
          await this.deletePath(`${path}/pods`, { gracePeriodSeconds: '0' });
          return (await this.list(`${path}/pods`)).length === 0;
        });
        if (name !== 'default') await this.deletePath(path);
      }),
    );
  }

  /** Waits for namespaces that are being deleted. */
  async untilDeleted(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await until(`namespace ${name} is gone`, async () => {
        const current = await this.read(namespace(name));
        return (current?.status as { phase?: string } | undefined)?.phase !== 'Terminating';
      });
    }
  }

  /** Asks about the manifest, and about the pod of its template: Pod Security speaks of pods only. */
  async judge(manifest: Manifest): Promise<Judgement[]> {
    const subject = subjectOf(manifest);
    const pod = podMadeOf(manifest);
    const judgements = [judgementOf(subject, await this.tryCreate(manifest, DRY_RUN))];
    if (pod) judgements.push(judgementOf(`pod of ${subject}`, await this.tryCreate(pod, DRY_RUN)));
    return judgements;
  }
}

const NOT_ROOT = { securityContext: { runAsNonRoot: true } };
const ENFORCE = 'pod-security.kubernetes.io/enforce';

function namespace(name: string, labels: Readonly<Record<string, string>> = {}): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels }, spec: {} };
}

function serviceAccount(name: string, own: string): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: own }, spec: {} };
}

/** A Windows pod whose only sin against Pod Security is what the spec says, or does not say. */
function probePod(own: string, spec: object): Manifest {
  const containers = [{ name: 'probe', image: 'registry.example/probe:1' }];
  const metadata = { name: 'probe', namespace: own };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { os: { name: 'windows' }, containers, ...spec } };
}

/** What is there already, as `provideFor` leaves it, has been looked at before it was found to be there. */
function judgementOf(subject: string, answer: Answer): Judgement {
  const { message, reason } = answer.body as unknown as Status;
  const accepted = isAccepted(answer) || reason === 'AlreadyExists';
  return { subject, accepted, status: answer.status, message: accepted ? '' : message, warnings: answer.warnings };
}

/** A merge patch of the labels, by which all others go but the one that Kubernetes sets. */
function replacing({ metadata }: Manifest, labels: Readonly<Record<string, string>>): Record<string, string | null> {
  const gone = Object.keys(metadata.labels ?? {}).filter((label) => label !== 'kubernetes.io/metadata.name');
  return { ...Object.fromEntries(gone.map((label) => [label, null])), ...labels };
}
