import type { Manifest } from '../synth';
import { type ApiClient, ApiError, isAccepted, type Status } from './api/api-client';
import { servingCertificate } from './control-plane/control-plane';
import type { KubernetesMinor } from './control-plane/kubernetes-versions';

interface Certificate extends Manifest {
  readonly spec: { readonly secretName: string; readonly dnsNames?: string[]; readonly isCA?: boolean };
}

/**
 * Does what cert-manager does with its Certificates: makes the Secret that each names, for the host names that it names,
 * and writes the authority into the webhook configurations that are annotated with it.
 */
export async function issueAndInject(
  minor: KubernetesMinor,
  client: ApiClient,
  manifests: readonly Manifest[],
): Promise<void> {
  const certificates = manifests.filter(({ kind }) => kind === 'Certificate') as Certificate[];
  for (const { metadata, spec } of certificates.filter((certificate) => !certificate.spec.isCA)) {
    const { ca, certificate, key } = await servingCertificate(minor, ...(spec.dnsNames ?? []));
    const data = { 'ca.crt': base64(ca), 'tls.crt': base64(certificate), 'tls.key': base64(key) };
    await client.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: spec.secretName, namespace: metadata.namespace },
      type: 'kubernetes.io/tls',
      data,
    } as unknown as Manifest);
    for (const configuration of manifests.filter((manifest) => isInjected(manifest, metadata))) {
      const webhooks = configuration.webhooks as unknown[];
      const body = webhooks.map((_, index) => ({
        op: 'add',
        path: `/webhooks/${index}/clientConfig/caBundle`,
        value: base64(ca),
      }));
      const path = await client.pathOf(configuration);
      const answer = await client.call<Status>('PATCH', path, { body, contentType: JSON_PATCH });
      if (!isAccepted(answer)) throw new ApiError(`inject into ${path}`, answer);
    }
  }
}

const JSON_PATCH = 'application/json-patch+json';

function isInjected({ metadata }: Manifest, { namespace, name }: Manifest['metadata']): boolean {
  const { annotations } = metadata as { annotations?: Record<string, string> };
  return annotations?.['cert-manager.io/inject-ca-from'] === `${namespace}/${name}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
