import type { Platform } from '../platforms/platform';
import type { Permission } from './flow';
import { requireLabels } from './selector';

/** DNS by both protocols: answers with many records, such as those for domain controllers, do not fit into UDP. */
export function dnsPermission({ namespace, podLabels, port }: Platform['dns']): Permission {
  return {
    direction: 'egress',
    peer: { kind: 'pods', name: 'cluster DNS', namespaces: [namespace], labels: requireLabels(podLabels) },
    ports: [
      { protocol: 'UDP', from: port, to: port },
      { protocol: 'TCP', from: port, to: port },
    ],
  };
}
