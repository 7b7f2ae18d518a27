import type { ApiObjectMetadata } from 'cdk8s';
import { type AbstractPod, type IServiceAccount, ServiceAccount } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import guidFormat from '../lib/rules/guid-format';
import workloadIdentityAccount from '../lib/rules/workload-identity-account';
import { isGuid } from '../lib/windows/guid';
import { refuse } from './rendering/refusal';

/** Names of the webhook (Azure/azure-workload-identity `pkg/webhook/consts.go`). */
const CLIENT_ID = 'azure.workload.identity/client-id';
const TENANT_ID = 'azure.workload.identity/tenant-id';
const USE = 'azure.workload.identity/use';

/** Properties of a WorkloadIdentity. */
export interface WorkloadIdentityProps {
  /** The client id of the managed identity or app registration: a GUID. */
  readonly clientId: string;
  /**
   * The id of the Entra tenant: a GUID.
   * @default - the one with which the webhook was installed
   */
  readonly tenantId?: string;
  /**
   * Metadata of the service account. A federated credential names the account as
   * `system:serviceaccount:<namespace>:<name>`: give it a fixed name.
   * @default - the name is derived from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * An identity of Microsoft Entra for pods, without a secret: Entra Workload ID. The service account stands for the
 * identity, and a webhook gives the pods that carry its label a token and the variables that Azure's SDKs read. It works for
 * Windows pods as for Linux ones; the sidecar for old SDKs does not exist for Windows.
 *
 * Needs the webhook (AKS: `--enable-workload-identity`) and a federated credential for the service account.
 *
 * @see https://learn.microsoft.com/azure/aks/workload-identity-overview
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { WindowsDeployment, WorkloadIdentity } from 'cdk8s-windows';
 *
 * const app = new App();
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * const identity = new WorkloadIdentity(shop, 'identity', {
 *   clientId: '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21',
 *   metadata: { name: 'shop' },
 * });
 * const web = new WindowsDeployment(shop, 'web', {
 *   serviceAccount: identity.serviceAccount,
 *   containers: [{ image: 'mcr.microsoft.com/dotnet/samples:aspnetapp-nanoserver-ltsc2022', portNumber: 8080 }],
 * });
 * identity.useBy(web);
 * app.synth();
 */
export class WorkloadIdentity extends Construct {
  /** The account that stands for the identity. */
  public readonly serviceAccount: ServiceAccount;

  /** Throws when an id is no GUID. */
  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const { clientId, tenantId } = props;
    this.refuseUnlessGuid('clientId', clientId);
    if (tenantId !== undefined) this.refuseUnlessGuid('tenantId', tenantId);
    this.serviceAccount = new ServiceAccount(this, 'ServiceAccount', { metadata: props.metadata });
    this.serviceAccount.metadata.addAnnotation(CLIENT_ID, clientId);
    if (tenantId !== undefined) this.serviceAccount.metadata.addAnnotation(TENANT_ID, tenantId);
  }

  /**
   * Lets the pods of a workload act as the identity: they get the label that the webhook looks for, and the service account
   * if they have none. Saying it twice changes nothing.
   *
   * @param workload The workload, Windows or Linux.
   * @throws When the workload has another service account, or is in another namespace.
   */
  public useBy(workload: AbstractPod): void {
    const subject = workload.node.path;
    const allowed = this.serviceAccount.name;
    const account = workload.serviceAccount;
    if (account !== undefined && account !== this.serviceAccount && account.name !== allowed) {
      refuse(workloadIdentityAccount, { subject, field: 'serviceAccount', got: account.name, allowed });
    }
    const [own, other] = [this.serviceAccount.metadata.namespace, workload.metadata.namespace];
    if (own !== other) {
      const problem = `the account is in ${own ?? 'the namespace that is applied to'}`;
      refuse(workloadIdentityAccount, { subject, field: 'metadata.namespace', got: other, problem });
    }
    (workload as { serviceAccount?: IServiceAccount }).serviceAccount = account ?? this.serviceAccount;
    workload.podMetadata.addLabel(USE, 'true');
  }

  private refuseUnlessGuid(field: string, got: unknown): void {
    if (!isGuid(got)) refuse(guidFormat, { subject: this.node.path, field, got });
  }
}
