import * as kplus from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { kubernetesMinor } from '../lib/platforms/kubernetes-version';
import { isPodSecurityVersion } from '../lib/pod-security/enforced-policy';
import podSecurityLevelMissing from '../lib/rules/pod-security-level-missing';
import podSecurityVersion from '../lib/rules/pod-security-version';
import podSecurityVersionFormat from '../lib/rules/pod-security-version-format';
import { POD_SECURITY_LABEL } from '../lib/windows/labels';
import { withoutNamespace } from './rendering/cluster-scoped';
import { refuse } from './rendering/refusal';

/** A level of the Pod Security Standards. */
export enum PodSecurityLevel {
  /** Everything; what HostProcess workloads need. */
  PRIVILEGED = 'privileged',
  /** No HostProcess, no host network, no hostPath (named pipes included), no host ports. */
  BASELINE = 'baseline',
  /** As baseline, and every container says runAsNonRoot and mounts harmless volumes only. */
  RESTRICTED = 'restricted',
}

/** Properties of a WindowsNamespace. */
export interface WindowsNamespaceProps extends kplus.NamespaceProps {
  /**
   * The level that pods of this namespace must fit; emitted as label `pod-security.kubernetes.io/enforce`.
   * @default - no label: the cluster's default holds
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * The version of the policy. For Windows pods `restricted` is usable from v1.25 on.
   * @default 'latest'
   */
  readonly podSecurityVersion?: string;
}

const POD_SECURITY_VERSION_LABEL = `${POD_SECURITY_LABEL}-version`;

const NAMESPACES = new WeakMap<IConstruct, Map<string, WindowsNamespace>>();

/**
 * A namespace with a Pod Security level. The Windows workloads that are put into it are checked against the level at
 * synth: the API server itself would accept a Deployment and only refuse its pods.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class WindowsNamespace extends kplus.Namespace {
  /**
   * The namespace of that name in the app of a construct.
   * @internal
   */
  public static _find(scope: IConstruct, name: string): WindowsNamespace | undefined {
    return NAMESPACES.get(scope.node.root)?.get(name);
  }

  /** The level that is enforced, if one is. */
  public readonly podSecurity?: PodSecurityLevel;

  /** Throws on a malformed policy version, and when `restricted` is pinned to one that no Windows pod can fit. */
  constructor(scope: Construct, id: string, props: WindowsNamespaceProps = {}) {
    super(scope, id, props);
    withoutNamespace(this.apiObject);
    this.podSecurity = props.podSecurity;
    const version = props.podSecurityVersion ?? 'latest';
    this.refuseVersion(props.podSecurityVersion);
    if (props.podSecurity !== undefined) {
      this.metadata.addLabel(POD_SECURITY_LABEL, props.podSecurity);
      this.metadata.addLabel(POD_SECURITY_VERSION_LABEL, version);
    }
    const names = NAMESPACES.get(this.node.root) ?? new Map<string, WindowsNamespace>();
    names.set(this.name, this);
    NAMESPACES.set(this.node.root, names);
  }

  private refuseVersion(got: string | undefined): void {
    if (got === undefined) return;
    const where = { subject: this.node.path, field: 'podSecurityVersion', got };
    if (this.podSecurity === undefined) refuse(podSecurityLevelMissing, where);
    if (!isPodSecurityVersion(got)) refuse(podSecurityVersionFormat, where);
    if (this.podSecurity === PodSecurityLevel.RESTRICTED && (kubernetesMinor(got) ?? 25) < 25) {
      refuse(podSecurityVersion, where);
    }
  }
}
