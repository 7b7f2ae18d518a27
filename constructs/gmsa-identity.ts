import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import { type IServiceAccount, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { GmsaCredentialSpec } from '../imports/windows.k8s.io';
import { isDnsSubdomain } from '../lib/api-server/formats';
import { MAX_CREDENTIAL_SPEC_BYTES } from '../lib/api-server/windows-options';
import gmsaAccountData from '../lib/rules/gmsa-account-data';
import gmsaName from '../lib/rules/gmsa-name';
import gmsaSpecJson from '../lib/rules/gmsa-spec-json';
import gmsaSpecSize from '../lib/rules/gmsa-spec-size';
import {
  accountProblems,
  credentialSpecJson,
  credentialSpecOf,
  type GmsaAccountData,
  samName,
} from '../lib/windows/credential-spec';
import { isFormProblem, readCredentialSpec } from '../lib/windows/credential-spec-json';
import { withoutNamespace } from './rendering/cluster-scoped';
import { grantUseOf } from './rendering/gmsa-grant';
import { refuse } from './rendering/refusal';

/** A gMSA credential spec that pods can name, of this app or already in the cluster. */
export interface IGmsaCredentialSpec {
  /** The name of the GMSACredentialSpec resource. */
  readonly credentialSpecName: string;
  /**
   * Lets the pods of a service account use the credential spec: a RoleBinding beside the account. Workloads that name the
   * spec as `gmsa` call it by themselves. Saying it twice changes nothing.
   *
   * @param serviceAccount The account of the pods.
   * @param namespace The namespace of the pods; by default that of the account, else that of its chart. Where neither has
   * one, the binding has none either and goes, like everything in that chart, to the namespace it is applied to.
   */
  grantUse(serviceAccount: IServiceAccount, namespace?: string): void;
}

/** One more group managed service account that containers may use. */
export interface GmsaAccount {
  /** The SAM account name, at most 15 characters; a trailing `$` is dropped. */
  readonly accountName: string;
  /**
   * The DNS name of the account's domain.
   * @default - that of the identity, unless `netBiosName` is given
   */
  readonly domain?: string;
  /**
   * The NetBIOS name of the account's domain.
   * @default - that of the identity, unless `domain` is given
   */
  readonly netBiosName?: string;
}

/** How nodes that have not joined the domain get the password: a credential plug-in of Windows (ccg.exe). */
export interface GmsaHostAccount {
  /** The COM class of the plug-in that is installed on the nodes, a GUID with or without braces. */
  readonly pluginGuid: string;
  /** What the plug-in is told; its form is the plug-in's own. It must hold no secret: whoever may read the spec sees it. */
  readonly pluginInput: string;
  /**
   * The version of the interface between Windows and the plug-in.
   * @default '1'
   */
  readonly portableCcgVersion?: string;
}

/** What both ways to a GmsaIdentity have in common. */
export interface GmsaCredentialSpecOptions {
  /**
   * Metadata of the credential spec. It belongs to no namespace.
   * @default - the name only
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The name of the GMSACredentialSpec resource, a DNS subdomain.
   * @default - `gmsa-` and the account name in lower case, underscores turned into dashes
   */
  readonly credentialSpecName?: string;
}

/** Properties of a GmsaIdentity. */
export interface GmsaIdentityProps extends GmsaCredentialSpecOptions {
  /** The SAM account name of the group managed service account, at most 15 characters; a trailing `$` is dropped. */
  readonly accountName: string;
  /** The DNS name of the account's domain, for example `corp.example`. */
  readonly domain: string;
  /** The NetBIOS name of the domain, the part before the backslash in `CORP\user`; at most 15 characters. */
  readonly netBiosName: string;
  /** The SID of the domain, not of the account: `S-1-5-21-` and three numbers. `(Get-ADDomain).DomainSID` */
  readonly domainSid: string;
  /** The GUID of the domain, with or without braces. `(Get-ADDomain).ObjectGUID` */
  readonly domainGuid: string;
  /**
   * The DNS name of the root domain of the forest (`DnsTreeName`).
   * @default - the domain itself
   */
  readonly forestRoot?: string;
  /**
   * Further accounts that the containers may use.
   * @default - none
   */
  readonly additionalAccounts?: GmsaAccount[];
  /**
   * Needed on nodes that have not joined the domain: which plug-in gets the password, and from where.
   * @default - none: the nodes have joined the domain and may read the password of the account themselves
   */
  readonly hostAccount?: GmsaHostAccount;
}

/** What is known of a credential spec that exists already. */
export interface GmsaCredentialSpecReferenceOptions {
  /**
   * A ClusterRole that allows to use it and exists already; that of a GmsaIdentity is its `clusterRoleName`.
   * @default - one is made as soon as the spec is granted to somebody
   */
  readonly clusterRoleName?: string;
}

/**
 * An Active Directory identity for Windows pods: the cluster-wide GMSACredentialSpec of a group managed service account,
 * the ClusterRole that allows to use it, and a RoleBinding for each service account that is granted it.
 *
 * The credential spec holds no secret. Beside it the domain needs the account itself and hosts (or a plug-in account)
 * that may retrieve its password, and the cluster needs the gMSA webhook (`GmsaWebhook`). In the container only processes
 * of NETWORK SERVICE and SYSTEM speak to the network as the account.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/
 *
 * @example
 *
 * import { App, Chart } from 'cdk8s';
 * import { GmsaIdentity, WindowsDeployment } from 'cdk8s-windows';
 *
 * const app = new App();
 * const shop = new Chart(app, 'shop', { namespace: 'shop' });
 * const erp = new GmsaIdentity(shop, 'erp', {
 *   accountName: 'erp$',
 *   domain: 'corp.example',
 *   netBiosName: 'CORP',
 *   domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
 *   domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
 * });
 * new WindowsDeployment(shop, 'web', {
 *   gmsa: erp,
 *   containers: [{ image: 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022', portNumber: 80 }],
 * });
 * app.synth();
 */
export class GmsaIdentity extends Construct implements IGmsaCredentialSpec {
  /**
   * The identity that a file of Microsoft's `New-CredentialSpec` describes. Throws when the text is no JSON, when a field
   * is missing or wrong, and when there is one that GMSACredentialSpec does not have: the API server would drop it.
   *
   * @param scope The parent.
   * @param id The name in the parent.
   * @param json The text of the file.
   * @param props Name and metadata of the resource.
   */
  public static fromCredentialSpecJson(
    scope: Construct,
    id: string,
    json: string,
    props: GmsaCredentialSpecOptions = {},
  ): GmsaIdentity {
    const subject = [scope.node.path, id].filter(Boolean).join('/');
    const read = readCredentialSpec(json);
    if (isFormProblem(read)) refuse(gmsaSpecJson, { ...read, subject, field: read.field || 'json' });
    for (const { field, ...what } of accountProblems(read.data)) {
      refuse(gmsaAccountData, { subject, field: read.places[field] ?? field, ...what });
    }
    return new GmsaIdentity(scope, id, { ...toProps(read.data), ...props });
  }

  /**
   * A credential spec that exists already. Only what grants its use is made.
   *
   * @param scope The parent.
   * @param id The name in the parent.
   * @param credentialSpecName Its name. Throws when it is no DNS subdomain.
   * @param options What else is known of it.
   */
  public static fromCredentialSpecName(
    scope: Construct,
    id: string,
    credentialSpecName: string,
    options: GmsaCredentialSpecReferenceOptions = {},
  ): IGmsaCredentialSpec {
    return new ExistingCredentialSpec(scope, id, credentialSpecName, options.clusterRoleName);
  }

  /** The GMSACredentialSpec. */
  public readonly apiObject: ApiObject;
  public readonly credentialSpecName: string;
  /** The name of the ClusterRole that allows to use the credential spec. */
  public readonly clusterRoleName: string;
  /**
   * The credential spec as the webhook copies it into a pod: compact JSON, keys in the order of the resource. It is what
   * `gmsaCredentialSpec` of a pod would hold.
   */
  public readonly credentialSpecJson: string;

  /** Throws when a value cannot be right; the message names the prop and the value. */
  constructor(scope: Construct, id: string, props: GmsaIdentityProps) {
    super(scope, id);
    const subject = this.node.path;
    for (const problem of accountProblems(props)) refuse(gmsaAccountData, { subject, ...problem });
    const credspec = credentialSpecOf(props);
    this.credentialSpecJson = credentialSpecJson(credspec);
    const bytes = Buffer.byteLength(this.credentialSpecJson);
    if (bytes > MAX_CREDENTIAL_SPEC_BYTES) {
      const field = 'credentialSpecJson';
      refuse(gmsaSpecSize, { subject, field, got: `${bytes} bytes`, allowed: `${MAX_CREDENTIAL_SPEC_BYTES} bytes` });
    }
    this.credentialSpecName = nameOf(subject, props);
    this.clusterRoleName = `${this.credentialSpecName}-user`;

    this.apiObject = withoutNamespace(
      new ApiObject(this, 'Resource', {
        ...GmsaCredentialSpec.GVK,
        metadata: { ...props.metadata, name: this.credentialSpecName },
        credspec,
      }),
    );
    roleToUse(this, this.credentialSpecName, this.clusterRoleName);
  }

  public grantUse(serviceAccount: IServiceAccount, namespace?: string): void {
    grantUseOf(this.credentialSpecName, () => this.clusterRoleName, serviceAccount, namespace);
  }
}

/** A credential spec that others made. Its role, where none is known, gets a name that no other app can have chosen. */
class ExistingCredentialSpec extends Construct implements IGmsaCredentialSpec {
  constructor(
    scope: Construct,
    id: string,
    public readonly credentialSpecName: string,
    private clusterRoleName?: string,
  ) {
    super(scope, id);
    refuseName(this.node.path, 'credentialSpecName', credentialSpecName);
  }

  public grantUse(serviceAccount: IServiceAccount, namespace?: string): void {
    const role = () => {
      this.clusterRoleName ??= roleToUse(this, this.credentialSpecName).name;
      return this.clusterRoleName;
    };
    grantUseOf(this.credentialSpecName, role, serviceAccount, namespace);
  }
}

function roleToUse(scope: Construct, credentialSpecName: string, name?: string): ApiObject {
  return withoutNamespace(
    new k8s.KubeClusterRole(scope, 'Role', {
      ...(name ? { metadata: { name } } : {}),
      rules: [
        {
          apiGroups: ['windows.k8s.io'],
          resources: ['gmsacredentialspecs'],
          resourceNames: [credentialSpecName],
          verbs: ['use'],
        },
      ],
    }),
  );
}

function nameOf(subject: string, props: GmsaIdentityProps): string {
  const { metadata, credentialSpecName } = props;
  if (metadata?.name !== undefined && credentialSpecName !== undefined && metadata.name !== credentialSpecName) {
    const problem = 'metadata.name says something else';
    refuse(gmsaName, {
      subject,
      field: 'credentialSpecName',
      got: credentialSpecName,
      problem,
      allowed: metadata.name,
    });
  }
  const stated = credentialSpecName ?? metadata?.name;
  if (stated !== undefined) {
    refuseName(subject, credentialSpecName === undefined ? 'metadata.name' : 'credentialSpecName', stated);
    return stated;
  }
  const derived = `gmsa-${samName(props.accountName).toLowerCase().replace(/_/g, '-')}`;
  refuseName(subject, 'credentialSpecName, derived from accountName,', derived);
  return derived;
}

function refuseName(subject: string, field: string, got: string): void {
  if (!isDnsSubdomain(got)) refuse(gmsaName, { subject, field, got });
}

/** Account data have read-only lists, props have not: jsii knows no others. */
function toProps({ additionalAccounts, ...data }: GmsaAccountData): GmsaIdentityProps {
  return { ...data, additionalAccounts: [...(additionalAccounts ?? [])] };
}
