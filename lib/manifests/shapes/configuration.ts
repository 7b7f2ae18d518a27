import type { Shape } from '../shape';

const AMOUNTS: Shape = { map: 'quantity' };

/** What other objects are configured by (kubernetes/api `core/v1/types.go`). */
export const CONFIGURATION_SHAPES: readonly (readonly [string, { readonly [field: string]: Shape }])[] = [
  ['ConfigMap', { data: { map: 'string' }, binaryData: { map: 'string' }, immutable: 'boolean' }],
  [
    'LimitRange',
    {
      spec: {
        fields: {
          limits: {
            list: {
              fields: { type: 'string', default: AMOUNTS, defaultRequest: AMOUNTS, max: AMOUNTS, min: AMOUNTS },
            },
          },
        },
      },
    },
  ],
];
