import type { Cluster } from '../manifests/cluster';
import { groupOf, type KubernetesObject, namespaceOf, titleOf } from '../manifests/kubernetes-object';
import { systemOf } from '../manifests/pod-system';
import { remembered } from '../manifests/remembered';
import { defineRule, type Found } from './rule';

interface Target {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** The kinds of Kubernetes whose number of pods can be set, and the group of each. */
const SCALABLE: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'apps'],
  ['StatefulSet', 'apps'],
  ['ReplicaSet', 'apps'],
  ['ReplicationController', ''],
]);

export default defineRule({
  id: 'autoscaler-target',
  topic: 'scheduling',
  summary: 'A HorizontalPodAutoscaler must name a workload that can be scaled, by its apiVersion and kind.',
  why: 'The controller looks the target up by exactly this group and kind and does nothing when there is none (newer API servers refuse a reference without a group); a DaemonSet or Job has no number of pods to set.',
  fix: 'Write scaleTargetRef as the workload says of itself: apiVersion: apps/v1, kind: Deployment or StatefulSet, and its name.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  checkObject: (autoscaler, { cluster }) => {
    const target = (autoscaler.spec as { readonly scaleTargetRef?: Target } | undefined)?.scaleTargetRef;
    return target === undefined ? [] : wrongTarget(target, namespaceOf(autoscaler), cluster);
  },
  bad: `
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: web }
    spec:
      scaleTargetRef: { apiVersion: extensions/v1beta1, kind: Deployment, name: web }
      maxReplicas: 5
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      revisionHistoryLimit: 3
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              ports: [{ name: http, containerPort: 8080 }]
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: web }
    spec:
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
      maxReplicas: 5
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      revisionHistoryLimit: 3
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          os: { name: windows }
          nodeSelector: { kubernetes.io/os: windows }
          containers:
            - name: web
              image: registry.example.com/web:1.0-ltsc2022
              ports: [{ name: http, containerPort: 8080 }]
              resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

/** By namespace and name. */
const windowsWorkloads = remembered((cluster: Cluster) => {
  const workloads = new Map<string, KubernetesObject[]>();
  for (const { object, spec, namespace } of cluster.podTemplates()) {
    if (systemOf(spec, cluster).name !== 'windows') continue;
    const key = `${namespace}/${object.metadata?.name}`;
    const same = workloads.get(key);
    if (same === undefined) workloads.set(key, [object]);
    else same.push(object);
  }
  return workloads;
});

function wrongTarget({ apiVersion = '', kind = '', name }: Target, namespace: string, cluster: Cluster): Found[] {
  const path = 'spec.scaleTargetRef';
  const workloads = windowsWorkloads(cluster).get(`${namespace}/${name}`) ?? [];
  const sameKind = workloads.find((object) => object.kind === kind);
  if (sameKind !== undefined && !SCALABLE.has(kind))
    return [{ path: `${path}.kind`, got: kind, problem: 'it cannot be scaled' }];
  if (sameKind !== undefined && groupOf({ apiVersion }) !== SCALABLE.get(kind)) {
    const { apiVersion: allowed } = sameKind;
    const mend = groupOf(sameKind) === SCALABLE.get(kind) ? { mend: { set: allowed } } : {};
    return [{ path: `${path}.apiVersion`, got: apiVersion || undefined, allowed, ...mend }];
  }
  const other = sameKind === undefined ? workloads.find(isScalable) : undefined;
  // the workload of that kind may be elsewhere, under the name that this one has here
  return other === undefined || !SCALABLE.has(kind)
    ? []
    : [{ path: `${path}.kind`, got: kind, problem: `the manifests have ${titleOf(other)}`, allowed: other.kind }];
}

function isScalable({ kind }: KubernetesObject): boolean {
  return SCALABLE.has(kind);
}
