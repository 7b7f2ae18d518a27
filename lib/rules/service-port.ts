import { defineRule } from './rule';

export default defineRule({
  id: 'service-port',
  topic: 'network',
  summary: 'A port of a Service must be one that it has.',
  why: 'Nothing forwards another port of its address: connections are refused or hang.',
  fix: 'Name a port of the Service, or leave the port out for its first one.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
});
