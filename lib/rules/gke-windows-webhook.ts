import { nodeChoiceOf } from '../manifests/node-choice';
import { containersOf } from '../manifests/pod-spec';
import { OS_LABEL } from '../windows/labels';
import { defineRule } from './rule';

export default defineRule({
  id: 'gke-windows-webhook',
  topic: 'operating-system',
  summary: 'A pod for Windows nodes of GKE must have neither privileged, not even false, nor hostAliases.',
  why: 'A webhook of GKE (windows.common-webhooks.networking.gke.io) looks at every pod whose node selector asks for Windows, with os or without, and refuses it for privileged, even when it is false, and for hostAliases.',
  fix: 'Leave the field out; host names belong in DNS.',
  severity: 'error',
  verdict: 'webhook',
  supersedes: ['linux-field-ignored'],
  platforms: ['gke'],
  reference: 'https://github.com/newrelic/helm-charts/pull/174',
  example: { platform: 'gke' },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      hostAliases: [{ ip: 10.0.0.7, hostnames: [erp.example.com] }]
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod, { cluster }) => {
    // it comes after admission, which merges the node selector of a RuntimeClass
    if (!nodeChoiceOf(pod, cluster).selectors.some((selector) => selector[OS_LABEL] === 'windows')) return [];
    // with os: windows the API server itself refuses privileged
    const privileged = pod.os?.name === 'windows' ? [] : containersOf(pod);
    return [
      ...(pod.hostAliases?.length ? [{ path: 'hostAliases', got: pod.hostAliases }] : []),
      ...privileged.flatMap(({ path, container }) => {
        const got = container.securityContext?.privileged;
        return got === undefined ? [] : [{ path: `${path}.securityContext.privileged`, got }];
      }),
    ];
  },
});
