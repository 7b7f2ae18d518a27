import { createHash } from 'node:crypto';
import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type CertificateProblem, caBundleProblem, serverCertificateProblem } from '../lib/manifests/tls-certificate';
import gmsaWebhookCertificate from '../lib/rules/gmsa-webhook-certificate';
import { refuse } from './rendering/refusal';

/** An issuer of cert-manager that exists already. */
export interface CertManagerIssuer {
  /** Its name. */
  readonly name: string;
  /**
   * Its kind.
   * @default 'Issuer'
   */
  readonly kind?: string;
  /**
   * Its API group.
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/** How cert-manager makes the certificate. */
export interface CertManagerOptions {
  /**
   * The issuer. It must write the authority into the Secret (`ca.crt`), as CA and Vault issuers do; a public authority by
   * ACME is of no use for a name inside the cluster.
   * @default - an authority for the webhook alone is made
   */
  readonly issuer?: CertManagerIssuer;
  /**
   * The namespace in which cert-manager runs. The webhook leaves it alone, or the two would wait for each other.
   * @default 'cert-manager'
   */
  readonly namespaceName?: string;
}

/** A certificate as PEM texts. */
export interface PemCertificate {
  /** The server's certificate, with those between it and the authority after it. */
  readonly certificate: string;
  /** Its private key, not encrypted. It is written into the manifest. */
  readonly privateKey: string;
  /** The authorities that the API server shall trust. */
  readonly caBundle: string;
}

/** What the objects of the webhook need to know of its certificate. */
interface BoundCertificate {
  readonly secretName: string;
  readonly caBundle?: string;
  readonly annotations?: Record<string, string>;
  readonly podAnnotations?: Record<string, string>;
  readonly reloads: boolean;
}

/** The names that a certificate is made for. */
interface WebhookNames {
  readonly name: string;
  readonly namespaceName: string;
}

/** Where the TLS certificate of the gMSA webhook comes from, and why the API server trusts it. */
export class GmsaWebhookCertificate {
  /**
   * cert-manager makes and renews the certificate and tells the API server about the authority. It must be installed.
   *
   * @param options Who issues it.
   */
  public static certManager(options: CertManagerOptions = {}): GmsaWebhookCertificate {
    const bind = (scope: Construct, names: WebhookNames) => certManagerCertificate(scope, names, options.issuer);
    return new GmsaWebhookCertificate(bind, [options.namespaceName ?? 'cert-manager']);
  }

  /**
   * A certificate of your own; it becomes a Secret. The private key then stands in the manifests. The webhook throws when
   * the texts do not fit each other or its name.
   *
   * @param pem The texts.
   */
  public static pem(pem: PemCertificate): GmsaWebhookCertificate {
    return new GmsaWebhookCertificate((scope, names) => pemCertificate(scope, names, pem));
  }

  /**
   * A Secret of type kubernetes.io/tls that exists already in the namespace of the webhook.
   *
   * @param secretName The name of the Secret.
   * @param caBundle The authorities that the API server shall trust, as PEM text.
   */
  public static secretName(secretName: string, caBundle: string): GmsaWebhookCertificate {
    return new GmsaWebhookCertificate((scope) => {
      refuseProblem(scope, caBundleProblem(caBundle), caBundle);
      return { secretName, caBundle: base64(caBundle), reloads: true };
    });
  }

  private constructor(
    private readonly bind: (scope: Construct, names: WebhookNames) => BoundCertificate,
    private readonly namespaces: string[] = [],
  ) {}

  /**
   * Makes what the certificate needs.
   * @internal
   */
  public _bind(scope: Construct, names: WebhookNames): BoundCertificate {
    return this.bind(scope, names);
  }

  /**
   * Namespaces without whose pods there is no certificate.
   * @internal
   */
  public get _namespaces(): readonly string[] {
    return this.namespaces;
  }
}

const CERT_MANAGER = 'cert-manager.io';
const API_VERSION = `${CERT_MANAGER}/v1`;
/** Renewing the authority is the one moment at which pods can be refused, so it is rare. */
const AUTHORITY_DURATION = '87600h0m0s';
/** The webhook notices the first renewal of its files for certain; it should have been restarted before the second. */
const SERVER_DURATION = '8760h0m0s';

function certManagerCertificate(scope: Construct, names: WebhookNames, stated?: CertManagerIssuer): BoundCertificate {
  const { name, namespaceName: namespace } = names;
  const issuer = stated ?? authority(scope, names);
  new ApiObject(scope, 'Certificate', {
    apiVersion: API_VERSION,
    kind: 'Certificate',
    metadata: { name, namespace },
    spec: {
      secretName: name,
      dnsNames: [hostOf(names)],
      ...(stated ? {} : { duration: SERVER_DURATION }),
      issuerRef: { name: issuer.name, kind: issuer.kind ?? 'Issuer', group: issuer.group ?? CERT_MANAGER },
    },
  });
  return {
    secretName: name,
    annotations: { [`${CERT_MANAGER}/inject-ca-from`]: `${namespace}/${name}` },
    reloads: true,
  };
}

/** An authority that lives longer than the certificate: then the API server trusts both the old and the renewed one. */
function authority(scope: Construct, { name, namespaceName: namespace }: WebhookNames): CertManagerIssuer {
  const [selfSigned, ca] = [`${name}-self-signed`, `${name}-ca`];
  const issuer = (id: string, issuerName: string, spec: object) =>
    new ApiObject(scope, id, {
      apiVersion: API_VERSION,
      kind: 'Issuer',
      metadata: { name: issuerName, namespace },
      spec,
    });
  issuer('SelfSigned', selfSigned, { selfSigned: {} });
  new ApiObject(scope, 'Authority', {
    apiVersion: API_VERSION,
    kind: 'Certificate',
    metadata: { name: ca, namespace },
    spec: {
      isCA: true,
      commonName: ca,
      secretName: ca,
      duration: AUTHORITY_DURATION,
      issuerRef: { name: selfSigned, kind: 'Issuer', group: CERT_MANAGER },
    },
  });
  issuer('Issuer', ca, { ca: { secretName: ca } });
  return { name: ca };
}

function pemCertificate(scope: Construct, names: WebhookNames, pem: PemCertificate): BoundCertificate {
  const problem = serverCertificateProblem(pem, hostOf(names));
  refuseProblem(scope, problem, problem === undefined ? '' : pem[problem.field]);
  const { name, namespaceName: namespace } = names;
  const data = { 'tls.crt': base64(pem.certificate), 'tls.key': base64(pem.privateKey) };
  new k8s.KubeSecret(scope, 'Secret', { metadata: { name, namespace }, type: 'kubernetes.io/tls', data });
  const digest = createHash('sha256').update(pem.certificate).digest('hex');
  return {
    secretName: name,
    caBundle: base64(pem.caBundle),
    // The API server trusts the new certificate at once, so the pods must be replaced together with it.
    podAnnotations: { 'cdk8s-windows/certificate-sha256': digest },
    reloads: false,
  };
}

/** The name under which the API server calls the Service. */
function hostOf({ name, namespaceName }: WebhookNames): string {
  return `${name}.${namespaceName}.svc`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The text itself is never shown: it may be the key, put into the wrong place. */
function refuseProblem(scope: Construct, found: CertificateProblem | undefined, text: string): void {
  if (found === undefined) return;
  const field = `certificate.${found.field}`;
  const got = `a text of ${text.length} characters`;
  refuse(gmsaWebhookCertificate, { subject: scope.node.path, field, got, problem: found.problem });
}
