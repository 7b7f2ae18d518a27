import type { KubernetesObject } from '../manifests/kubernetes-object';
import { serviceSpecOf } from '../manifests/service';
import { type FieldError, forbidden, invalid, oneOf } from './field-error';
import { isCidr, isLegacyCidr } from './formats';

/**
 * What the API server refuses about a Service, as far as rules ask (kubernetes/kubernetes
 * `pkg/apis/core/validation/validation.go`, `ValidateService`). Paths are those of the manifest.
 */

const TRAFFIC_POLICIES = ['Cluster', 'Local'];

const SERVICE_TYPES: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

export function trafficPolicyErrors(service: KubernetesObject): FieldError[] {
  const { type = 'ClusterIP', externalIPs = [], externalTrafficPolicy: got } = serviceSpecOf(service);
  const path = 'spec.externalTrafficPolicy';
  // a type that there is not is a mistake of its own
  if (!got || !SERVICE_TYPES.includes(type)) return [];
  const isOpen = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs.length > 0);
  return isOpen ? oneOf(path, got, TRAFFIC_POLICIES) : [invalid(path, got, `the type of the Service is ${type}`)];
}

/** The annotation that did the same before the field; the field wins. */
const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** @param isStrict Whether the server wants networks in their one form, as it does by default from Kubernetes 1.36 on. */
export function sourceRangeErrors(service: KubernetesObject, isStrict: boolean): FieldError[] {
  const { type = 'ClusterIP', loadBalancerSourceRanges: ranges = [] } = serviceSpecOf(service);
  const text = service.metadata?.annotations?.[SOURCE_RANGES_ANNOTATION];
  const inField = ranges.map((range, index) => ({ path: `spec.loadBalancerSourceRanges[${index}]`, range }));
  const annotation = `metadata.annotations[${SOURCE_RANGES_ANNOTATION}]`;
  const inAnnotation = text?.trim() ? text.split(',').map((range) => ({ path: annotation, range })) : [];
  const isNetwork = isStrict ? isCidr : isLegacyCidr;
  const all = ranges.length > 0 ? inField : inAnnotation;
  const place = ranges.length > 0 ? 'spec.loadBalancerSourceRanges' : annotation;
  const isWrongType = type !== 'LoadBalancer' && (ranges.length > 0 || text !== undefined);
  return [
    ...(isWrongType ? [forbidden(place, ranges.length > 0 ? ranges : text, `the type of the Service is ${type}`)] : []),
    ...all
      // blanks around a network are part of the API
      .filter(({ range }) => !isNetwork(range.trim()))
      .map(({ path, range }) => invalid(path, range, 'it is no network')),
  ];
}
