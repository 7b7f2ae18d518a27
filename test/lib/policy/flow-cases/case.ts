import type { Manifest } from '../../../synth';

interface Given extends Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'> {
  readonly spec?: Manifest['spec'];
  readonly [field: string]: unknown;
}

/** What is said of both ends of a flow, as `said` puts it. */
export interface FlowCase {
  readonly policies: readonly Given[];
  /** `shop/web -> 8.8.8.8 TCP 443` */
  readonly flow: string;
  readonly linux: string;
  readonly windows: string;
}

export type Spec = Readonly<Record<string, unknown>>;

export const calico = (kind: string, metadata: Manifest['metadata'], spec: Spec) => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata,
  spec,
});
export const globally = (name: string, spec: Spec) => calico('GlobalNetworkPolicy', { name }, spec);
export const inShop = (name: string, spec: Spec) => calico('NetworkPolicy', { name, namespace: 'shop' }, spec);
export const tier = (name: string, defaultAction: string) => calico('Tier', { name }, { order: 500, defaultAction });
export const kubernetes = (name: string, spec: Spec) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector: { matchLabels: { app: 'web' } }, ...spec },
});

export const admin = (kind: string, name: string, spec: Spec) => ({
  apiVersion: 'policy.networking.k8s.io/v1alpha1',
  kind,
  metadata: { name },
  spec: { subject: { namespaces: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }, ...spec },
});

export const WEB = { selector: 'app == "web"' };
export const OUT = { ...WEB, types: ['Egress'] };
export const IN = { ...WEB, types: ['Ingress'] };
export const ALLOW = { action: 'Allow' };
export const tcp = (action: string, ...ports: (number | string)[]) => ({
  action,
  protocol: 'TCP',
  destination: { ports },
});
export const to = (...nets: string[]) => ({ destination: { nets } });
export const METADATA = '169.254.169.254/32';
