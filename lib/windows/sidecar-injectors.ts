/** Programs that put a container of their own into pods as these are created, and by what they decide for which. */
export interface SidecarInjector {
  readonly name: string;
  /** Where a pod says yes or no. */
  readonly pod: Switch;
  /** Where a namespace says yes for all of its pods. */
  readonly namespaces: readonly Switch[];
  /** Whether there is an edition that can inject into Windows pods. */
  readonly knowsWindows?: boolean;
  readonly reference: string;
}

/** A label or an annotation, and the values that switch it on and off. */
export interface Switch {
  readonly kind: 'labels' | 'annotations';
  readonly key: string;
  readonly on: (value: string) => boolean;
  readonly off: string;
}

const isTrue = (value: string) => value === 'true';
const isEnabled = (value: string) => value === 'enabled';

export const SIDECAR_INJECTORS: readonly SidecarInjector[] = [
  {
    name: 'Istio',
    pod: { kind: 'labels', key: 'sidecar.istio.io/inject', on: isTrue, off: 'false' },
    namespaces: [
      { kind: 'labels', key: 'istio-injection', on: isEnabled, off: 'disabled' },
      { kind: 'labels', key: 'istio.io/rev', on: (value) => value !== '', off: '' },
    ],
    reference: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  },
  {
    name: 'Linkerd',
    pod: {
      kind: 'annotations',
      key: 'linkerd.io/inject',
      on: (value) => value === 'enabled' || value === 'ingress',
      off: 'disabled',
    },
    namespaces: [
      {
        kind: 'annotations',
        key: 'linkerd.io/inject',
        on: (value) => value === 'enabled' || value === 'ingress',
        off: 'disabled',
      },
    ],
    knowsWindows: true,
    reference: 'https://linkerd.io/2/features/proxy-injection/',
  },
  {
    name: 'Consul',
    pod: { kind: 'annotations', key: 'consul.hashicorp.com/connect-inject', on: isTrue, off: 'false' },
    namespaces: [],
    reference: 'https://developer.hashicorp.com/consul/docs/reference/k8s/annotation-label',
  },
  {
    name: 'Kuma',
    pod: {
      kind: 'labels',
      key: 'kuma.io/sidecar-injection',
      on: (value) => isEnabled(value) || isTrue(value),
      off: 'disabled',
    },
    namespaces: [
      {
        kind: 'labels',
        key: 'kuma.io/sidecar-injection',
        on: (value) => isEnabled(value) || isTrue(value),
        off: 'disabled',
      },
    ],
    reference: 'https://kuma.io/docs/latest/reference/kubernetes-annotations/',
  },
  {
    name: 'Vault Agent',
    pod: { kind: 'annotations', key: 'vault.hashicorp.com/agent-inject', on: isTrue, off: 'false' },
    namespaces: [],
    reference: 'https://developer.hashicorp.com/vault/docs/platform/k8s/injector/annotations',
  },
];
