import type { Cluster } from '../manifests/cluster';
import { gmsaWebhooksOf, looksInto, type Webhook } from '../manifests/gmsa-webhook-configuration';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'gmsa-webhook-exclusion',
  topic: 'gmsa',
  summary: 'The gMSA webhook must leave out its own namespace and those that the cluster lives on.',
  why: 'While none of its pods is ready, no pod can be made in a namespace that it looks into: its own cannot come back, and in kube-system neither DNS nor network nor anything else.',
  fix: 'Exclude both in namespaceSelector by kubernetes.io/metadata.name NotIn, and send it pods with a gMSA only (matchConditions).',
  severity: 'warning',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/#webhook-limit-scope',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  checkObject: (configuration, { cluster }) =>
    gmsaWebhooksOf(configuration).flatMap(({ path, webhook }) => caughtIn(path, webhook, cluster)),
  bad: `
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingWebhookConfiguration
    metadata:
      name: gmsa-webhook
      annotations: { cert-manager.io/inject-ca-from: gmsa-webhook/gmsa-webhook }
    webhooks:
      - name: admission-webhook.windows-gmsa.sigs.k8s.io
        clientConfig: { service: { name: gmsa-webhook, namespace: gmsa-webhook, path: /mutate } }
        rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: ['*'], resources: [pods] }]
        failurePolicy: Fail
        namespaceSelector: {}
        sideEffects: None
        admissionReviewVersions: [v1]
  `,
  good: `
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingWebhookConfiguration
    metadata:
      name: gmsa-webhook
      annotations: { cert-manager.io/inject-ca-from: gmsa-webhook/gmsa-webhook }
    webhooks:
      - name: admission-webhook.windows-gmsa.sigs.k8s.io
        clientConfig: { service: { name: gmsa-webhook, namespace: gmsa-webhook, path: /mutate } }
        rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: ['*'], resources: [pods] }]
        failurePolicy: Fail
        namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [gmsa-webhook, kube-system] }] }
        sideEffects: None
        admissionReviewVersions: [v1]
  `,
});

function caughtIn(path: string, webhook: Webhook, cluster: Cluster): Found[] {
  const { failurePolicy = 'Fail', matchConditions = [], objectSelector = {}, namespaceSelector: got } = webhook;
  const isPicky = matchConditions.length > 0 || Object.keys(objectSelector).length > 0;
  if (failurePolicy !== 'Fail' || isPicky) return [];
  const own = webhook.clientConfig?.service?.namespace;
  const at = `${path}.namespaceSelector`;
  if (own !== undefined && looksInto(webhook, own, cluster) === true) {
    return [{ path: at, got, problem: `it looks into its own namespace ${own}` }];
  }
  if (looksInto(webhook, 'kube-system', cluster) !== true) return [];
  return [{ path: at, got, problem: 'it looks into kube-system', severity: 'info' }];
}
