import * as kplus from 'cdk8s-plus-28';
import { RootConstruct } from 'constructs';
import { CALICO_SERVICE_ACCOUNT } from '../lib/calico/labels';

/**
 * Pods that are not of this app, for `CalicoIsolation`: an ingress controller, a monitoring stack, another team's service.
 * Workloads, `Pods`, `Namespace` and `NetworkPolicyIpBlock` of cdk8s-plus need no wrapping: they are peers themselves.
 */
export class IsolationPeer extends RootConstruct implements kplus.INetworkPolicyPeer {
  /**
   * Pods of a namespace that have all these labels.
   *
   * @param namespace The name of the namespace.
   * @param labels Labels with their values.
   */
  public static labels(namespace: string, labels: { readonly [label: string]: string }): IsolationPeer {
    const text = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return new IsolationPeer([namespace, ...text].join(' '), namespace, labels);
  }

  /**
   * All pods of a namespace.
   *
   * @param namespace The name of the namespace.
   */
  public static namespace(namespace: string): IsolationPeer {
    return new IsolationPeer(namespace, namespace, {});
  }

  /**
   * Pods that run under a service account. Other than labels, accounts cannot be taken by whoever may create a pod label;
   * needs `IsolationFormat.CALICO`.
   *
   * @param namespace The name of the namespace.
   * @param serviceAccount The name of the account.
   */
  public static serviceAccount(namespace: string, serviceAccount: string): IsolationPeer {
    const name = `${namespace} service account ${serviceAccount}`;
    return new IsolationPeer(name, namespace, { [CALICO_SERVICE_ACCOUNT]: serviceAccount });
  }

  private readonly text: string;
  private readonly namespaceName: string;
  private readonly podLabels: { readonly [label: string]: string };

  private constructor(text: string, namespace: string, labels: { readonly [label: string]: string }) {
    super(text);
    this.text = text;
    this.namespaceName = namespace;
    this.podLabels = labels;
  }

  /** The pods by labels and namespace, as cdk8s-plus asks for them. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    return {
      labelSelector: kplus.LabelSelector.of({ labels: { ...this.podLabels } }),
      namespaces: { names: [this.namespaceName] },
    };
  }

  /** The peer as cdk8s-plus asks for it. */
  public toNetworkPolicyPeerConfig(): kplus.NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The peer as a selector of pods. */
  public toPodSelector(): kplus.IPodSelector | undefined {
    return this;
  }

  /** Namespace and labels. */
  public override toString(): string {
    return this.text;
  }
}
