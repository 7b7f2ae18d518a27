import { gmsaWebhooksIn, podsOfWebhook } from '../manifests/gmsa-webhook-configuration';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-webhook-replicas',
  topic: 'gmsa',
  summary: 'The gMSA webhook should run in two pods or more.',
  why: 'While its only pod moves to another node, no pod can be made in the namespaces that it looks into, whether it has a gMSA or not.',
  fix: 'Write replicas: 2, with a PodDisruptionBudget beside it.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://github.com/kubernetes-sigs/windows-gmsa/tree/master/charts',
  kinds: ['apps/Deployment'],
  checkObject: (deployment, { cluster }) => {
    const { replicas: got } = (deployment.spec ?? {}) as { readonly replicas?: number };
    if (got !== undefined && got > 1) return [];
    const isWebhook = gmsaWebhooksIn(cluster).some((webhook) =>
      podsOfWebhook(webhook, cluster).some(({ object }) => object === deployment),
    );
    return isWebhook ? [{ path: 'spec.replicas', got }] : [];
  },
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
        namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: NotIn, values: [gmsa-webhook, kube-system] }] }
        sideEffects: None
        admissionReviewVersions: [v1]
    ---
    apiVersion: v1
    kind: Service
    metadata: { name: gmsa-webhook }
    spec:
      selector: { app: gmsa-webhook }
      ports: [{ port: 443 }]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 1
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
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
    ---
    apiVersion: v1
    kind: Service
    metadata: { name: gmsa-webhook }
    spec:
      selector: { app: gmsa-webhook }
      ports: [{ port: 443 }]
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 2
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
  `,
});
