import { containersOf, effectiveUserName, placeOfUserName } from '../manifests/pod-spec';
import { mayNotControlServices, restartsNetlogon } from '../windows/netlogon';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'netlogon-repair',
  topic: 'gmsa',
  summary: 'The Netlogon repair must run as an administrator.',
  why: 'A hook runs as the user of the container, and Windows lets only administrators and SYSTEM restart a service.',
  fix: "Write runAsUserName: ContainerAdministrator or 'NT AUTHORITY\\SYSTEM', or leave the repair out.",
  fixInCode:
    'State runAsUserName RunAsUser.SYSTEM or CONTAINER_ADMINISTRATOR (a container with a gMSA and no user runs as NETWORK SERVICE), or leave the repair out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/#troubleshooting',
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) => {
        const { container } = placed;
        const got = effectiveUserName(pod, container);
        const repairs = restartsNetlogon(container.lifecycle?.postStart?.exec?.command ?? []);
        return repairs && got !== undefined && mayNotControlServices(got)
          ? [{ path: placeOfUserName(placed), got }]
          : [];
      }),
    ),
  bad: `
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
          lifecycle:
            postStart: { exec: { command: [powershell.exe, -Command, 'Restart-Service netlogon'] } }
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: erp }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { windowsOptions: { gmsaCredentialSpecName: gmsa-erp, runAsUserName: 'NT AUTHORITY\\SYSTEM' } }
      containers:
        - name: erp
          image: registry.example.com/erp:1.0-ltsc2022
          lifecycle:
            postStart: { exec: { command: [powershell.exe, -Command, 'Restart-Service netlogon'] } }
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});
