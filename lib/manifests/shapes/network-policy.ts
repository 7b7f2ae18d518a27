import type { Shape } from '../shape';
import { LABEL_SELECTOR } from './pod-spec';

const PEERS: Shape = {
  list: {
    fields: {
      podSelector: LABEL_SELECTOR,
      namespaceSelector: LABEL_SELECTOR,
      ipBlock: { fields: { cidr: 'string', except: { list: 'string' } } },
    },
  },
};

const PORTS: Shape = { list: { fields: { protocol: 'string', port: 'integer or string', endPort: 'integer' } } };

/** The fields of the spec of a NetworkPolicy of Kubernetes (kubernetes/api `networking/v1/types.go`). */
export const NETWORK_POLICY_FIELDS = {
  podSelector: LABEL_SELECTOR,
  policyTypes: { list: 'string' },
  ingress: { list: { fields: { from: PEERS, ports: PORTS } } },
  egress: { list: { fields: { to: PEERS, ports: PORTS } } },
} as const satisfies Readonly<Record<string, Shape>>;
