import type { Shape } from '../shape';
import { CLAIM_SPEC } from './storage';

/** The fields of a pod that rules read, with their types (kubernetes/api `core/v1/types.go`). */

const TEXTS: Shape = { list: 'string' };
const TEXT_MAP: Shape = { map: 'string' };

const SECURITY_PROFILE: Shape = { fields: { type: 'string', localhostProfile: 'string' } };

const SE_LINUX: Shape = { fields: { user: 'string', role: 'string', type: 'string', level: 'string' } };

const WINDOWS_OPTIONS: Shape = {
  fields: {
    hostProcess: 'boolean',
    runAsUserName: 'string',
    gmsaCredentialSpecName: 'string',
    gmsaCredentialSpec: 'string',
  },
};

const SHARED_CONTEXT = {
  runAsNonRoot: 'boolean',
  runAsUser: 'integer',
  runAsGroup: 'integer',
  seLinuxOptions: SE_LINUX,
  seccompProfile: SECURITY_PROFILE,
  appArmorProfile: SECURITY_PROFILE,
  windowsOptions: WINDOWS_OPTIONS,
} as const;

const POD_SECURITY_CONTEXT: Shape = {
  fields: {
    ...SHARED_CONTEXT,
    fsGroup: 'integer',
    fsGroupChangePolicy: 'string',
    supplementalGroups: { list: 'integer' },
    supplementalGroupsPolicy: 'string',
    seLinuxChangePolicy: 'string',
    sysctls: { list: { fields: { name: 'string', value: 'string' } } },
  },
};

const CONTAINER_SECURITY_CONTEXT: Shape = {
  fields: {
    ...SHARED_CONTEXT,
    privileged: 'boolean',
    allowPrivilegeEscalation: 'boolean',
    readOnlyRootFilesystem: 'boolean',
    procMount: 'string',
    capabilities: { fields: { add: TEXTS, drop: TEXTS } },
  },
};

const RESOURCES: Shape = {
  fields: {
    limits: { map: 'quantity' },
    requests: { map: 'quantity' },
    claims: { list: { fields: { name: 'string', request: 'string' } } },
  },
};

export const LABEL_SELECTOR: Shape = {
  fields: {
    matchLabels: TEXT_MAP,
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: TEXTS } } },
  },
};

const NODE_SELECTOR_TERM: Shape = {
  fields: {
    matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: TEXTS } } },
    matchFields: { list: { fields: { key: 'string', operator: 'string', values: TEXTS } } },
  },
};

const POD_AFFINITY_TERM: Shape = {
  fields: {
    labelSelector: LABEL_SELECTOR,
    namespaceSelector: LABEL_SELECTOR,
    namespaces: TEXTS,
    topologyKey: 'string',
  },
};

const POD_AFFINITY: Shape = {
  fields: {
    requiredDuringSchedulingIgnoredDuringExecution: { list: POD_AFFINITY_TERM },
    preferredDuringSchedulingIgnoredDuringExecution: {
      list: { fields: { weight: 'integer', podAffinityTerm: POD_AFFINITY_TERM } },
    },
  },
};

const HTTP_GET: Shape = {
  fields: {
    path: 'string',
    port: 'integer or string',
    host: 'string',
    scheme: 'string',
    httpHeaders: { list: { fields: { name: 'string', value: 'string' } } },
  },
};

const ACTIONS = {
  exec: { fields: { command: TEXTS } },
  httpGet: HTTP_GET,
  tcpSocket: { fields: { port: 'integer or string', host: 'string' } },
} as const;

const PROBE: Shape = {
  fields: {
    ...ACTIONS,
    grpc: { fields: { port: 'integer', service: 'string' } },
    initialDelaySeconds: 'integer',
    timeoutSeconds: 'integer',
    periodSeconds: 'integer',
    successThreshold: 'integer',
    failureThreshold: 'integer',
    terminationGracePeriodSeconds: 'integer',
  },
};

const LIFECYCLE_HANDLER: Shape = { fields: { ...ACTIONS, sleep: { fields: { seconds: 'integer' } } } };

const KEY_SELECTOR: Shape = { fields: { name: 'string', key: 'string', optional: 'boolean' } };

const ENV: Shape = {
  list: {
    fields: {
      name: 'string',
      value: 'string',
      valueFrom: {
        fields: {
          fieldRef: { fields: { apiVersion: 'string', fieldPath: 'string' } },
          resourceFieldRef: { fields: { containerName: 'string', resource: 'string', divisor: 'quantity' } },
          configMapKeyRef: KEY_SELECTOR,
          secretKeyRef: KEY_SELECTOR,
        },
      },
    },
  },
};

const CONTAINER: Shape = {
  fields: {
    name: 'string',
    image: 'string',
    imagePullPolicy: 'string',
    command: TEXTS,
    args: TEXTS,
    workingDir: 'string',
    env: ENV,
    envFrom: {
      list: {
        fields: {
          prefix: 'string',
          configMapRef: { fields: { name: 'string', optional: 'boolean' } },
          secretRef: { fields: { name: 'string', optional: 'boolean' } },
        },
      },
    },
    ports: {
      list: {
        fields: { name: 'string', containerPort: 'integer', hostPort: 'integer', hostIP: 'string', protocol: 'string' },
      },
    },
    resources: RESOURCES,
    resizePolicy: { list: { fields: { resourceName: 'string', restartPolicy: 'string' } } },
    volumeMounts: {
      list: {
        fields: {
          name: 'string',
          mountPath: 'string',
          subPath: 'string',
          subPathExpr: 'string',
          readOnly: 'boolean',
          recursiveReadOnly: 'string',
          mountPropagation: 'string',
        },
      },
    },
    volumeDevices: { list: { fields: { name: 'string', devicePath: 'string' } } },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    lifecycle: { fields: { postStart: LIFECYCLE_HANDLER, preStop: LIFECYCLE_HANDLER, stopSignal: 'string' } },
    terminationMessagePath: 'string',
    terminationMessagePolicy: 'string',
    securityContext: CONTAINER_SECURITY_CONTEXT,
    stdin: 'boolean',
    stdinOnce: 'boolean',
    tty: 'boolean',
    restartPolicy: 'string',
    targetContainerName: 'string',
  },
};

