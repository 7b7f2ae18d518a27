import type { IServiceAccount } from 'cdk8s-plus-28';

/** A gMSA credential spec that pods can name, of this app or already in the cluster. */
export interface IGmsaCredentialSpec {
  /** The name of the GMSACredentialSpec resource. */
  readonly credentialSpecName: string;
  /**
   * Lets the pods of a service account use the credential spec. Saying it twice changes nothing.
   *
   * @param serviceAccount The account of the pods.
   * @param namespace The namespace of the pods; by default that of the chart.
   */
  grantUse(serviceAccount: IServiceAccount, namespace?: string): void;
}
