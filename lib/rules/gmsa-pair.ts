import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-pair',
  topic: 'gmsa',
  summary: 'A container must name a credential spec together with its contents, or take both from the pod.',
  why: 'Name and contents of a credential spec belong together: a container that has one of them takes neither from the pod. The contents that the pod carries do not reach it, and without the gMSA webhook it gets none at all.',
  fix: 'Leave gmsaCredentialSpecName out of the container, so that it has the gMSA of the pod, or give the container gmsaCredentialSpec as well.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/securitycontext/util.go',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions:
          gmsaCredentialSpecName: erp
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
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { gmsaCredentialSpecName: erp }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions:
          gmsaCredentialSpecName: erp
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
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => {
    if (!pod.securityContext?.windowsOptions?.gmsaCredentialSpec) return [];
    return (pod.containers ?? []).flatMap(({ securityContext }, index) => {
      const { gmsaCredentialSpecName: got, gmsaCredentialSpec } = securityContext?.windowsOptions ?? {};
      if (got === undefined || gmsaCredentialSpec !== undefined) return [];
      return [{ path: `containers[${index}].securityContext.windowsOptions.gmsaCredentialSpecName`, got }];
    });
  },
});
