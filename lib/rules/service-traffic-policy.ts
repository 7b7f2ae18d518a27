import { defineRule } from './rule';

export default defineRule({
  id: 'service-traffic-policy',
  summary: 'externalTrafficPolicy is for Services that are reachable from outside.',
  why: 'The API server refuses it on a Service that is neither a LoadBalancer nor a NodePort.',
  fix: 'Leave it out, or set type: ServiceType.LOAD_BALANCER.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy',
});
