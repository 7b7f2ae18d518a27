import type { Shape } from '../shape';
import { TOLERATIONS } from './pod-spec';

/** A RuntimeClass (kubernetes/api `node/v1/types.go`). */
export const RUNTIME_CLASS_SHAPES: readonly [string, { readonly [field: string]: Shape }][] = [
  [
    'node.k8s.io/RuntimeClass',
    {
      handler: 'string',
      overhead: { fields: { podFixed: { map: 'quantity' } } },
      scheduling: { fields: { nodeSelector: { map: 'string' }, tolerations: TOLERATIONS } },
    },
  ],
];
