import {
  containersOf,
  effectiveRunAsNonRoot,
  effectiveUserName,
  isHostProcess,
  placeOfRunAsNonRoot,
} from '../manifests/pod-spec';
import { parseImageReference } from '../windows/image-reference';
import { defineRule, oncePerPlace } from './rule';

export default defineRule({
  id: 'run-as-non-root-without-user',
  topic: 'windows-options',
  summary: 'On Windows runAsNonRoot must stand beside a runAsUserName: it only compares names.',
  why: 'The kubelet only compares names: an image without USER passes the test and then runs as ContainerAdministrator.',
  fix: 'Set windowsOptions.runAsUserName: ContainerUser beside it.',
  fixInCode: 'Set runAsUserName: RunAsUser.CONTAINER_USER beside it.',
  severity: 'warning',
  verdict: 'ignored',
  reference: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/kuberuntime/security_context_windows.go',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext: { runAsNonRoot: true }
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
  check: (pod) =>
    oncePerPlace(
      containersOf(pod).flatMap((placed) =>
        effectiveRunAsNonRoot(pod, placed.container) === true &&
        effectiveUserName(pod, placed.container) === undefined &&
        !isHostProcess(pod) &&
        // Nano Server names ContainerUser, and what is built on it some user
        parseImageReference(placed.container.image ?? '').base !== 'nanoserver'
          ? [{ path: placeOfRunAsNonRoot(placed), got: true, problem: `${placed.path} has no runAsUserName` }]
          : [],
      ),
    ),
});
