import { ADMIN_POLICIES } from '../admin-policy';
import type { Shape } from '../shape';
import { LABEL_SELECTOR } from './pod-spec';

/** The fields of the policies of administrators (kubernetes-sigs/network-policy-api `apis/v1alpha1`, `apis/v1alpha2`). */

const PODS: Shape = { fields: { namespaceSelector: LABEL_SELECTOR, podSelector: LABEL_SELECTOR } };

const SUBJECT = { namespaces: LABEL_SELECTOR, pods: PODS } as const;

const PEERS: Shape = { list: { fields: { ...SUBJECT, nodes: LABEL_SELECTOR, networks: { list: 'string' } } } };

const RANGE = { start: 'integer', end: 'integer' } as const;

const PORTS: Shape = {
  list: {
    fields: {
      portNumber: { fields: { protocol: 'string', port: 'integer' } },
      portRange: { fields: { protocol: 'string', ...RANGE } },
      namedPort: 'string',
    },
  },
};

const DESTINATION: Shape = { fields: { destinationPort: { fields: { number: 'integer', range: { fields: RANGE } } } } };

const PROTOCOLS: Shape = {
  list: { fields: { tcp: DESTINATION, udp: DESTINATION, sctp: DESTINATION, destinationNamedPort: 'string' } },
};

const RULES = (peers: 'from' | 'to'): Shape => ({
  list: { fields: { name: 'string', action: 'string', [peers]: PEERS, ports: PORTS, protocols: PROTOCOLS } },
});

const SPEC: Shape = {
  fields: {
    tier: 'string',
    priority: 'integer',
    subject: { fields: SUBJECT },
    ingress: RULES('from'),
    egress: RULES('to'),
  },
};

export const ADMIN_POLICY_SHAPES = ADMIN_POLICIES.map((kind): [string, { [field: string]: Shape }] => [
  kind,
  { spec: SPEC },
]);
