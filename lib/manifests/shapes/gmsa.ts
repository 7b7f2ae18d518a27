import { CREDENTIAL_SPEC_SCHEMA, type Schema } from '../../windows/gmsa-crd';
import type { Shape } from '../shape';

const LABEL_SELECTOR: Shape = {
  fields: {
    matchLabels: { map: 'string' },
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: { list: 'string' } } } },
  },
};

/** The same for a mutating and for a validating one (kubernetes/api `admissionregistration/v1/types.go`). */
const WEBHOOK_CONFIGURATION: { readonly [field: string]: Shape } = {
  webhooks: {
    list: {
      fields: {
        name: 'string',
        clientConfig: {
          fields: {
            url: 'string',
            caBundle: 'string',
            service: { fields: { name: 'string', namespace: 'string', path: 'string', port: 'integer' } },
          },
        },
        rules: {
          list: {
            fields: {
              operations: { list: 'string' },
              apiGroups: { list: 'string' },
              apiVersions: { list: 'string' },
              resources: { list: 'string' },
              scope: 'string',
            },
          },
        },
        failurePolicy: 'string',
        matchPolicy: 'string',
        namespaceSelector: LABEL_SELECTOR,
        objectSelector: LABEL_SELECTOR,
        matchConditions: { list: { fields: { name: 'string', expression: 'string' } } },
        timeoutSeconds: 'integer',
      },
    },
  },
};

export const GMSA_SHAPES: readonly [string, { readonly [field: string]: Shape }][] = [
  ['windows.k8s.io/GMSACredentialSpec', { credspec: shapeOf(CREDENTIAL_SPEC_SCHEMA) }],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', WEBHOOK_CONFIGURATION],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', WEBHOOK_CONFIGURATION],
];

function shapeOf({ type, items, properties = {} }: Schema): Shape {
  if (type === 'string') return 'string';
  if (type === 'array') return { list: items === undefined ? 'any' : shapeOf(items) };
  return { fields: Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, shapeOf(schema)])) };
}
