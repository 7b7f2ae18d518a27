import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { WINDOWS } from './found-in';

/** Manifests about one account, for tests of the rules about gMSA. */

export const CREDSPEC = {
  ActiveDirectoryConfig: {
    GroupManagedServiceAccounts: [
      { Name: 'erp', Scope: 'corp.example' },
      { Name: 'erp', Scope: 'CORP' },
    ],
  },
  CmsPlugins: ['ActiveDirectory'],
  DomainJoinConfig: {
    DnsName: 'corp.example',
    DnsTreeName: 'corp.example',
    Guid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
    MachineAccountName: 'erp',
    NetBiosName: 'CORP',
    Sid: 'S-1-5-21-2126449477-2524075714-3094792973',
  },
};

export function credentialSpec(fields: object = { credspec: CREDSPEC }, name = 'gmsa-erp'): KubernetesObject {
  const object = { apiVersion: 'windows.k8s.io/v1', kind: 'GMSACredentialSpec', metadata: { name }, ...fields };
  // in a manifest nothing is undefined
  return JSON.parse(JSON.stringify(object));
}

export function gmsaPod(gmsaCredentialSpecName = 'gmsa-erp', pod: PodSpec = {}): PodSpec {
  return {
    ...WINDOWS,
    securityContext: { windowsOptions: { gmsaCredentialSpecName } },
    containers: [{ name: 'erp' }],
    ...pod,
  };
}

/** A Windows pod with contents. */
export function contents(gmsaCredentialSpec: unknown, gmsaCredentialSpecName?: string): PodSpec {
  const text = typeof gmsaCredentialSpec === 'string' ? gmsaCredentialSpec : JSON.stringify(gmsaCredentialSpec);
  return { ...WINDOWS, securityContext: { windowsOptions: { gmsaCredentialSpec: text, gmsaCredentialSpecName } } };
}

export function workload(kind: string, pod: PodSpec, spec: object = {}, name = 'erp'): KubernetesObject {
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { ...spec, template: { spec: pod } } };
}

export function namespace(name: string, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** The gMSA webhook in the namespace `gmsa`, for all pods unless the fields say otherwise. */
export function webhook(fields: object = {}, kind = 'Mutating', metadata: object = {}): KubernetesObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${kind}WebhookConfiguration`,
    metadata: { name: 'gmsa', ...metadata },
    webhooks: [
      { name: 'other.example.com' },
      {
        name: 'admission-webhook.windows-gmsa.sigs.k8s.io',
        clientConfig: { service: { name: 'gmsa', namespace: 'gmsa' } },
        rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['*'], resources: ['pods'] }],
        ...fields,
      },
    ],
  };
}

export function without(key: string, ...values: string[]): object {
  return { namespaceSelector: { matchExpressions: [{ key, operator: 'NotIn', values }] } };
}
