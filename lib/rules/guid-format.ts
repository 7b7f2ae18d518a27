import type { Cluster } from '../manifests/cluster';
import { type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { systemOf } from '../manifests/pod-system';
import { remembered } from '../manifests/remembered';
import { accountOf } from '../manifests/role-access';
import { isGuid } from '../windows/guid';
import { defineRule } from './rule';

const CLIENT_ID = 'azure.workload.identity/client-id';

export default defineRule({
  id: 'guid-format',
  topic: 'gmsa',
  summary: 'A GUID must have 32 hexadecimal digits in five groups.',
  why: 'Whoever reads it at run time finds nothing by it, and says so in a log at best.',
  fix: 'Write it as 12345678-1234-1234-1234-123456789abc, without braces.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/dotnet/api/system.guid',
  kinds: ['ServiceAccount'],
  checkObject: (account, { cluster }) => {
    const got = account.metadata?.annotations?.[CLIENT_ID];
    if (got === undefined || isGuid(got) || !isUsedOnWindows(account, cluster)) return [];
    return [{ path: `metadata.annotations[${CLIENT_ID}]`, got }];
  },
  bad: `
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: reports
      annotations: { azure.workload.identity/client-id: '{3f2504e0-4f89-41d3-9a0c-0305e82c3301}' }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: reports, labels: { azure.workload.identity/use: 'true' } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      serviceAccountName: reports
      containers:
        - name: reports
          image: registry.example.com/reports:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: reports
      annotations: { azure.workload.identity/client-id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: reports, labels: { azure.workload.identity/use: 'true' } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      serviceAccountName: reports
      containers:
        - name: reports
          image: registry.example.com/reports:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

function isUsedOnWindows(account: KubernetesObject, cluster: Cluster): boolean {
  return accountsOnWindows(cluster).has(`${namespaceOf(account)}/${account.metadata?.name}`);
}

const accountsOnWindows = remembered(
  (cluster: Cluster) =>
    new Set(
      cluster
        .podTemplates()
        .filter(({ spec }) => systemOf(spec, cluster).name === 'windows')
        .map(({ spec, namespace }) => `${namespace}/${accountOf(spec, namespace).name}`),
    ),
);
