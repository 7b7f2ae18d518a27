import { isDnsSubdomain } from '../api-server/formats';
import type { Cluster } from '../manifests/cluster';
import { gmsaUsesOf } from '../manifests/gmsa-use';
import { remembered } from '../manifests/remembered';
import { samName } from '../windows/credential-spec';
import { accountNamesOf } from '../windows/credential-spec-json';
import { defineRule } from './rule';

const KIND = 'windows.k8s.io/GMSACredentialSpec';

export default defineRule({
  id: 'gmsa-spec-reference',
  topic: 'gmsa',
  summary: 'A pod must name its credential spec exactly as the GMSACredentialSpec is called.',
  why: 'The gMSA webhook looks for an object of that very name, not for the account, and refuses the pod when there is none.',
  fix: 'Write metadata.name of the GMSACredentialSpec in gmsaCredentialSpecName, and the same in resourceNames of the role.',
  severity: 'warning',
  verdict: 'webhook',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/',
  check: (pod, { cluster }) =>
    gmsaUsesOf(pod).flatMap(({ path, name: got }) => {
      if (got === undefined || !isDnsSubdomain(got) || cluster.find(KIND, got) !== undefined) return [];
      const meant = likeIt(got, cluster);
      return meant === undefined ? [] : [{ path: `${path}.gmsaCredentialSpecName`, got, allowed: meant }];
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
      securityContext: { windowsOptions: { gmsaCredentialSpecName: erp } }
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

/** One with nearly the same name, or with an account of that name, if there is exactly one. */
function likeIt(name: string, cluster: Cluster): string | undefined {
  const [only, ...others] = specsByPlainName(cluster).get(plain(name)) ?? [];
  // one that cannot have its name is a mistake of its own
  return only !== undefined && others.length === 0 && isDnsSubdomain(only) ? only : undefined;
}

const specsByPlainName = remembered((cluster: Cluster) => {
  const found = new Map<string, string[]>();
  for (const { metadata, credspec } of cluster.all(KIND)) {
    const name = metadata?.name ?? '';
    const account = accountNamesOf(credspec ?? {})[0].name;
    for (const each of new Set([plain(name), plain(samName(account))])) {
      const same = found.get(each);
      if (same === undefined) found.set(each, [name]);
      else same.push(name);
    }
  }
  return found;
});

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^gmsa(?=[-_.])/, '')
    .replace(/[-_.]/g, '');
}
