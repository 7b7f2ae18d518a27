import type { Cluster } from '../manifests/cluster';
import { namespaceOf } from '../manifests/kubernetes-object';
import type { Amounts, PodSpec } from '../manifests/pod-spec';
import { remembered } from '../manifests/remembered';
import { defineRule } from './rule';

export default defineRule({
  id: 'resource-limits',
  topic: 'resources',
  summary: 'A Windows container should have limits: without them it may take the whole node.',
  why: 'On Windows only limits reach the container: requests guarantee it nothing and hold nobody back. No process is killed when memory runs out; the node pages, and in the end becomes unhealthy with everything on it.',
  fix: 'Set resources.limits for memory and cpu on every container, or a LimitRange with defaults in the namespace.',
  severity: 'info',
  verdict: 'advice',
  reference: 'https://kubernetes.io/docs/concepts/configuration/windows-resource-management/',
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
          resources: { requests: { cpu: 500m, memory: 1Gi } }
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
          resources: { limits: { cpu: 500m, memory: 1Gi } }
  `,
  check: (pod, { template, cluster }) => {
    const defaults = defaultLimits(cluster).get(template.namespace);
    const running = runningContainers(pod);
    const without = (resource: string) =>
      defaults?.has(resource) ? [] : running.filter(({ limits }) => limits?.[resource] === undefined);
    const [memory, cpu] = [without('memory'), without('cpu')];
    const first = running.find((container) => memory.includes(container) || cpu.includes(container));
    if (first === undefined) return [];
    const problem = [said('memory', memory, running), said('cpu', cpu, running)]
      .filter((text) => text !== '')
      .join('; ');
    return [{ path: `${first.path}.resources.limits`, got: first.limits, problem }];
  },
});

interface Running {
  readonly path: string;
  readonly name: string;
  readonly limits: Amounts | undefined;
}

/** The containers that run as long as the pod does: sidecars, and those that are no init containers. */
function runningContainers({ initContainers = [], containers = [] }: PodSpec): Running[] {
  return [
    ...initContainers.map((container, index) => ({ path: `initContainers[${index}]`, container })),
    ...containers.map((container, index) => ({ path: `containers[${index}]`, container })),
  ].flatMap(({ path, container: { name, resources, restartPolicy } }) =>
    path.startsWith('init') && restartPolicy !== 'Always'
      ? []
      : [{ path, name: name || path, limits: resources?.limits }],
  );
}

/** The resources that a LimitRange limits where the container does not: its maximum is the default when it names none. */
const defaultLimits = remembered((cluster: Cluster) => {
  const byNamespace = new Map<string, Set<string>>();
  for (const range of cluster.all('LimitRange')) {
    const { limits = [] } = (range.spec ?? {}) as { readonly limits?: readonly LimitRangeItem[] };
    const resources = limits
      .filter(({ type }) => type === 'Container')
      .flatMap(({ default: usual = {}, max = {} }) => [...Object.keys(usual), ...Object.keys(max)]);
    const namespace = namespaceOf(range);
    const known = byNamespace.get(namespace) ?? new Set();
    for (const resource of resources) known.add(resource);
    byNamespace.set(namespace, known);
  }
  return byNamespace;
});

interface LimitRangeItem {
  readonly type?: string;
  readonly default?: Amounts;
  readonly max?: Amounts;
}

function said(resource: string, without: readonly Running[], running: readonly Running[]): string {
  if (without.length === 0) return '';
  if (without.length === running.length) return `${resource} has no limit`;
  return `${resource} has no limit in ${without.map(({ name }) => name).join(', ')}`;
}
