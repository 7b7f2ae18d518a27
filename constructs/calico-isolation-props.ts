/** How far an isolation reaches. */
export enum IsolationMode {
  /** The namespaces that are named. */
  NAMESPACED = 'namespaced',
  /** Every namespace of the cluster, future ones included, but those of the system. */
  CLUSTER = 'cluster',
}

/** In which language the policies are written. */
export enum IsolationFormat {
  /** `projectcalico.org/v3`: says everything; read by Calico only. On AKS it works but is outside Microsoft's support. */
  CALICO = 'calico',
  /** `networking.k8s.io/v1`: read by every policy engine; has neither an explicit Deny nor Services. */
  KUBERNETES = 'kubernetes',
}

/** Whether the policies must hold on Windows nodes. */
export enum IsolationEnforcement {
  /** They must: a cluster whose Windows nodes enforce nothing is refused. */
  REQUIRED = 'required',
  /** They need not: Windows pods stay open, and the author knows. */
  NOT_ON_WINDOWS = 'not-on-windows',
}

/** Properties of a CalicoIsolation. */
export interface CalicoIsolationProps {
  /**
   * How far the isolation reaches.
   * @default IsolationMode.NAMESPACED
   */
  readonly mode?: IsolationMode;
  /**
   * The names of the namespaces to isolate.
   * @default - the namespace of the chart; none in mode CLUSTER, where it cannot be given
   */
  readonly namespaces?: string[];
  /**
   * Further namespaces that mode CLUSTER leaves alone, beside those of Kubernetes, Calico and the platform.
   * @default - none
   */
  readonly systemNamespaces?: string[];
  /**
   * In which language the policies are written.
   * @default IsolationFormat.CALICO
   */
  readonly format?: IsolationFormat;
  /**
   * Whether all pods may ask the DNS of the cluster, by UDP and TCP. The DNS pods are those of the target cluster's platform.
   * @default true
   */
  readonly allowDns?: boolean;
  /**
   * Whether the metadata service of clouds (169.254.169.254, and TCP 80 and 32526 of 168.63.129.16 on AKS) is denied before
   * anything is allowed, policies of others in the namespace included. In Kubernetes policies, which cannot deny, it is cut
   * out of what is allowed here.
   * @default true
   */
  readonly denyMetadata?: boolean;
  /**
   * Whether the policies must hold on Windows nodes.
   * @default IsolationEnforcement.REQUIRED
   */
  readonly enforcement?: IsolationEnforcement;
}
