import { hasGmsa } from '../manifests/gmsa-use';
import {
  effectiveUserName,
  isHostProcess,
  type PlacedContainer,
  type PodSpec,
  placeOfUserName,
} from '../manifests/pod-spec';
import { isContainerAccount, isContainerAdministrator } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'gmsa-user',
  topic: 'gmsa',
  summary: 'A program that speaks to the network as a gMSA must not run as ContainerUser.',
  why: 'Windows lends the identity to processes of NETWORK SERVICE and SYSTEM alone: a ContainerUser is nobody to a database or a share, although the credential spec is in the pod.',
  fix: "Write runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE', or leave it out for images whose services run as an account that carries the identity, such as IIS.",
  fixInCode: 'Set RunAsUser.NETWORK_SERVICE, or leave the user out: it is set for you.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/gmsa-configure-app',
  check: (pod) =>
    isHostProcess(pod)
      ? []
      : oncePerPlace(
          regularContainersOf(pod).flatMap((placed) => {
            const got = effectiveUserName(pod, placed.container);
            const isUser = got !== undefined && isContainerAccount(got) && !isContainerAdministrator(got);
            return isUser && hasGmsa(pod, placed.container) ? [{ path: placeOfUserName(placed), got }] : [];
          }),
        ),
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp, runAsUserName: ContainerUser } }
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
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp, runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** An init container of a pod with a gMSA may well have work that needs no identity. */
function regularContainersOf({ containers = [] }: PodSpec): PlacedContainer[] {
  return containers.map((container, index) => ({ path: `containers[${index}]`, container }));
}
