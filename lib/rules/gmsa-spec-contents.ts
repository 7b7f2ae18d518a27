import { isDeepStrictEqual } from 'node:util';
import { gmsaUsesOf } from '../manifests/gmsa-use';
import { jsonSyntaxProblem } from '../manifests/json-syntax';
import { hasField } from '../manifests/workload';
import { CREDENTIAL_SPEC_SCHEMA, type Schema } from '../windows/gmsa-crd';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-spec-contents',
  topic: 'gmsa',
  summary: 'The contents of a credential spec in a pod must be those of the GMSACredentialSpec that it names.',
  why: 'The gMSA webhook compares the two field by field and refuses the pod when they differ.',
  fix: 'Leave gmsaCredentialSpec out: the webhook puts in what the GMSACredentialSpec holds.',
  severity: 'error',
  verdict: 'webhook',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  check: (pod, { cluster }) =>
    gmsaUsesOf(pod).flatMap(({ path, name = '', contents }) => {
      const resource = cluster.find('windows.k8s.io/GMSACredentialSpec', name);
      if (resource?.credspec === undefined || contents === undefined || jsonSyntaxProblem(contents) !== undefined)
        return [];
      const got: unknown = JSON.parse(contents);
      return isDeepStrictEqual(got, kept(resource.credspec, CREDENTIAL_SPEC_SCHEMA))
        ? []
        : [
            {
              path: `${path}.gmsaCredentialSpec`,
              got: contents,
              problem: `GMSACredentialSpec ${name} holds something else`,
            },
          ];
    }),
  bad: `
    apiVersion: windows.k8s.io/v1
    kind: GMSACredentialSpec
    metadata: { name: gmsa-erp }
    credspec:
      ActiveDirectoryConfig:
        GroupManagedServiceAccounts:
          - { Name: erp, Scope: corp.example }
          - { Name: erp, Scope: CORP }
      CmsPlugins: [ActiveDirectory]
      DomainJoinConfig:
        DnsName: corp.example
        DnsTreeName: corp.example
        Guid: 244818ae-87ac-4fcd-92ec-e79e5252348a
        MachineAccountName: erp
        NetBiosName: CORP
        Sid: S-1-5-21-2126449477-2524075714-3094792973
    ---
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
                "NetBiosName": "CORPEX",
                "Sid": "S-1-5-21-2126449477-2524075714-3094792973"
              }
            }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: windows.k8s.io/v1
    kind: GMSACredentialSpec
    metadata: { name: gmsa-erp }
    credspec:
      ActiveDirectoryConfig:
        GroupManagedServiceAccounts:
          - { Name: erp, Scope: corp.example }
          - { Name: erp, Scope: CORP }
      CmsPlugins: [ActiveDirectory]
      DomainJoinConfig:
        DnsName: corp.example
        DnsTreeName: corp.example
        Guid: 244818ae-87ac-4fcd-92ec-e79e5252348a
        MachineAccountName: erp
        NetBiosName: CORP
        Sid: S-1-5-21-2126449477-2524075714-3094792973
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
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

/** What the API server stores of a value: fields that it does not know are gone. */
function kept(value: unknown, { type, items, properties = {} }: Schema): unknown {
  if (type === 'array') return (value as unknown[]).map((entry) => (items === undefined ? entry : kept(entry, items)));
  if (type !== 'object') return value;
  const entries = Object.entries(value as object).filter(([key]) => hasField(properties, key));
  return Object.fromEntries(entries.map(([key, entry]) => [key, kept(entry, properties[key])]));
}
