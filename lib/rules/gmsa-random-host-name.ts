import type { Cluster } from '../manifests/cluster';
import { wantsGmsa } from '../manifests/gmsa-use';
import { titleOf } from '../manifests/kubernetes-object';
import { makesSeveral } from '../manifests/replicas';
import { isGmsaWebhookImage } from '../windows/gmsa-webhook';
import { defineRule } from './rule';

const VARIABLE = 'RANDOM_HOSTNAME';

export default defineRule({
  id: 'gmsa-random-host-name',
  topic: 'gmsa',
  summary: 'The gMSA webhook must give random host names where a workload has several gMSA pods.',
  why: 'Windows cuts host names to 15 characters, which the pods of a Deployment share; pods with one gMSA and one host name break each the session of the other with the domain controller. Without RANDOM_HOSTNAME the webhook leaves the names alone.',
  fix: "Set env RANDOM_HOSTNAME: 'true' on the webhook (randomHostname: true in its chart), from v0.10 on.",
  severity: 'warning',
  verdict: 'node',
  reference: 'https://github.com/microsoft/Windows-Containers/issues/405',
  pods: ['linux', 'unknown'],
  check: (pod, { cluster }) =>
    (pod.containers ?? []).flatMap(({ image = '', env = [] }, index) => {
      if (!isGmsaWebhookImage(image)) return [];
      const at = env.findIndex(({ name }) => name === VARIABLE);
      const got = env[at]?.value;
      if (/^(1|t|true)$/i.test(got ?? '') || (at >= 0 && got === undefined)) return [];
      const sharing = severalWithOneName(cluster);
      if (sharing === undefined) return [];
      const path = at < 0 ? `containers[${index}].env` : `containers[${index}].env[${at}].value`;
      return [{ path, got, problem: `the pods of ${sharing} share the beginning of their names` }];
    }),
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
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: erp }
    spec:
      replicas: 3
      selector: { matchLabels: { app: erp } }
      template:
        metadata: { labels: { app: erp } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
          containers:
            - name: erp
              image: registry.example.com/erp:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
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
          nodeSelector: { kubernetes.io/os: linux }
          containers:
            - name: webhook
              image: registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0
              env: [{ name: RANDOM_HOSTNAME, value: 'true' }]
              ports: [{ containerPort: 443 }]
              resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 128Mi } }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: erp }
    spec:
      replicas: 3
      selector: { matchLabels: { app: erp } }
      template:
        metadata: { labels: { app: erp } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp } }
          containers:
            - name: erp
              image: registry.example.com/erp:1.0-ltsc2022
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** Pods of a StatefulSet have their names as host names, which the webhook honours. */
function severalWithOneName(cluster: Cluster): string | undefined {
  const found = cluster
    .podTemplates()
    .find(
      ({ object, spec }) =>
        wantsGmsa(spec) && !spec.hostname && object.kind !== 'StatefulSet' && makesSeveral(object, cluster),
    );
  return found && titleOf(found.object);
}
