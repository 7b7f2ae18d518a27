import { gmsaWebhooksOf, type Webhook } from '../manifests/gmsa-webhook-configuration';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-webhook-rules',
  topic: 'gmsa',
  summary: 'The gMSA webhook must be called for every pod that is created.',
  why: 'It works on pods alone: registered for other objects, for other operations or for the cluster scope it is never called, and pods start without their identity.',
  fix: "Write rules with operations: [CREATE], apiGroups: [''], apiVersions: [v1] and resources: [pods], and leave scope out.",
  severity: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-rules',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  checkObject: (configuration) =>
    gmsaWebhooksOf(configuration).flatMap(({ path, webhook: { rules: got = [] } }) =>
      got.some(isCalledForPods) ? [] : [{ path: `${path}.rules`, got }],
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
        rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: ['*'], resources: [deployments] }]
        failurePolicy: Fail
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

type AdmissionRule = NonNullable<Webhook['rules']>[number];

function isCalledForPods({ operations, apiGroups, apiVersions, resources, scope = '*' }: AdmissionRule): boolean {
  const has = (list: readonly string[] = [], ...values: string[]) => values.some((value) => list.includes(value));
  return (
    has(operations, 'CREATE', '*') &&
    has(apiGroups, '', '*') &&
    has(apiVersions, 'v1', '*') &&
    has(resources, 'pods', '*', '*/*') &&
    scope !== 'Cluster'
  );
}
