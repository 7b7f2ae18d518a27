import type { KubernetesObject } from '../manifests/kubernetes-object';
import { type FormProblem, isFormProblem, readCredentialSpecValue } from '../windows/credential-spec-json';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'gmsa-spec-shape',
  topic: 'gmsa',
  summary: 'A GMSACredentialSpec must hold a whole credential spec under credspec, in the spelling of Windows.',
  why: 'The API server asks for none of the fields, and those that it does not know it drops unless the client wants to hear of them: the webhook refuses pods when credspec is missing, and Windows starts no container when a part of it is.',
  fix: 'Put what New-CredentialSpec wrote under credspec at the top of the object (there is no spec): ActiveDirectoryConfig, CmsPlugins and DomainJoinConfig, capitals as they are.',
  severity: 'error',
  verdict: 'webhook',
  reference:
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#create-gmsa-credential-spec-resources',
  kinds: ['windows.k8s.io/GMSACredentialSpec'],
  checkObject: (object) => {
    if (object.credspec === undefined) return [missing(object)];
    const read = readCredentialSpecValue(object.credspec);
    return isFormProblem(read) ? [misshapen(read)] : [];
  },
  bad: `
    apiVersion: windows.k8s.io/v1
    kind: GMSACredentialSpec
    metadata: { name: gmsa-erp }
    credspec:
      ActiveDirectoryConfig:
        GroupManagedServiceAccounts:
          - { Name: erp, Scope: corp.example }
          - { Name: erp, Scope: CORP }
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

function missing(object: KubernetesObject): Found {
  const instead = Object.keys(object).find((key) => /^(cred)?spec$/i.test(key));
  const problem = instead === undefined ? undefined : `it stands under ${instead}, which nobody reads`;
  return { path: 'credspec', got: undefined, problem };
}

/** What is dropped may do no harm; what is missing does. */
function misshapen({ field, got, problem, allowed }: FormProblem): Found {
  const path = field === '' ? 'credspec' : `credspec.${field}`;
  const name = field.slice(field.lastIndexOf('.') + 1);
  const meant = allowed?.split(', ').find((known) => known !== name && known.toLowerCase() === name.toLowerCase());
  const isHarmless = (problem !== undefined && meant === undefined) || name === 'DnsTreeName';
  return { path, got, problem, allowed: meant ?? allowed, ...(isHarmless ? { severity: 'warning' } : {}) };
}
