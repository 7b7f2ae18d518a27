import { describe, expect, test } from 'vitest';
import {
  caBundleProblem,
  type ServerCertificate,
  serverCertificateProblem,
} from '../../../lib/manifests/tls-certificate';
import {
  AUTHORITY,
  CERTIFICATE,
  NAMESAKE_AUTHORITY,
  OTHER_AUTHORITY,
  PRIVATE_KEY,
} from '../../constructs/gmsa-webhook.pem';

const HOST = 'gmsa-webhook.gmsa-webhook.svc';
const SERVER: ServerCertificate = { certificate: CERTIFICATE, privateKey: PRIVATE_KEY, caBundle: AUTHORITY };
const TORN = CERTIFICATE.replace(/\n.*\n/, '\n');
const twice = (pem: string) => Buffer.from(pem).toString('base64');

describe('a TLS server is accepted by its clients', () => {
  test.each<[string, Partial<ServerCertificate>]>([
    ['when authority, certificate and key belong together', {}],
    ['with its chain after the certificate', { certificate: `${CERTIFICATE}${AUTHORITY}` }],
    ['with further authorities in the bundle', { caBundle: `${OTHER_AUTHORITY}${AUTHORITY}` }],
    ['with words around the certificates', { caBundle: `the authority:\n${AUTHORITY}\n` }],
  ])('%s', (_, texts) => {
    expect(serverCertificateProblem({ ...SERVER, ...texts }, HOST)).toBeUndefined();
  });
});

describe('a TLS server is refused', () => {
  test.each<[string, Partial<ServerCertificate>, string, RegExp]>([
    ['without a certificate', { certificate: '' }, 'certificate', /^it is no certificate in PEM$/],
    ['with a key for a certificate', { certificate: PRIVATE_KEY }, 'certificate', /no certificate/],
    ['with a torn certificate', { certificate: TORN }, 'certificate', /no certificate/],
    ['with an encoded certificate', { certificate: twice(CERTIFICATE) }, 'certificate', /no certificate/],
    ['without a key', { privateKey: '' }, 'privateKey', /^it is no unencrypted private key in PEM$/],
    ['with a certificate for a key', { privateKey: CERTIFICATE }, 'privateKey', /no unencrypted private key/],
    ['with the key of another', { certificate: AUTHORITY }, 'privateKey', /^it does not belong to the certificate$/],
    [
      'with the chain before the certificate',
      { certificate: `${AUTHORITY}${CERTIFICATE}` },
      'privateKey',
      /does not belong/,
    ],
    ['without a bundle', { caBundle: '' }, 'caBundle', /^it is no certificate in PEM; it must not be encoded/],
    ['with an encoded bundle', { caBundle: twice(AUTHORITY) }, 'caBundle', /must not be encoded once more/],
    ['by the wrong authority', { caBundle: OTHER_AUTHORITY }, 'caBundle', /^no certificate in it has issued/],
    ['by an authority of the right name and another key', { caBundle: NAMESAKE_AUTHORITY }, 'caBundle', /has issued/],
    ['with itself for its authority', { caBundle: CERTIFICATE }, 'caBundle', /^no certificate in it has issued/],
  ])('%s', (_, texts, field, problem) => {
    expect(serverCertificateProblem({ ...SERVER, ...texts }, HOST)).toEqual({
      field,
      problem: expect.stringMatching(problem),
    });
  });

  test.each(['gmsa.gmsa-webhook.svc', `${HOST}.cluster.local`, 'gmsa-webhook', ''])('as the host %j', (host) => {
    expect(serverCertificateProblem(SERVER, host)).toEqual({
      field: 'certificate',
      problem: `its subject alternative names lack DNS:${host}, they are DNS:${HOST}`,
    });
  });

  test.each([{ certificate: TORN }, { privateKey: `${PRIVATE_KEY.slice(0, 60)}\n` }, { caBundle: 'x' }])(
    'without a private key in the reason',
    (texts) => {
      const [, secret] = PRIVATE_KEY.split('\n');
      const found = serverCertificateProblem({ ...SERVER, ...texts }, HOST);
      expect(found?.problem).not.toContain(secret.slice(0, 16));
    },
  );
});

describe('a bundle of authorities', () => {
  test.each([AUTHORITY, `${AUTHORITY}${OTHER_AUTHORITY}`])('is PEM', (pem) => {
    expect(caBundleProblem(pem)).toBeUndefined();
  });

  test.each(['', '/etc/ca.crt', twice(AUTHORITY), PRIVATE_KEY, `${AUTHORITY}${TORN}`])('is nothing else', (text) => {
    expect(caBundleProblem(text)?.field).toBe('caBundle');
  });
});
