import { buildStatementsOf, selectorPath } from '../manifests/build-choice';
import { RUNTIME_CLASS, type RuntimeClass } from '../manifests/runtime-class';
import { offeredBuildsOf } from '../platforms/offered-builds';
import type { Target } from '../platforms/target';
import { WINDOWS_BUILD_LABEL } from '../windows/labels';
import { ENDED_BUILDS, isWindowsBuild, nameOfBuild } from '../windows/versions';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'platform-windows-version',
  topic: 'cluster',
  summary: 'A Windows version must be one that the platform offers with this Kubernetes version.',
  why: 'No node pool can be made that the pods could land on.',
  fix: 'Choose a version that the platform offers.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/windows/intro/#windows-os-version-support',
  example: { platform: 'aks', kubernetes: 34 },
  bad: `
    apiVersion: v1
    kind: Pod
    metadata: { name: web }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows, node.kubernetes.io/windows-build: 10.0.17763 }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2019
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
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  // a build that the RuntimeClass asks for is found there
  check: (pod, { target, cluster }) =>
    buildStatementsOf(pod, cluster)
      .filter(({ path }) => path !== 'runtimeClassName')
      .flatMap(({ path, got, builds }) => notOffered(path, got, builds, target)),
  kinds: [RUNTIME_CLASS],
  checkObject: (object, { target }) => {
    const build = (object as RuntimeClass).scheduling?.nodeSelector?.[WINDOWS_BUILD_LABEL];
    if (build === undefined || !isWindowsBuild(build)) return [];
    return notOffered(`scheduling.${selectorPath(WINDOWS_BUILD_LABEL)}`, build, [build], target);
  },
});

function notOffered(path: string, got: unknown, builds: readonly string[], target: Target): Found[] {
  const offered = offeredBuildsOf(target);
  if (offered === undefined || builds.length === 0) return [];
  if (builds.some((build) => offered.builds.includes(build) || ENDED_BUILDS.has(build))) return [];
  const { isSure, by } = offered;
  const problem = `${by} ${isSure ? 'does not offer' : 'does not name'} ${builds.map(nameOfBuild).join(', ')}`;
  const allowed = offered.builds.map(nameOfBuild).join(', ');
  return [{ path, got, problem, allowed, ...(isSure ? {} : { severity: 'warning' }) }];
}
