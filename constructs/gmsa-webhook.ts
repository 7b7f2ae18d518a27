import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isCount } from '../lib/api-server/formats';
import gmsaNamespaceExcluded from '../lib/rules/gmsa-namespace-excluded';
import wholeNumber from '../lib/rules/whole-number';
import { GMSA_CRD } from '../lib/windows/gmsa-crd';
import {
  GMSA_EXCLUSION_LABEL,
  GMSA_EXCLUSION_LABELS,
  GMSA_WEBHOOK_CLIENT_RATE,
  GMSA_WEBHOOK_IMAGE,
  GMSA_WEBHOOK_NAME,
  GMSA_WEBHOOK_PORT,
  MATCH_CONDITIONS_SINCE_MINOR,
  NAMES_GMSA,
} from '../lib/windows/gmsa-webhook';
import { NAMESPACE_NAME_LABEL, OS_LABEL, POD_SECURITY_LABEL } from '../lib/windows/labels';
import { GmsaWebhookCertificate } from './gmsa-webhook-certificate';
import { withoutNamespace } from './rendering/cluster-scoped';
import { gmsaPodsOf } from './rendering/gmsa-pods';
import { Refusal, refuse } from './rendering/refusal';
import { TargetCluster } from './target-cluster';
import { PodSecurityLevel } from './windows-namespace';

/** Properties of a GmsaWebhook. */
export interface GmsaWebhookProps {
  /**
   * The TLS certificate of the webhook.
   * @default GmsaWebhookCertificate.certManager()
   */
  readonly certificate?: GmsaWebhookCertificate;
  /**
   * The name of the Deployment, the Service and all other objects.
   * @default 'gmsa-webhook'
   */
  readonly name?: string;
  /**
   * The namespace of the webhook.
   * @default 'gmsa-webhook'
   */
  readonly namespaceName?: string;
  /**
   * Whether the namespace is made, with the Pod Security level `restricted`, which the webhook fits.
   * @default true
   */
  readonly createNamespace?: boolean;
  /**
   * Whether the definition of GMSACredentialSpec is installed.
   * @default true
   */
  readonly installCrd?: boolean;
  /**
   * The image; v0.9.0 or later.
   * @default 'registry.k8s.io/gmsa-webhook/k8s-gmsa-webhook:v0.13.0'
   */
  readonly image?: string;
  /**
   * The number of pods. While none is ready, no gMSA pod can be created.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Whether every gMSA pod without a host name of its own gets a random one. Pods of one gMSA with the same host name
   * break each other's session with the domain controller.
   * @default true
   */
  readonly randomHostnames?: boolean;
  /**
   * Namespaces that the webhook leaves alone, beside its own, those labelled `gmsa-webhook: disabled` or
   * `windows.k8s.io/disabled: "true"`, and that of cert-manager where it makes the certificate. Pods there have no gMSA.
   * @default ['kube-system']
   */
  readonly excludedNamespaces?: string[];
  /**
   * The priority class of the pods. For a class of Kubernetes' own a ResourceQuota is made that allows it, since GKE
   * refuses such pods in namespaces without one.
   * @default 'system-cluster-critical'
   */
  readonly priorityClassName?: string;
  /**
   * Further labels of the Linux nodes to run on.
   * @default - none
   */
  readonly nodeSelector?: { readonly [label: string]: string };
  /**
   * Tolerations of the pods.
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];
}

/**
 * The gMSA admission webhook, whole: the definition of GMSACredentialSpec, the Deployment on Linux nodes, its rights, its
 * certificate, and the two webhook configurations. When a pod is created, one puts the credential spec that the pod names
 * into it, and the other asks whether the pod's service account may use it.
 *
 * From Kubernetes 1.28 on only pods that name a gMSA are sent to the webhook; before, all pods are, and none can be
 * created while it is down. Most objects belong to the cluster: keep the webhook in a chart of its own, and apply it
 * before the charts that use it. AKS installs the webhook by itself (`az aks update --enable-windows-gmsa`).
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { GmsaWebhook, GmsaWebhookCertificate } from 'cdk8s-windows';
 *
 * const app = new App();
 * const system = new Chart(app, 'gmsa-webhook');
 * new GmsaWebhook(system, 'gmsa-webhook', {
 *   certificate: GmsaWebhookCertificate.certManager({ issuer: { name: 'internal-ca', kind: 'ClusterIssuer' } }),
 *   randomHostnames: true,
 * });
 * app.synth();
 */
export class GmsaWebhook extends Construct {
  /** The name of the Deployment, the Service and all other objects. */
  public readonly name: string;
  /** The namespace of the webhook. */
  public readonly namespaceName: string;
  /** All namespaces that the webhook leaves alone by name. */
  public readonly excludedNamespaces: string[];

  private readonly labels: { readonly app: string };

