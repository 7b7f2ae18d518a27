import type { KubernetesObject } from '../../../lib/manifests/kubernetes-object';
import type { PodSpec } from '../../../lib/manifests/pod-spec';
import { image, WINDOWS } from './found-in';

export const LINUX: PodSpec = { os: { name: 'linux' }, nodeSelector: { 'kubernetes.io/os': 'linux' } };
export const HOST_PROCESS: PodSpec = {
  ...WINDOWS,
  hostNetwork: true,
  securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
};

export const WEB = { podSelector: { matchLabels: { app: 'web' } } };
export const APP_WEB = 'app == "web"';

export function pod(spec: PodSpec = WINDOWS, labels: Record<string, string> = { app: 'web' }, namespace = 'shop') {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace, labels },
    spec: { ...image('web'), ...spec },
  };
}

const namespaceOf = (kind: string) => (kind.includes('Global') ? undefined : 'shop');

export function calico(spec: object, kind = 'NetworkPolicy', name = 'web'): KubernetesObject {
  const metadata = { name, namespace: namespaceOf(kind) };
  return { apiVersion: 'projectcalico.org/v3', kind, metadata, spec };
}

export const globally = (spec: object) => calico(spec, 'GlobalNetworkPolicy');

export function kubernetes(spec: object, namespace = 'shop'): KubernetesObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web', namespace }, spec };
}

/** A rule of Calico for the web pods, to come in or to go out. */
export const ingress = (rule: object) =>
  calico({ selector: APP_WEB, types: ['Ingress'], ingress: [{ action: 'Allow', ...rule }] });
export const egress = (rule: object) =>
  calico({ selector: APP_WEB, types: ['Egress'], egress: [{ action: 'Allow', ...rule }] });
export const deny = (destination: object) => egress({ action: 'Deny', destination });

export const IN = 'spec.ingress[0]';
export const OUT = 'spec.egress[0]';
