import { defineRule } from './rule';

export default defineRule({
  id: 'service-port',
  topic: 'network',
  summary: 'A Service answers on its own ports only.',
  why: 'Nothing forwards another port of its address: connections are refused or hang.',
  fix: 'Name a port of the Service, or leave the port out for its first one.',
  severity: 'error',
  verdict: 'node',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
});
