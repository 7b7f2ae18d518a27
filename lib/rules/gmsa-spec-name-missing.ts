import { gmsaUsesOf } from '../manifests/gmsa-use';
import { gmsaWebhooksIn } from '../manifests/gmsa-webhook-configuration';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-spec-name-missing',
  topic: 'gmsa',
  summary: 'A pod with the contents of a credential spec must name the GMSACredentialSpec as well.',
  why: 'By the name the gMSA webhook asks whether the service account may use it: a pod with contents and no name is refused, and in a cluster without the webhook anybody could write any identity.',
  fix: 'Set gmsaCredentialSpecName beside it, or the name alone: the webhook puts the contents in.',
  severity: 'warning',
  verdict: 'webhook',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  check: (pod, { cluster }) =>
    gmsaUsesOf(pod).flatMap(({ path, name, contents }) => {
      if (name !== undefined || contents === undefined) return [];
      const severity = gmsaWebhooksIn(cluster).length > 0 ? { severity: 'error' as const } : {};
      return [{ path: `${path}.gmsaCredentialSpecName`, got: undefined, ...severity }];
    }),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions:
          gmsaCredentialSpec: |
            {
              "ActiveDirectoryConfig": {
                "GroupManagedServiceAccounts": [
                  { "Name": "erp", "Scope": "corp.example" },
                  { "Name": "erp", "Scope": "CORP" }
                ]
              },
              "CmsPlugins": ["ActiveDirectory"],
              "DomainJoinConfig": {
                "DnsName": "corp.example",
                "DnsTreeName": "corp.example",
                "Guid": "244818ae-87ac-4fcd-92ec-e79e5252348a",
                "MachineAccountName": "erp",
                "NetBiosName": "CORP",
                "Sid": "S-1-5-21-2126449477-2524075714-3094792973"
              }
            }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions:
          gmsaCredentialSpecName: gmsa-erp
          gmsaCredentialSpec: |
            {
              "ActiveDirectoryConfig": {
                "GroupManagedServiceAccounts": [
                  { "Name": "erp", "Scope": "corp.example" },
                  { "Name": "erp", "Scope": "CORP" }
                ]
              },
              "CmsPlugins": ["ActiveDirectory"],
              "DomainJoinConfig": {
                "DnsName": "corp.example",
                "DnsTreeName": "corp.example",
                "Guid": "244818ae-87ac-4fcd-92ec-e79e5252348a",
                "MachineAccountName": "erp",
                "NetBiosName": "CORP",
                "Sid": "S-1-5-21-2126449477-2524075714-3094792973"
              }
            }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