const ITEMS: Shape = { list: { fields: { key: 'string', path: 'string', mode: 'integer' } } };

const DOWNWARD_ITEMS: Shape = {
  list: {
    fields: {
      path: 'string',
      mode: 'integer',
      fieldRef: { fields: { apiVersion: 'string', fieldPath: 'string' } },
      resourceFieldRef: { fields: { containerName: 'string', resource: 'string', divisor: 'quantity' } },
    },
  },
};

const VOLUME: Shape = {
  fields: {
    name: 'string',
    emptyDir: { fields: { medium: 'string', sizeLimit: 'quantity' } },
    hostPath: { fields: { path: 'string', type: 'string' } },
    configMap: { fields: { name: 'string', defaultMode: 'integer', optional: 'boolean', items: ITEMS } },
    secret: { fields: { secretName: 'string', defaultMode: 'integer', optional: 'boolean', items: ITEMS } },
    downwardAPI: { fields: { defaultMode: 'integer', items: DOWNWARD_ITEMS } },
    projected: {
      fields: {
        defaultMode: 'integer',
        sources: {
          list: {
            fields: {
              configMap: { fields: { name: 'string', items: ITEMS, optional: 'boolean' } },
              secret: { fields: { name: 'string', items: ITEMS, optional: 'boolean' } },
              downwardAPI: { fields: { items: DOWNWARD_ITEMS } },
              serviceAccountToken: { fields: { audience: 'string', expirationSeconds: 'integer', path: 'string' } },
            },
          },
        },
      },
    },
    persistentVolumeClaim: { fields: { claimName: 'string', readOnly: 'boolean' } },
    nfs: { fields: { server: 'string', path: 'string', readOnly: 'boolean' } },
    csi: { fields: { driver: 'string', fsType: 'string', readOnly: 'boolean', volumeAttributes: TEXT_MAP } },
    awsElasticBlockStore: { fields: { volumeID: 'string', fsType: 'string' } },
    azureDisk: { fields: { diskName: 'string', diskURI: 'string', fsType: 'string', kind: 'string' } },
    azureFile: { fields: { secretName: 'string', shareName: 'string', readOnly: 'boolean' } },
    gcePersistentDisk: { fields: { pdName: 'string', fsType: 'string' } },
    ephemeral: { fields: { volumeClaimTemplate: { fields: { spec: CLAIM_SPEC } } } },
    image: { fields: { reference: 'string', pullPolicy: 'string' } },
  },
};

export const TOLERATIONS: Shape = {
  list: {
    fields: { key: 'string', operator: 'string', value: 'string', effect: 'string', tolerationSeconds: 'integer' },
  },
};

export const POD_SPEC: Shape = {
  fields: {
    os: { fields: { name: 'string' } },
    nodeName: 'string',
    nodeSelector: TEXT_MAP,
    tolerations: TOLERATIONS,
    affinity: {
      fields: {
        nodeAffinity: {
          fields: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              fields: { nodeSelectorTerms: { list: NODE_SELECTOR_TERM } },
            },
            preferredDuringSchedulingIgnoredDuringExecution: {
              list: { fields: { weight: 'integer', preference: NODE_SELECTOR_TERM } },
            },
          },
        },
        podAffinity: POD_AFFINITY,
        podAntiAffinity: POD_AFFINITY,
      },
    },
    topologySpreadConstraints: {
      list: {
        fields: {
          maxSkew: 'integer',
          topologyKey: 'string',
          whenUnsatisfiable: 'string',
          labelSelector: LABEL_SELECTOR,
        },
      },
    },
    runtimeClassName: 'string',
    priorityClassName: 'string',
    schedulerName: 'string',
    restartPolicy: 'string',
    terminationGracePeriodSeconds: 'integer',
    activeDeadlineSeconds: 'integer',
    serviceAccountName: 'string',
    serviceAccount: 'string',
    automountServiceAccountToken: 'boolean',
    hostNetwork: 'boolean',
    hostPID: 'boolean',
    hostIPC: 'boolean',
    hostUsers: 'boolean',
    shareProcessNamespace: 'boolean',
    hostname: 'string',
    hostnameOverride: 'string',
    subdomain: 'string',
    setHostnameAsFQDN: 'boolean',
    enableServiceLinks: 'boolean',
    dnsPolicy: 'string',
    dnsConfig: {
      fields: {
        nameservers: TEXTS,
        searches: TEXTS,
        options: { list: { fields: { name: 'string', value: 'string' } } },
      },
    },
    hostAliases: { list: { fields: { ip: 'string', hostnames: TEXTS } } },
    imagePullSecrets: { list: { fields: { name: 'string' } } },
    overhead: { map: 'quantity' },
    securityContext: POD_SECURITY_CONTEXT,
    resources: RESOURCES,
    resourceClaims: { list: { fields: { name: 'string' } } },
    initContainers: { list: CONTAINER },
    containers: { list: CONTAINER },
    ephemeralContainers: { list: CONTAINER },
    volumes: { list: VOLUME },
  },
};
