import { CREDENTIAL_SPEC_SCHEMA, type Schema } from '../../windows/gmsa-crd';
import type { Shape } from '../shape';
import { shapeOfType } from './kubernetes';
import type { KindShape } from './shapes';

export const GMSA_SHAPES: readonly (readonly [string, KindShape])[] = [
  [
    'windows.k8s.io/GMSACredentialSpec',
    {
      shape: {
        fields: {
          apiVersion: 'string',
          kind: 'string',
          metadata: shapeOfType('ObjectMeta'),
          credspec: shapeOf(CREDENTIAL_SPEC_SCHEMA),
        },
      },
      // gmsa-spec-shape has an own word for what it does not know
      isComplete: false,
    },
  ],
];

function shapeOf({ type, items, properties = {} }: Schema): Shape {
  if (type === 'string') return 'string';
  if (type === 'array') return { list: items === undefined ? 'any' : shapeOf(items) };
  return { fields: Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, shapeOf(schema)])) };
}