  /** Throws when the certificate is not one for the webhook. */
  constructor(scope: Construct, id: string, props: GmsaWebhookProps = {}) {
    super(scope, id);
    const certificate = props.certificate ?? GmsaWebhookCertificate.certManager();
    const { name = 'gmsa-webhook', namespaceName = 'gmsa-webhook', excludedNamespaces = ['kube-system'] } = props;
    this.name = name;
    this.namespaceName = namespaceName;
    this.excludedNamespaces = [...new Set([namespaceName, ...excludedNamespaces, ...certificate._namespaces])];
    this.labels = { app: name };
    if (props.replicas !== undefined && !isCount(props.replicas)) {
      refuse(wholeNumber, { subject: this.node.path, field: 'replicas', got: props.replicas });
    }

    if (props.installCrd ?? true) withoutNamespace(new ApiObject(this, 'Crd', GMSA_CRD));
    if (props.createNamespace ?? true) this.makeNamespace();
    this.makeAccount();
    const tls = certificate._bind(this, this);
    this.makeDeployment(props, tls);
    this.makeConfigurations(tls);
    this.node.addValidation({ validate: () => this.podsInExcludedNamespaces() });
  }

  private makeNamespace(): void {
    const labels = { ...GMSA_EXCLUSION_LABEL, [POD_SECURITY_LABEL]: PodSecurityLevel.RESTRICTED };
    withoutNamespace(new k8s.KubeNamespace(this, 'Namespace', { metadata: { name: this.namespaceName, labels } }));
  }

