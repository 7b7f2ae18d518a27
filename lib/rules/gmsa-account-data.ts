import { gmsaUsesOf } from '../manifests/gmsa-use';
import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { PodSpec } from '../manifests/pod-spec';
import { accountProblems, type CredentialSpec, samName } from '../windows/credential-spec';
import {
  accountNamesOf,
  isFormProblem,
  readCredentialSpec,
  readCredentialSpecValue,
} from '../windows/credential-spec-json';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'gmsa-account-data',
  topic: 'gmsa',
  summary: 'The data of a credential spec must be those of the account and of its domain.',
  why: 'Neither the API server nor the webhook checks them: a wrong value shows only when the container cannot log on.',
  fix: 'Copy the values from Get-ADDomain and Get-ADServiceAccount, or the whole of what New-CredentialSpec writes: the account without domain and dollar sign, the SID and GUID of the domain.',
  fixInCode:
    'Copy the values from Get-ADDomain and Get-ADServiceAccount, or import the file of New-CredentialSpec by GmsaIdentity.fromCredentialSpecJson.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-troubleshooting',
  kinds: ['windows.k8s.io/GMSACredentialSpec'],
  checkObject: problemsOfResource,
  check: problemsOfPod,
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
        Sid: S-1-5-21-2126449477-2524075714-3094792973-1105
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

function problemsOfResource({ credspec }: KubernetesObject): Found[] {
  const read = readCredentialSpecValue(credspec);
  if (isFormProblem(read)) return [];
  const wrong = accountProblems(read.data).map(({ field, ...what }) => ({
    path: `credspec.${read.places[field] ?? field}`,
    ...what,
  }));
  const dollars = accountNamesOf(credspec as CredentialSpec)
    .filter(({ name }) => name.endsWith('$'))
    .map(({ place, name }) => ({
      path: `credspec.${place}`,
      got: name,
      problem: 'it ends with a dollar sign',
      allowed: samName(name),
      mend: { set: samName(name) },
    }));
  return [...wrong, ...dollars];
}

/** The contents are one long text: the first mistake in it has to do. */
function problemsOfPod(pod: PodSpec): Found[] {
  return gmsaUsesOf(pod).flatMap(({ path, contents }) => {
    const read = contents === undefined ? undefined : readCredentialSpec(contents);
    if (read === undefined || isFormProblem(read)) return [];
    const [first] = accountProblems(read.data);
    if (first === undefined) return [];
    const { field, got, allowed, problem } = first;
    const place = read.places[field] ?? field;
    return [
      {
        path: `${path}.gmsaCredentialSpec`,
        within: place,
        got,
        allowed,
        problem,
      },
    ];
  });
}
