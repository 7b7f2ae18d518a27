import { defineRule } from './rule';

export default defineRule({
  id: 'gmsa-spec-version',
  topic: 'gmsa',
  summary: 'A GMSACredentialSpec should be written as windows.k8s.io/v1.',
  why: 'v1alpha1 has the same fields and is still served, but it is deprecated, and a cluster may install the definition without it.',
  fix: 'Write apiVersion: windows.k8s.io/v1.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://github.com/kubernetes-sigs/windows-gmsa/blob/master/admission-webhook/deploy/gmsa-crd.yml',
  kinds: ['windows.k8s.io/GMSACredentialSpec'],
  checkObject: ({ apiVersion: got }) =>
    got === 'windows.k8s.io/v1alpha1' ? [{ path: 'apiVersion', got, allowed: V1, mend: { set: V1 } }] : [],
  bad: `
    apiVersion: windows.k8s.io/v1alpha1
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
  `,
});

const V1 = 'windows.k8s.io/v1';
