import {
  containersOf,
  effectiveRunAsNonRoot,
  effectiveUserName,
  isHostProcess,
  placeOfRunAsNonRoot,
} from '../manifests/pod-spec';
import { CONTAINER_ADMINISTRATOR, isContainerAdministrator, isSystem } from '../windows/accounts';
import { defineRule, type Found, oncePerPlace } from './rule';

export default defineRule({
  id: 'run-as-non-root-administrator',
  topic: 'windows-options',
  summary: 'With runAsNonRoot a container must not run as ContainerAdministrator.',
  why: 'The kubelet compares the user name with ContainerAdministrator and leaves the container in CreateContainerConfigError.',
  fix: 'Set runAsUserName: ContainerUser, or leave runAsNonRoot out.',
  fixInCode: 'Run as RunAsUser.CONTAINER_USER, or leave runAsNonRoot out.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        runAsNonRoot: true
        windowsOptions: { runAsUserName: ContainerAdministrator }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        runAsNonRoot: true
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => {
    // what a process of the node may say, host-process-run-as-non-root and host-process-user know
    if (isHostProcess(pod)) return [];
    return oncePerPlace(
      containersOf(pod).flatMap((placed): Found[] => {
        const user = effectiveUserName(pod, placed.container);
        if (effectiveRunAsNonRoot(pod, placed.container) !== true || user === undefined) return [];
        if (!isContainerAdministrator(user) && !isSystem(user)) return [];
        const found = { path: placeOfRunAsNonRoot(placed), got: true, problem: `${placed.path} runs as ${user}` };
        if (user.toLowerCase() === CONTAINER_ADMINISTRATOR.toLowerCase()) return [found];
        const problem = `${found.problem}, an administrator whose name the kubelet lets pass`;
        return [{ ...found, problem, severity: 'warning' }];
      }),
    );
  },
});
