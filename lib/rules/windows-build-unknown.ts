import { KNOWN_BUILDS, selectorPath } from '../manifests/build-choice';
import { requiredExpressionsOf } from '../manifests/node-choice';
import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { ENDED_BUILDS, isWindowsBuild } from '../windows/versions';
import { defineRule } from './rule';

export default defineRule({
  id: 'windows-build-unknown',
  topic: 'scheduling',
  summary: 'A node selector must name a build that some Windows Server has.',
  why: 'The label of a node is its build, and a selector matches it letter by letter: with a digit wrong the pod stays Pending.',
  fix: 'Copy the build from kubectl get nodes -L node.kubernetes.io/windows-build.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://learn.microsoft.com/windows-server/get-started/windows-server-release-info',
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20384 }
      containers:
        - name: web
          image: registry.example.com/web:1.0
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.20348 }
      containers:
        - name: web
          image: registry.example.com/web:1.0
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  check: (pod) => [
    ...unknownIn(selectorPath(WINDOWS_BUILD_LABEL), pod.nodeSelector?.[WINDOWS_BUILD_LABEL]),
    ...requiredExpressionsOf(pod)
      .filter(({ key }) => key === WINDOWS_BUILD_LABEL)
      .flatMap(({ path, values }) => values.flatMap((value, index) => unknownIn(`${path}.values[${index}]`, value))),
  ],
  kinds: [RUNTIME_CLASS],
  checkObject: (object) => {
    const { nodeSelector } = (object as RuntimeClass).scheduling ?? {};
    return unknownIn(`scheduling.${selectorPath(WINDOWS_BUILD_LABEL)}`, nodeSelector?.[WINDOWS_BUILD_LABEL]);
  },
});

const NEWEST = Math.max(...KNOWN_BUILDS.map(numberOf));

function unknownIn(path: string, got: string | undefined): { path: string; got: string; allowed: string }[] {
  if (got === undefined || !isWindowsBuild(got)) return [];
  // what comes after the newest one that is known here may well exist
  if (KNOWN_BUILDS.includes(got) || ENDED_BUILDS.has(got) || numberOf(got) > NEWEST) return [];
  return [{ path, got, allowed: KNOWN_BUILDS.join(', ') }];
}

function numberOf(build: string): number {
  return Number(build.slice(build.lastIndexOf('.') + 1));
}
