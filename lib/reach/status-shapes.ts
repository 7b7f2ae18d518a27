import type { Shape } from '../manifests/shape';

/** What a running cluster says of its objects, where that is read here; no rule looks at it. */
export const STATUS_SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    'Pod',
    {
      fields: {
        status: {
          fields: {
            phase: 'string',
            podIP: 'string',
            podIPs: { list: { fields: { ip: 'string' } } },
            hostIP: 'string',
          },
        },
      },
    },
  ],
  ['Node', { fields: { status: { fields: { addresses: { list: { fields: { address: 'string' } } } } } } }],
  [
    'discovery.k8s.io/EndpointSlice',
    {
      fields: {
        endpoints: { list: { fields: { addresses: { list: 'string' } } } },
        ports: { list: { fields: { name: 'string', protocol: 'string', port: 'integer' } } },
      },
    },
  ],
]);
