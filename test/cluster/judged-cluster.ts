import { inject } from 'vitest';
import { type JsonObject, templatePathOf } from '../../lib/manifests/workload';
import type { Manifest } from '../synth';
import { type Answer, ApiClient, DRY_RUN, isAccepted, type Status } from './api-client';
import type { KubernetesMinor } from './kubernetes-versions';
import { until } from './until';

/** What makes pods, makers of makers first. */
const WORKLOADS = [
  '/apis/batch/v1/*/cronjobs',
  '/apis/batch/v1/*/jobs',
  '/apis/apps/v1/*/deployments',
  '/apis/apps/v1/*/replicasets',
  '/apis/apps/v1/*/statefulsets',
  '/apis/apps/v1/*/daemonsets',
];

/** What the API server says of a manifest, or of a pod of it. */
export interface Verdict {
  /** `Deployment shop/web`, and `pod of Deployment shop/web` for the pods that a controller would make of it. */
  readonly subject: string;
  readonly accepted: boolean;
  readonly status: number;
  readonly message: string;
  readonly fields: readonly string[];
  readonly warnings: readonly string[];
}

/** One of the running control planes, as a judge of manifests. */
export class JudgedCluster extends ApiClient {
  static of(minor: KubernetesMinor): JudgedCluster {
    return new JudgedCluster(inject('clusters')[minor]);
  }

  /** Makes a namespace with exactly these labels, or changes the labels of the one that is there. */
  async provideNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    const manifest: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels }, spec: {} };
    await this.untilDeleted([name]);
    const current = await this.read(manifest);
    if (current) await this.call('PUT', `/api/v1/namespaces/${name}`, { body: withLabels(current, labels) });
    else await this.create(manifest);
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
      spec: {},
    };
    await until(`namespace ${name} has its default ServiceAccount`, async () => Boolean(await this.read(account)));
    await until(`the level of namespace ${name} is in force`, () => this.enforces(name, labels[ENFORCE]));
  }

  /** Whether admission has heard of the level: it reads namespaces from a cache of its own. */
  private async enforces(namespace: string, level = 'privileged'): Promise<boolean> {
    const admits = async (spec: object) => (await this.tryCreate(probe(namespace, spec), DRY_RUN)).status !== 403;
    const runAsNonRoot = { securityContext: { runAsNonRoot: true } };
    return (
      (await admits({ ...runAsNonRoot, hostNetwork: true })) === (level === 'privileged') &&
      (await admits({})) === (level !== 'restricted')
    );
  }

  /** What must be there before pods are judged: their namespaces, as labelled, ServiceAccounts and classes. */
  async provideFor(manifests: readonly Manifest[]): Promise<void> {
    const labels = new Map(manifests.map(({ metadata }) => [metadata.namespace ?? 'default', {}]));
    for (const { kind, metadata } of manifests)
      if (kind === 'Namespace') labels.set(metadata.name, metadata.labels ?? {});
    await Promise.all([...labels].map(([name, own]) => this.provideNamespace(name, own)));
    const first = manifests.filter(({ kind }) => kind === 'ServiceAccount' || kind === 'RuntimeClass');
    await Promise.all([...first, ...priorityClassesOf(manifests)].map((manifest) => this.apply(manifest)));
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
        for (const workloads of WORKLOADS) {
          await this.deletePath(workloads.replace('*', `namespaces/${name}`), { propagationPolicy: 'Background' });
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
        const { body } = await this.call('GET', `/api/v1/namespaces/${name}`);
        return (body as { status?: { phase?: string } }).status?.phase !== 'Terminating';
      });
    }
  }

  /** Asks about the manifest, and about the pod of its template: Pod Security speaks of pods only. */
  async judge(manifest: Manifest): Promise<Verdict[]> {
    const subject = subjectOf(manifest);
    const pod = podOf(manifest);
    const answers = [{ subject, answer: await this.tryCreate(manifest, DRY_RUN) }];
    if (pod) answers.push({ subject: `pod of ${subject}`, answer: await this.tryCreate(pod, DRY_RUN) });
    return answers.map((asked) => verdictOf(asked.subject, asked.answer));
  }
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** A Windows pod whose only sin against Pod Security is what the spec says, or does not say. */
function probe(namespace: string, spec: object): Manifest {
  const containers = [{ name: 'probe', image: 'registry.example/probe:1' }];
  const metadata = { name: 'probe', namespace };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { os: { name: 'windows' }, containers, ...spec } };
}

export function subjectOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

/** The pod that a controller makes of the template; `undefined` for a Pod, and for what makes none. */
export function podOf({ apiVersion, kind, metadata, ...rest }: Manifest): Manifest | undefined {
  const path = templatePathOf(apiVersion, kind);
  if (path === undefined || path.length === 0) return undefined;
  const template = path.reduce<JsonObject>((value, key) => value[key] as JsonObject, rest);
  const own = (template.metadata ?? {}) as JsonObject;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...own, name: `${metadata.name}-pod`.slice(-63), namespace: metadata.namespace },
    spec: template.spec as JsonObject,
  };
}

/** The classes that pods name and that do not come with Kubernetes. */
export function priorityClassesOf(manifests: readonly Manifest[]): Manifest[] {
  const pods = manifests.map((manifest) => (manifest.kind === 'Pod' ? manifest : podOf(manifest)));
  const names = new Set(pods.flatMap((pod) => (pod?.spec.priorityClassName as string | undefined) ?? []));
  return [...names]
    .filter((name) => !name.startsWith('system-'))
    .map(
      (name) =>
        ({
          apiVersion: 'scheduling.k8s.io/v1',
          kind: 'PriorityClass',
          metadata: { name },
          value: 1000,
        }) as unknown as Manifest,
    );
}

function verdictOf(subject: string, answer: Answer): Verdict {
  const { message, details } = answer.body as unknown as Status;
  const isThere = answer.status === 409;
  return {
    subject,
    accepted: isAccepted(answer) || isThere,
    status: answer.status,
    message: isAccepted(answer) || isThere ? '' : message,
    fields: (details?.causes ?? []).flatMap(({ field }) => field ?? []),
    warnings: answer.warnings,
  };
}

function withLabels(current: Manifest, labels: Readonly<Record<string, string>>): Manifest {
  const own = { 'kubernetes.io/metadata.name': current.metadata.name };
  return { ...current, metadata: { ...current.metadata, labels: { ...own, ...labels } } };
}
