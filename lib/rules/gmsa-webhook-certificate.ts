import { gmsaWebhooksOf, type Webhook } from '../manifests/gmsa-webhook-configuration';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'gmsa-webhook-certificate',
  topic: 'gmsa',
  summary: 'The API server must trust the certificate of the gMSA webhook.',
  why: 'It calls the webhook by TLS under the name <service>.<namespace>.svc; when that fails, every gMSA pod is refused.',
  fix: 'Put the certificate of the authority into clientConfig.caBundle (PEM, in base64), or let cert-manager do so: annotation cert-manager.io/inject-ca-from: <namespace>/<certificate>.',
  fixInCode:
    'Give the PEM texts of a server certificate for that name, of its private key and of the authority that issued it, or leave certificate out and let cert-manager make them.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#authenticate-apiservers',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  checkObject: (configuration) =>
    gmsaWebhooksOf(configuration).flatMap(({ path, webhook }) => untrusted(path, webhook, configuration)),
  bad: `
    apiVersion: admissionregistration.k8s.io/v1
    kind: MutatingWebhookConfiguration
    metadata:
      name: gmsa-webhook
      labels: { app: gmsa-webhook }
    webhooks:
      - name: admission-webhook.windows-gmsa.sigs.k8s.io
        clientConfig: { service: { name: gmsa-webhook, namespace: gmsa-webhook, path: /mutate } }
        rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: ['*'], resources: [pods] }]
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

function untrusted(path: string, { clientConfig = {} }: Webhook, { metadata }: KubernetesObject): Found[] {
  const { caBundle: got, service } = clientConfig;
  if (got)
    return holdsCertificate(got)
      ? []
      : [{ path: `${path}.clientConfig.caBundle`, got, problem: 'it holds no certificate', severity: 'error' }];
  // cert-manager and OpenShift put it in where an annotation asks them to
  const isInjected = Object.keys(metadata?.annotations ?? {}).some((key) => /\/inject-/.test(key));
  if (service === undefined || isInjected) return [];
  return [{ path: `${path}.clientConfig.caBundle`, got: undefined }];
}

function holdsCertificate(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('latin1').includes('-----BEGIN CERTIFICATE-----');
}
