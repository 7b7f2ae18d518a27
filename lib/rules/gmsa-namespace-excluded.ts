import type { Cluster } from '../manifests/cluster';
import { gmsaUsesOf } from '../manifests/gmsa-use';
import { gmsaWebhooksIn, looksInto, MUTATING } from '../manifests/gmsa-webhook-configuration';
import { GMSA_EXCLUSION_LABELS } from '../windows/gmsa-webhook';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-namespace-excluded',
  topic: 'gmsa',
  summary: 'A pod with a gMSA must be in a namespace that the gMSA webhook looks into.',
  why: 'Nobody puts the credential spec into the pod there: it starts without the identity, and nothing says so.',
  fix: 'Put the workload into another namespace, or take this one out of the exclusion.',
  severity: 'warning',
  severityInCode: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-namespaceselector',
  check: (pod, { template, cluster }) => {
    const left = gmsaUsesOf(pod).filter(({ name, contents }) => name !== undefined && contents === undefined);
    if (left.length === 0 || template.namespace === '') return [];
    const exclusion = exclusionOf(template.namespace, cluster);
    if (exclusion === undefined) return [];
    const [{ path, name: got }] = left;
    return [{ path: `${path}.gmsaCredentialSpecName`, got, ...exclusion }];
  },
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: erp, labels: { gmsa-webhook: disabled } }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: erp, namespace: erp }
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
    apiVersion: v1
    kind: Namespace
    metadata: { name: erp }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: erp, namespace: erp }
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

/** What keeps the webhook away: its own configuration where that is known, else the labels by which one is told. */
function exclusionOf(namespace: string, cluster: Cluster): { problem: string } | undefined {
  const webhooks = gmsaWebhooksIn(cluster, [MUTATING]);
  if (webhooks.length > 0) {
    const isLeftOut = webhooks.every((webhook) => looksInto(webhook, namespace, cluster) === false);
    return isLeftOut ? { problem: `the namespaceSelector of the webhook leaves ${namespace} out` } : undefined;
  }
  const labels = cluster.find('Namespace', namespace)?.metadata?.labels ?? {};
  const [label] = Object.entries(GMSA_EXCLUSION_LABELS).find(([key, value]) => labels[key] === value) ?? [];
  if (label === undefined) return undefined;
  return { problem: `namespace ${namespace} carries the label ${label}: ${labels[label]}` };
}
