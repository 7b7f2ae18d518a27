import { ADMIN_POLICIES } from '../admin-policy';
import type { Shape } from '../shape';
import { shapeOfType } from './kubernetes';
import type { KindShape } from './shapes';

const LABEL_SELECTOR = shapeOfType('LabelSelector');

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

const SHAPE: Shape = {
  fields: { apiVersion: 'string', kind: 'string', metadata: shapeOfType('ObjectMeta'), spec: SPEC, status: 'any' },
};

/** Not all of them has each version. */
export const ADMIN_POLICY_SHAPES: readonly (readonly [string, KindShape])[] = ADMIN_POLICIES.map((kind) => [
  kind,
  { shape: SHAPE, isComplete: false },
]);
