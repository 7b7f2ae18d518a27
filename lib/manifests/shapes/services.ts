import type { Shape } from '../shape';

/** What leads to pods, and what watches over them. */

const SELECTOR: Shape = {
  fields: {
    matchLabels: { map: 'string' },
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: { list: 'string' } } } },
  },
};

const SERVICE: { readonly [field: string]: Shape } = {
  spec: {
    fields: {
      type: 'string',
      selector: { map: 'string' },
      clusterIP: 'string',
      clusterIPs: { list: 'string' },
      externalName: 'string',
      externalIPs: { list: 'string' },
      ports: {
        list: {
          fields: {
            name: 'string',
            protocol: 'string',
            port: 'integer',
            targetPort: 'integer or string',
            nodePort: 'integer',
            appProtocol: 'string',
          },
        },
      },
      sessionAffinity: 'string',
      sessionAffinityConfig: { fields: { clientIP: { fields: { timeoutSeconds: 'integer' } } } },
      externalTrafficPolicy: 'string',
      internalTrafficPolicy: 'string',
      trafficDistribution: 'string',
      ipFamilies: { list: 'string' },
      ipFamilyPolicy: 'string',
      loadBalancerSourceRanges: { list: 'string' },
      loadBalancerClass: 'string',
      loadBalancerIP: 'string',
      healthCheckNodePort: 'integer',
      publishNotReadyAddresses: 'boolean',
    },
  },
};

const BACKEND: Shape = {
  fields: { service: { fields: { name: 'string', port: { fields: { name: 'string', number: 'integer' } } } } },
};

const INGRESS: { readonly [field: string]: Shape } = {
  spec: {
    fields: {
      ingressClassName: 'string',
      defaultBackend: BACKEND,
      rules: {
        list: {
          fields: {
            host: 'string',
            http: {
              fields: { paths: { list: { fields: { path: 'string', pathType: 'string', backend: BACKEND } } } },
            },
          },
        },
      },
    },
  },
};

const AUTOSCALER: { readonly [field: string]: Shape } = {
  spec: {
    fields: {
      scaleTargetRef: { fields: { apiVersion: 'string', kind: 'string', name: 'string' } },
      minReplicas: 'integer',
      maxReplicas: 'integer',
    },
  },
};

const DISRUPTION_BUDGET: { readonly [field: string]: Shape } = {
  spec: {
    fields: { selector: SELECTOR, minAvailable: 'integer or string', maxUnavailable: 'integer or string' },
  },
};

const ENDPOINT_SLICE: { readonly [field: string]: Shape } = {
  endpoints: { list: { fields: { addresses: { list: 'string' } } } },
  ports: { list: { fields: { name: 'string', protocol: 'string', port: 'integer' } } },
};

export const SERVICE_SHAPES: readonly [string, { readonly [field: string]: Shape }][] = [
  ['Service', SERVICE],
  ['discovery.k8s.io/EndpointSlice', ENDPOINT_SLICE],
  ['networking.k8s.io/Ingress', INGRESS],
  ['autoscaling/HorizontalPodAutoscaler', AUTOSCALER],
  ['policy/PodDisruptionBudget', DISRUPTION_BUDGET],
];
