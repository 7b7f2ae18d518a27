import { type JsonObject, templatePathOf } from '../../../lib/manifests/workload';
import type { Manifest } from '../../synth';
import type { Pod } from '../simulated-kubelet';

/** The pod that a controller makes of the template; `undefined` for a Pod, and for what makes none. */
export function podMadeOf({ apiVersion, kind, metadata, ...rest }: Manifest): Manifest | undefined {
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

/** Those of the pods that are there that the workload has made; a CronJob makes them by a Job that is named after it. */
export function podsIn(pods: readonly Pod[], workload: Manifest): Pod[] {
  const { kind, spec } = workload;
  const { name, namespace = 'default' } = workload.metadata;
  const own = pods.filter(({ metadata }) => metadata.namespace === namespace);
  if (kind === 'Pod') return own.filter(({ metadata }) => metadata.name === name);
  if (kind === 'Job') return own.filter((pod) => isOwnedBy(pod, 'Job', name));
  if (kind === 'CronJob') return own.filter((pod) => isOwnedBy(pod, 'Job', nowNameOf(workload)));
  const { matchLabels } = (spec.selector ?? {}) as { matchLabels?: Readonly<Record<string, string>> };
  const wanted = Object.entries(matchLabels ?? {});
  if (wanted.length === 0) return [];
  return own.filter(({ metadata }) => wanted.every(([label, value]) => metadata.labels?.[label] === value));
}

/** The Job that `kubectl create job --from=cronjob/…` makes: nobody waits for the hour. */
export function jobNowOf(cronJob: Manifest): Manifest {
  const { namespace } = cronJob.metadata;
  const { spec } = cronJob.spec.jobTemplate as { spec: JsonObject };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: nowNameOf(cronJob), namespace }, spec };
}

function nowNameOf({ metadata }: Manifest): string {
  return `${metadata.name}-now`;
}

function isOwnedBy({ metadata }: Pod, kind: string, name: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.kind === kind && owner.name === name) ?? false;
}

/** What Windows is told about the first container: what is said on it goes before what is said on its pod. */
export function windowsOptionsOf({ spec }: Pick<Manifest, 'spec'>): WindowsOptions {
  const { securityContext, containers } = spec as unknown as SecuredSpec;
  return { ...securityContext?.windowsOptions, ...containers[0].securityContext?.windowsOptions };
}

interface SecuredSpec extends Secured {
  readonly containers: readonly Secured[];
}

interface Secured {
  readonly securityContext?: { readonly windowsOptions?: WindowsOptions };
}

interface WindowsOptions {
  readonly runAsUserName?: string;
  readonly gmsaCredentialSpecName?: string;
  readonly hostProcess?: boolean;
}

/** The accounts and classes that pods name, that they do not bring along and that do not come with Kubernetes. */
export function assumedBy(manifests: readonly Manifest[]): Manifest[] {
  const pods = manifests.flatMap((manifest) => (manifest.kind === 'Pod' ? manifest : (podMadeOf(manifest) ?? [])));
  const named = pods.flatMap(({ metadata, spec }) => {
    const { priorityClassName, runtimeClassName, serviceAccountName } = spec as Readonly<Record<string, string>>;
    return [
      object('scheduling.k8s.io/v1', 'PriorityClass', { name: priorityClassName }, { value: 1000 }),
      object('node.k8s.io/v1', 'RuntimeClass', { name: runtimeClassName }, { handler: 'windows' }),
      object('v1', 'ServiceAccount', { name: serviceAccountName, namespace: metadata.namespace }),
    ];
  });
  const known = new Set(manifests.map(keyOf));
  const assumed = named.filter(
    (own) => own.metadata.name && !BUILT_IN.test(own.metadata.name) && !known.has(keyOf(own)),
  );
  return [...new Map(assumed.map((own) => [keyOf(own), own])).values()];
}

/** Two priority classes, and the account of every namespace. */
const BUILT_IN = /^(system-.*|default)$/;

/** Of what is assumed, accounts alone have a namespace. */
function keyOf({ kind, metadata }: Manifest): string {
  return kind === 'ServiceAccount' ? `${kind} ${metadata.namespace} ${metadata.name}` : `${kind} ${metadata.name}`;
}

function object(apiVersion: string, kind: string, metadata: Manifest['metadata'], fields: object = {}): Manifest {
  return { apiVersion, kind, metadata, ...fields } as Manifest;
}
