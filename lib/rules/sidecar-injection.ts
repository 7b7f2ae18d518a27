import type { KubernetesObject } from '../manifests/kubernetes-object';
import type { PodTemplate } from '../manifests/pod-template';
import { SIDECAR_INJECTORS, type SidecarInjector, type Switch } from '../windows/sidecar-injectors';
import { defineRule, type Found } from './rule';

export default defineRule({
  id: 'sidecar-injection',
  topic: 'network',
  summary: 'Nobody must inject a Linux sidecar into a Windows pod.',
  why: 'Sidecars of service meshes are Linux images with Linux-only settings: with os.name: windows the API server refuses the changed pod, without it the pod hangs on an image that has nothing for Windows.',
  fix: 'Switch the injection off for this workload, by the label or annotation at spec.template.metadata.',
  severity: 'warning',
  verdict: 'webhook',
  reference: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  check: ({ hostNetwork }, { template, cluster }) => {
    // injectors leave pods on the network of the node alone
    if (hostNetwork === true) return [];
    const namespace = cluster.homeOf(template);
    return SIDECAR_INJECTORS.flatMap((injector) => injectedBy(injector, template, namespace));
  },
  bad: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop, labels: { istio-injection: enabled } }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
  good: `
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop, labels: { istio-injection: enabled } }
    ---
    apiVersion: v1
    kind: Pod
    metadata: { name: web, namespace: shop, labels: { sidecar.istio.io/inject: 'false' } }
    spec:
      os: { name: windows }
      nodeSelector: { kubernetes.io/os: windows }
      containers:
        - name: web
          image: registry.example.com/web:1.0-ltsc2022
          resources: { limits: { cpu: 500m, memory: 512Mi } }
  `,
});

function injectedBy(injector: SidecarInjector, template: PodTemplate, namespace?: KubernetesObject): Found[] {
  const { pod, namespaces, name, reference, knowsWindows } = injector;
  const path = `metadata.${pod.kind}[${pod.key}]`;
  const fix = `Set the ${pod.kind === 'labels' ? 'label' : 'annotation'} ${pod.key}: "${pod.off}" at the pod template (${reference}).`;
  const severity = knowsWindows ? 'info' : undefined;
  const about = { path, below: 'template', fix, severity } as const;
  // what is a label today was an annotation of that name before, and is still read
  for (const kind of [pod.kind, 'annotations'] as const) {
    const got = template[kind][pod.key];
    if (got === undefined) continue;
    const problem = `${name} injects its sidecar`;
    const at = `metadata.${kind}[${pod.key}]`;
    if (!pod.on(got)) return [];
    // where it may work, somebody may have wanted it
    const mend = knowsWindows ? undefined : { set: pod.off };
    return [{ ...about, path: at, got, problem, mend }];
  }
  const asked = namespaces.find((each) => isOn(each, namespace));
  if (asked === undefined || namespace === undefined) return [];
  const value = namespace.metadata?.[asked.kind]?.[asked.key];
  const problem = `${name} injects its sidecar into the pods of namespace ${namespace.metadata?.name}, which says ${asked.key}: ${value}`;
  return [{ ...about, got: undefined, problem }];
}

function isOn({ kind, key, on }: Switch, object?: KubernetesObject): boolean {
  const value = object?.metadata?.[kind]?.[key];
  return value !== undefined && on(value);
}
