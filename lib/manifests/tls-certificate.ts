import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

/** The PEM texts of a TLS server. */
export interface ServerCertificate {
  /** The server's certificate first, then those between it and the authority. */
  readonly certificate: string;
  readonly privateKey: string;
  /** The authorities that clients trust. */
  readonly caBundle: string;
}

/** Which of the texts is wrong, and why. A private key is never part of it. */
export interface CertificateProblem {
  readonly field: 'certificate' | 'privateKey' | 'caBundle';
  readonly problem: string;
}

/** Whether clients that trust the bundle and ask for the host would accept the server. The dates are left to them. */
export function serverCertificateProblem(server: ServerCertificate, host: string): CertificateProblem | undefined {
  const chain = certificatesOf(server.certificate);
  if (chain === undefined) return { field: 'certificate', problem: 'it is no certificate in PEM' };
  const key = privateKeyOf(server.privateKey);
  if (key === undefined) return { field: 'privateKey', problem: 'it is no unencrypted private key in PEM' };
  if (!chain[0].checkPrivateKey(key)) {
    return { field: 'privateKey', problem: 'it does not belong to the certificate' };
  }
  if (chain[0].checkHost(host, { subject: 'never' }) === undefined) {
    const names = chain[0].subjectAltName ?? 'none';
    return { field: 'certificate', problem: `its subject alternative names lack DNS:${host}, they are ${names}` };
  }
  const bundle = certificatesOf(server.caBundle);
  if (bundle === undefined) return caBundleProblem(server.caBundle);
  const trusted = chain.some((link) => bundle.some((ca) => link.checkIssued(ca) && link.verify(ca.publicKey)));
  return trusted ? undefined : { field: 'caBundle', problem: 'no certificate in it has issued the certificate' };
}

/** Whether a text can be the bundle of authorities that a webhook configuration holds. */
export function caBundleProblem(caBundle: string): CertificateProblem | undefined {
  if (certificatesOf(caBundle) !== undefined) return undefined;
  return { field: 'caBundle', problem: 'it is no certificate in PEM; it must not be encoded once more' };
}

function certificatesOf(pem: string): X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  try {
    return blocks?.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
