import { GMSA_WEBHOOK_NAME } from '../windows/gmsa-webhook';
import { NAMESPACE_NAME_LABEL } from '../windows/labels';
import type { Cluster } from './cluster';
import type { KubernetesObject } from './kubernetes-object';
import { type KnownLabels, type LabelSelector, picks } from './label-selector';
import type { PodTemplate } from './pod-template';
import { backendsOf } from './service';

/** The parts of one webhook of a configuration that rules read. */
export interface Webhook {
  readonly name?: string;
  readonly clientConfig?: {
    readonly caBundle?: string;
    readonly service?: { readonly name?: string; readonly namespace?: string };
  };
  readonly rules?: readonly {
    readonly operations?: readonly string[];
    readonly apiGroups?: readonly string[];
    readonly apiVersions?: readonly string[];
    readonly resources?: readonly string[];
    readonly scope?: string;
  }[];
  readonly failurePolicy?: string;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly matchConditions?: readonly unknown[];
}

/** A gMSA webhook and its path in the configuration. */
export interface PlacedWebhook {
  readonly path: string;
  readonly webhook: Webhook;
}

export const MUTATING = 'admissionregistration.k8s.io/MutatingWebhookConfiguration';
const VALIDATING = 'admissionregistration.k8s.io/ValidatingWebhookConfiguration';

/** The gMSA webhooks of a configuration: all who install one leave its name as it is. */
export function gmsaWebhooksOf(configuration: KubernetesObject): PlacedWebhook[] {
  return ((configuration.webhooks ?? []) as readonly Webhook[])
    .map((webhook, index) => ({ path: `webhooks[${index}]`, webhook }))
    .filter(({ webhook }) => webhook.name === GMSA_WEBHOOK_NAME);
}

/** The gMSA webhooks among the objects looked at, those that put credential specs into pods or all. */
export function gmsaWebhooksIn(cluster: Cluster, kinds: readonly string[] = [MUTATING, VALIDATING]): Webhook[] {
  return kinds
    .flatMap((kind) => cluster.all(kind))
    .flatMap(gmsaWebhooksOf)
    .map(({ webhook }) => webhook);
}

/** Whether pods of a namespace are sent to a webhook; `undefined` where labels decide that nobody has shown. */
export function looksInto(
  { namespaceSelector = {} }: Webhook,
  namespace: string,
  cluster: Cluster,
): boolean | undefined {
  const labels = cluster.find('Namespace', namespace)?.metadata?.labels;
  // the API server gives every namespace its name as a label
  const known: KnownLabels = (key) => (key === NAMESPACE_NAME_LABEL ? namespace : labels && (labels[key] ?? null));
  return picks(namespaceSelector, known);
}

/** The pods behind the Service that a webhook is called by, as far as they are among the objects looked at. */
export function podsOfWebhook({ clientConfig }: Webhook, cluster: Cluster): readonly PodTemplate[] {
  const { name = '', namespace = '' } = clientConfig?.service ?? {};
  const service = cluster.find('Service', name, namespace) ?? cluster.find('Service', name);
  return service === undefined ? [] : backendsOf(service, cluster).all;
}
