import { isGmsaWebhookImage } from '../windows/gmsa-webhook';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-webhook-linux',
  topic: 'gmsa',
  summary: 'The gMSA webhook itself must run on Linux nodes.',
  why: 'Its image is for Linux only: on a Windows node the pod stays in ImagePullBackOff, and no gMSA pod can be made.',
  fix: 'Give its pods nodeSelector kubernetes.io/os: linux; the pods that use it are for Windows, it is not.',
  severity: 'error',
  verdict: 'node',
  reference:
    'https://github.com/kubernetes-sigs/windows-gmsa/blob/master/admission-webhook/deploy/gmsa-webhook.yml.tpl',
  check: ({ containers = [] }) =>
    containers.flatMap(({ image: got = '' }, index) =>
      isGmsaWebhookImage(got) ? [{ path: `containers[${index}].image`, got }] : [],
    ),
  bad: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 2
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { limits: { cpu: 500m, memory: 128Mi } }
  `,
  good: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: gmsa-webhook }
    spec:
      replicas: 2
      selector: { matchLabels: { app: gmsa-webhook } }
      template:
        metadata: { labels: { app: gmsa-webhook } }
        spec:
          os: { name: linux }
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { limits: { cpu: 500m, memory: 128Mi } }
  `,
});
