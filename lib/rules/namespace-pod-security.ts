import { linuxOnlyFieldsOf } from '../api-server/linux-only-fields';
import type { PodSpec } from '../manifests/pod-spec';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../platforms/target';
import { enforcedPolicyOf, WINDOWS_FITS_RESTRICTED_SINCE } from '../pod-security/enforced-policy';
import { type PodSecurityObstacle, type PodSecurityPolicy, podSecurityObstacles } from '../pod-security/pod-security';
import type { PodContext } from './context';
import { ALL_PODS, defineRule, type Found, type Severity } from './rule';

export default defineRule({
  id: 'namespace-pod-security',
  topic: 'pod-security',
  summary: 'A pod must satisfy the Pod Security level that its namespace enforces.',
  why: 'Pod Security admission compares each pod with the level that the namespace enforces; the workload is accepted and its pods are not.',
  fix: 'Make the pod fit the level, or move it to a namespace whose label pod-security.kubernetes.io/enforce admits it: HostProcess pods need privileged.',
  fixInCode: 'Give the workload a namespace whose level fits (PodSecurityLevel), or make the pod fit the level.',
  severity: 'error',
  verdict: 'pod-security',
  supersedes: ['os-missing'],
  reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: { pod-security.kubernetes.io/enforce: restricted }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      securityContext:
        windowsOptions: { runAsUserName: ContainerUser }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shop
      labels: { pod-security.kubernetes.io/enforce: restricted }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop }
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
  pods: ALL_PODS,
  check: (pod, context) => {
    const policy = enforcedPolicyOf(context.template, context.cluster);
    if (policy === undefined) return [];
    const { obstacles, isSure } = obstaclesOf(pod, policy, context);
    if (obstacles.length === 0) return [];
    const asWindows = { ...pod, os: { name: 'windows' } };
    const isForWindows = context.system.name === 'windows' && pod.os === undefined;
    const where = `namespace ${context.template.namespace} enforces ${policy.level}`;
    const severity = isSure ? undefined : 'warning';
    if (isForWindows && obstaclesOf(asWindows, policy, context).obstacles.length < obstacles.length) {
      return [withoutOs(pod, `${where}, and without os.name it demands what only Linux has`, severity)];
    }
    const [{ path, got, allowed }, ...others] = obstacles;
    const isAnnotation = path.startsWith('annotations[');
    return [
      {
        path: isAnnotation ? `metadata.${path}` : path,
        below: isAnnotation ? 'template' : undefined,
        got,
        allowed: allowed === undefined ? undefined : String(allowed),
        problem: `${where}${others.length === 0 ? '' : `, which refuses ${namesOf(others)} as well`}`,
        severity,
      },
    ];
  },
});

/** What the policy refuses, and whether it does so for sure. */
function obstaclesOf(
  pod: PodSpec,
  { level, version }: PodSecurityPolicy,
  { target: { kubernetes, platform }, template: { annotations }, system }: PodContext,
): { obstacles: readonly PodSecurityObstacle[]; isSure: boolean } {
  const isWindows = pod.os?.name === 'windows';
  // that an old version can never be satisfied, pod-security-version says once for the namespace
  const used = isWindows && version !== undefined ? Math.max(version, WINDOWS_FITS_RESTRICTED_SINCE) : version;
  const servers = kubernetes === undefined ? [NEWEST_KUBERNETES, OLDEST_KUBERNETES] : [kubernetes];
  const each = servers.map((server) => podSecurityObstacles(pod, { level, version: used, server }, annotations));
  const obstacles = each.find((found) => found.length > 0) ?? [];
  // what a pod does not say, a webhook may add for it, as OpenShift does and as many do for Linux
  const isFinal = system.name === 'windows' && platform?.id !== 'openshift';
  const isStated = obstacles.some(({ got }) => got !== undefined);
  return { obstacles, isSure: each.every((found) => found.length > 0) && (isFinal || isStated) };
}

function withoutOs(pod: PodSpec, problem: string, severity: Severity | undefined): Found {
  const fix = 'Add os.name: windows to the pod spec.';
  // with os: windows the API server refuses Linux fields, which have to go first
  const mend = linuxOnlyFieldsOf(pod).length === 0 ? { set: 'windows' } : undefined;
  return { path: 'os.name', got: undefined, problem, fix, severity, mend };
}

const SHOWN = 3;

function namesOf(obstacles: readonly PodSecurityObstacle[]): string {
  const paths = [...new Set(obstacles.map(({ path }) => path))];
  const more = paths.length - SHOWN;
  const shown = paths.slice(0, SHOWN).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