  private makeAccount(): void {
    const { name, namespaceName } = this;
    const role = `${namespaceName}-${name}-rbac-role`;
    new k8s.KubeServiceAccount(this, 'ServiceAccount', { metadata: this.metadata });
    withoutNamespace(
      new k8s.KubeClusterRole(this, 'Role', {
        metadata: { name: role },
        rules: [
          { apiGroups: ['windows.k8s.io'], resources: ['gmsacredentialspecs'], verbs: ['get'] },
          { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
        ],
      }),
    );
    withoutNamespace(
      new k8s.KubeClusterRoleBinding(this, 'RoleBinding', {
        metadata: { name: `${namespaceName}-${name}-binding-to-${role}` },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        subjects: [{ kind: 'ServiceAccount', name, namespace: namespaceName }],
      }),
    );
  }

  private makeDeployment(props: GmsaWebhookProps, tls: ReturnType<GmsaWebhookCertificate['_bind']>): void {
    const { metadata, labels } = this;
    const priorityClassName = props.priorityClassName ?? 'system-cluster-critical';
    if (priorityClassName.startsWith('system-')) {
      const inClass = { scopeName: 'PriorityClass', operator: 'In', values: [priorityClassName] };
      new k8s.KubeResourceQuota(this, 'Quota', {
        metadata,
        spec: { hard: { pods: k8s.Quantity.fromString('1G') }, scopeSelector: { matchExpressions: [inClass] } },
      });
    }
    new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata,
      spec: { maxUnavailable: k8s.IntOrString.fromNumber(1), selector: { matchLabels: labels } },
    });
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: {
        // The API server calls this port unless the configuration of a webhook names another one.
        ports: [{ port: 443, targetPort: k8s.IntOrString.fromNumber(GMSA_WEBHOOK_PORT) }],
        selector: labels,
      },
    });
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: props.replicas ?? 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, ...(tls.podAnnotations ? { annotations: tls.podAnnotations } : {}) },
          spec: {
            os: { name: 'linux' },
            nodeSelector: { ...props.nodeSelector, [OS_LABEL]: 'linux' },
            ...(props.tolerations ? { tolerations: props.tolerations } : {}),
            affinity: { podAntiAffinity: this.apart },
            priorityClassName,
            serviceAccountName: this.name,
            securityContext: this.podSecurityContext,
            containers: [this.container(props, tls.reloads)],
            volumes: [{ name: 'tls', secret: { secretName: tls.secretName, items: TLS_FILES } }],
          },
        },
      },
    });
  }

  private container(props: GmsaWebhookProps, reloads: boolean): k8s.Container {
    const port = GMSA_WEBHOOK_PORT;
    return {
      name: this.name,
      image: props.image ?? GMSA_WEBHOOK_IMAGE,
      ...(reloads ? { args: ['--cert-reload=true'] } : {}),
      ports: [{ containerPort: port }],
      resources: { requests: WEBHOOK_REQUESTS },
      env: [
        { name: 'TLS_KEY', value: '/tls/key' },
        { name: 'TLS_CRT', value: '/tls/crt' },
        ...Object.entries(GMSA_WEBHOOK_CLIENT_RATE).map(([name, value]) => ({ name, value })),
        ...(props.randomHostnames !== false ? [{ name: 'RANDOM_HOSTNAME', value: 'true' }] : []),
      ],
      readinessProbe: {
        httpGet: { scheme: 'HTTPS', path: '/health', port: k8s.IntOrString.fromNumber(port) },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      },
      volumeMounts: [{ name: 'tls', mountPath: '/tls', readOnly: true }],
    };
  }

  /**
   * The image names no user. Firewalls between control plane and nodes often pass 443 alone, so the port stays and the
   * pod lets any user listen on it. OpenShift chooses the user itself.
   */
  private get podSecurityContext(): k8s.PodSecurityContext {
    const { choosesUsers } = TargetCluster._read(this)._facts;
    return {
      runAsNonRoot: true,
      ...(choosesUsers ? {} : { runAsUser: 65532 }),
      seccompProfile: { type: 'RuntimeDefault' },
      sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: String(GMSA_WEBHOOK_PORT) }],
    };
  }

  private get apart(): k8s.PodAntiAffinity {
    const podAffinityTerm = { labelSelector: { matchLabels: this.labels }, topologyKey: 'kubernetes.io/hostname' };
    return { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm }] };
  }

  private makeConfigurations({ caBundle, annotations }: ReturnType<GmsaWebhookCertificate['_bind']>): void {
    const { name } = this;
    const metadata = { name, ...(annotations ? { annotations } : {}) };
    const webhook = (path: string, operations: string[]) => ({
      name: GMSA_WEBHOOK_NAME,
      clientConfig: { service: { name, namespace: this.namespaceName, path }, ...(caBundle ? { caBundle } : {}) },
      rules: [{ operations, apiGroups: [''], apiVersions: ['*'], resources: ['pods'] }],
      matchPolicy: 'Equivalent',
      namespaceSelector: this.namespaceSelector,
      ...this.matchConditions,
      failurePolicy: 'Fail',
      sideEffects: 'None',
      timeoutSeconds: 10,
      admissionReviewVersions: ['v1', 'v1beta1'],
    });
    withoutNamespace(
      new k8s.KubeValidatingWebhookConfiguration(this, 'Validating', {
        metadata,
        webhooks: [webhook('/validate', ['CREATE', 'UPDATE'])],
      }),
    );
    withoutNamespace(
      new k8s.KubeMutatingWebhookConfiguration(this, 'Mutating', {
        metadata,
        webhooks: [webhook('/mutate', ['CREATE'])],
      }),
    );
  }

  private get namespaceSelector(): k8s.LabelSelector {
    const excluded = { ...GMSA_EXCLUSION_LABELS, [NAMESPACE_NAME_LABEL]: this.excludedNamespaces };
    return {
      matchExpressions: Object.entries(excluded).map(([key, values]) => ({
        key,
        operator: 'NotIn',
        values: [values].flat(),
      })),
    };
  }

  private get matchConditions(): { readonly matchConditions?: k8s.MatchCondition[] } {
    const minor = TargetCluster._read(this)._minor;
    if (minor !== undefined && minor < MATCH_CONDITIONS_SINCE_MINOR) return {};
    return { matchConditions: [{ name: 'names-a-gmsa', expression: NAMES_GMSA }] };
  }

  private get metadata(): { name: string; namespace: string } {
    return { name: this.name, namespace: this.namespaceName };
  }

  /** A pod is at fault only when no webhook of the app looks after it: an app can be about several clusters. */
  private podsInExcludedNamespaces(): string[] {
    const { root } = this.node;
    const pods = gmsaPodsOf(root);
    if (pods.length === 0) return [];
    const constructs = root.node.findAll();
    const others = constructs.filter((construct) => construct instanceof GmsaWebhook && construct !== this);
    const labelled = labelledNamespaces(constructs);
    return pods.flatMap(({ pod, field, credentialSpecName }) => {
      const namespace = pod.metadata.namespace;
      if (namespace === undefined) return [];
      const label = labelled.get(namespace);
      const byName = (webhook: Construct) => (webhook as GmsaWebhook).excludedNamespaces.includes(namespace);
      if (label === undefined && !(byName(this) && others.every(byName))) return [];
      const problem = label
        ? `namespace ${namespace} carries the label ${label}`
        : `namespace ${namespace} is one of the excludedNamespaces of ${this.node.path}`;
      const where = { subject: pod.node.path, field, got: credentialSpecName, problem };
      return [new Refusal({ rule: gmsaNamespaceExcluded, ...where }).message];
    });
  }
}

/** A small program in Go: without requests it would be the first to go when a node runs out of memory. */
const WEBHOOK_REQUESTS = { cpu: k8s.Quantity.fromString('50m'), memory: k8s.Quantity.fromString('64Mi') };

/** The keys of a Secret of type kubernetes.io/tls, and the names of the files that the program is told to read. */
const TLS_FILES = [
  { key: 'tls.key', path: 'key' },
  { key: 'tls.crt', path: 'crt' },
];

/** The namespaces of an app that carry a label of exclusion, and the label. */
function labelledNamespaces(constructs: readonly unknown[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const object of constructs) {
    if (!ApiObject.isApiObject(object) || object.kind !== 'Namespace') continue;
    for (const [label, value] of Object.entries(GMSA_EXCLUSION_LABELS)) {
      if (object.metadata.getLabel(label) === value) found.set(object.name, `${label}: ${value}`);
    }
  }
  return found;
}
