import { trafficPolicyErrors } from '../api-server/service-validation';
import { defineRule, refusedByServer } from './rule';

export default defineRule({
  id: 'service-traffic-policy',
  topic: 'network',
  summary: 'A Service with externalTrafficPolicy must be reachable from outside.',
  why: 'The API server refuses it on a Service that is no LoadBalancer or NodePort and has no externalIPs, and it refuses other values than Cluster and Local.',
  fix: 'Leave externalTrafficPolicy out, or give the Service type: LoadBalancer or NodePort; the values are Cluster and Local.',
  fixInCode: 'Leave it out, or set type: ServiceType.LOAD_BALANCER.',
  severity: 'error',
  verdict: 'api',
  reference: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy',
  kinds: ['Service'],
  checkObject: (service) => refusedByServer(trafficPolicyErrors(service)),
  bad: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports: [{ port: 80 }]
      externalTrafficPolicy: Local
  `,
  good: `
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      type: LoadBalancer
      selector: { app: web }
      ports: [{ port: 80 }]
      externalTrafficPolicy: Local
  `,
});
