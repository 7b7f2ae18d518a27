import { gmsaUsesOf, unseenGmsaUsesOf } from '../manifests/gmsa-use';
import { isFormProblem, readCredentialSpec } from '../windows/credential-spec-json';
import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-spec-json',
  topic: 'gmsa',
  summary: 'A credential spec in a pod must be the JSON that New-CredentialSpec writes.',
  why: 'The API server takes any text, and no text but the whole JSON lets Windows start the container.',
  fix: 'Leave gmsaCredentialSpec out and let the gMSA webhook put it in, or copy the text of the file that Get-CredentialSpec shows.',
  fixInCode: 'Pass the text of the file that Get-CredentialSpec shows, or give the account data to the constructor.',
  severity: 'error',
  verdict: 'node',
  reference:
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/manage-serviceaccounts#create-a-credential-spec',
  check: (pod) =>
    [...gmsaUsesOf(pod), ...unseenGmsaUsesOf(pod)].flatMap(({ path, contents }) => {
      // an empty one and one that is too long are refused by the API server: gmsa-spec-size
      const read = contents ? readCredentialSpec(contents, 'passed over') : undefined;
      if (read === undefined || !isFormProblem(read)) return [];
      const { field, got, problem, allowed } = read;
      const within = field === '' ? undefined : field;
      return [{ path: `${path}.gmsaCredentialSpec`, within, got, problem, allowed }];
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
          gmsaCredentialSpecName: gmsa-erp
          gmsaCredentialSpec: |
            erp@corp.example
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
