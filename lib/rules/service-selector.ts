import type { Cluster } from '../manifests/cluster';
import { groupKindOf, type KubernetesObject, namespaceOf } from '../manifests/kubernetes-object';
import { exactly, type LabelSelector, picks } from '../manifests/label-selector';
import { demandsOf, podsNear } from '../manifests/pod-index';
import { windowsPodsIn } from '../manifests/pod-system';
import { remembered } from '../manifests/remembered';
import { backendsOf, maySharePlace, serviceSpecOf } from '../manifests/service';
import { isObject } from '../manifests/workload';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'service-selector',
  topic: 'network',
  summary: 'The selector of a Service or PodDisruptionBudget must match the labels of pods.',
  why: 'It matches none of the pods that the manifests make in its namespace: a Service without pods answers nobody, and a budget without pods protects none.',
  fix: 'Write the labels as they stand in spec.template.metadata.labels of the workload; labels of the workload itself do not count.',
  severity: 'warning',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  kinds: ['Service', 'policy/PodDisruptionBudget'],
  checkObject: (object, { cluster }) => {
    if (!hasWindowsPods(object, cluster)) return [];
    const found = object.kind === 'Service' ? unmatchedService(object, cluster) : unmatchedBudget(object, cluster);
    return found === undefined ? [] : [found];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: webserver }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
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
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: http }]
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, labels: { app: web } }
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

function unmatchedService(service: KubernetesObject, cluster: Cluster): Found | undefined {
  const { selector = {}, type } = serviceSpecOf(service);
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return undefined;
  if (backendsOf(service, cluster).all.length > 0) return undefined;
  return unseen(service, { matchLabels: selector }, cluster, { path: 'spec.selector', got: selector });
}

function unmatchedBudget(budget: KubernetesObject, cluster: Cluster): Found | undefined {
  const { selector } = (budget.spec ?? {}) as { readonly selector?: LabelSelector };
  if (selector === undefined || Object.keys(selector).length === 0) return undefined;
  return unseen(budget, selector, cluster, { path: 'spec.selector', got: selector });
}

/** Nothing when some object makes such pods, and be it one of a kind that nobody here knows. */
function unseen(object: KubernetesObject, selector: LabelSelector, cluster: Cluster, found: Found): Found | undefined {
  const namespace = namespaceOf(object);
  const isPicked = (labels: Readonly<Record<string, string>>) => picks(selector, exactly(labels)) !== false;
  const isMade =
    podsNear(cluster, [namespace], demandsOf(selector)).some(({ labels }) => isPicked(labels)) ||
    foreignTemplates(cluster).some((other) => maySharePlace(namespace, other.namespace) && isPicked(other.labels));
  return isMade ? undefined : found;
}

const foreignTemplates = remembered((cluster: Cluster) =>
  cluster.objects.flatMap((object) => {
    const labels = cluster.templateOf(object) === undefined ? labelsOfTemplate(object) : undefined;
    return labels === undefined ? [] : [{ namespace: namespaceOf(object), labels }];
  }),
);

/** Other kinds that make pods hold their template as those of Kubernetes do. */
function labelsOfTemplate(object: KubernetesObject): Readonly<Record<string, string>> | undefined {
  const isForeign = groupKindOf(object).includes('.') && isObject(object.spec);
  const template = isForeign ? (object.spec as { readonly template?: unknown }).template : undefined;
  const metadata = isObject(template) ? template.metadata : undefined;
  return isObject(metadata) && isObject(metadata.labels)
    ? (metadata.labels as Readonly<Record<string, string>>)
    : undefined;
}

/** Somebody else's Linux pods may well come from elsewhere: it is said where Windows pods stand beside. */
function hasWindowsPods(object: KubernetesObject, cluster: Cluster): boolean {
  return windowsPodsIn(cluster, namespaceOf(object)).length > 0;
}
