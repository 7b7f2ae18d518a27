import { defineRule } from './rule';

export default defineRule({
  id: 'service-source-ranges',
  summary: 'loadBalancerSourceRanges belongs to a Service of type LoadBalancer.',
  why: 'The API server refuses it on any other type, so nothing would be filtered.',
  fix: 'Set type: ServiceType.LOAD_BALANCER, or filter with an isolation: allowFromOutside.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
});
