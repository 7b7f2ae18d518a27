import { containersOf, effectiveUserName, isHostProcess, placeOfUserName } from '../manifests/pod-spec';
import { isLocalGroup } from '../windows/accounts';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'local-group-needs-host-process',
  topic: 'host-process',
  summary: 'A container that runs as a local group of the node must be a HostProcess container.',
  why: 'Any other container logs on as a user of its image; a group is none, so it does not start.',
  fix: 'Name a user of the image, such as ContainerUser or ContainerAdministrator.',
  fixInCode: 'Use a HostProcess workload, or an account such as RunAsUser.CONTAINER_USER.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/#choosing-a-user-account',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { runAsUserName: Administrators }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
          securityContext:
            windowsOptions: { runAsUserName: ContainerAdministrator }
  `,
  check: (pod) =>
    isHostProcess(pod)
      ? []
      : oncePerPlace(
          containersOf(pod).flatMap((placed) => {
            const got = effectiveUserName(pod, placed.container);
            return got !== undefined && isLocalGroup(got) ? [{ path: placeOfUserName(placed), got }] : [];
          }),
        ),
});
