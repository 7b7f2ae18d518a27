import { gmsaWebhooksOf } from '../manifests/gmsa-webhook-configuration';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-webhook-failure-policy',
  topic: 'gmsa',
  summary: 'A gMSA webhook that cannot be reached must let no pod pass.',
  why: 'With failurePolicy: Ignore, pods that are made while it is down start without their identity, or with contents of a credential spec that nobody has checked.',
  fix: 'Write failurePolicy: Fail, run two replicas, and restrict the webhook to pods that name a gMSA (matchConditions).',
  severity: 'warning',
  verdict: 'webhook',
  reference: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  checkObject: (configuration) =>
    gmsaWebhooksOf(configuration).flatMap(({ path, webhook: { failurePolicy: got } }) =>
      got === 'Ignore' ? [{ path: `${path}.failurePolicy`, got, allowed: 'Fail' }] : [],
    ),
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
        failurePolicy: Ignore
        namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [gmsa-webhook, kube-system] }] }
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
