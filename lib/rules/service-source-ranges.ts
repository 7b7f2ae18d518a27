import { sourceRangeErrors } from '../api-server/service-validation';
import { defineRule, refusedByServer } from './rule';

/** The first minor whose API server takes networks in their one form only. */
const STRICT_SINCE = 36;

export default defineRule({
  id: 'service-source-ranges',
  topic: 'network',
  summary: 'loadBalancerSourceRanges must be networks, and belong to a Service of type LoadBalancer.',
  why: 'The API server refuses them on any other type, so that nobody believes in a filter that is not there; and it refuses what is no network, from 1.36 on also host bits.',
  fix: 'Give the Service type: LoadBalancer, or leave the field out and filter by a NetworkPolicy; write a network as 203.0.113.0/24, one address as 203.0.113.7/32.',
  fixInCode: 'Set type: ServiceType.LOAD_BALANCER, or filter with an isolation: allowFromOutside.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  kinds: ['Service'],
  checkObject: (service, { target: { kubernetes } }) => {
    const always = sourceRangeErrors(service, false);
    if (kubernetes !== undefined && kubernetes < STRICT_SINCE) return refusedByServer(always);
    const strict = sourceRangeErrors(service, true);
    if (kubernetes !== undefined) return refusedByServer(strict);
    const later = strict.filter(({ path }) => always.every((error) => error.path !== path));
    const problem = `it is not in the one form of a network (refused from Kubernetes 1.${STRICT_SINCE} on)`;
    return [
      ...refusedByServer(always),
      ...refusedByServer(later).map((found) => ({ ...found, problem, severity: 'warning' as const })),
    ];
  },
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80 }]
      loadBalancerSourceRanges: [203.0.113.0/24]
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      type: LoadBalancer
      selector: { app: web }
      ports: [{ port: 80 }]
      loadBalancerSourceRanges: [203.0.113.0/24]
  `,
});
