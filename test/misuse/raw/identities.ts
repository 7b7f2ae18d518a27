import type { JsonObject } from '../../../lib/manifests/workload';
import { AUTHORITY } from '../../constructs/gmsa-webhook.pem';
import type { Manifest } from '../../synth';
import { ERP } from '../identities';
import { inPod, mistake, NAMESPACE, pod, type RawForm, type RawForms } from './raw-form';

const CREDENTIAL_SPEC = 'securityContext.windowsOptions.gmsaCredentialSpec';
const CLIENT_ID = 'azure.workload.identity/client-id';

function credentialSpec(at: string, value: unknown, prop: string): RawForm {
  const { domainSid: Sid, domainGuid: Guid, domain, netBiosName: NetBiosName } = ERP;
  const names = { DnsTreeName: domain, DnsName: domain, NetBiosName, MachineAccountName: 'erp' };
  const accounts = [domain, NetBiosName].map((Scope) => ({ Name: 'erp', Scope }));
  const credspec = {
    CmsPlugins: ['ActiveDirectory'],
    DomainJoinConfig: { Sid, Guid, ...names },
    ActiveDirectoryConfig: { GroupManagedServiceAccounts: accounts },
  };
  return mistake(manifest('windows.k8s.io/v1', 'GMSACredentialSpec', 'gmsa-erp', { credspec }), at, value, { prop });
}

/** The configuration of a webhook, whose authority is encoded once more in YAML. */
function authority(text: string): RawForm {
  const service = { name: 'gmsa-webhook', namespace: 'gmsa-webhook', path: '/validate' };
  const webhook = {
    name: 'admission-webhook.windows-gmsa.sigs.k8s.io',
    clientConfig: { service, caBundle: encoded(AUTHORITY) },
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    // nothing that anybody does
    rules: [{ apiGroups: ['refused.example'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['none'] }],
  };
  const configuration = { webhooks: [webhook] };
  return mistake(
    manifest('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'gmsa-webhook', configuration),
    'webhooks[0].clientConfig.caBundle',
    encoded(text),
    { prop: 'certificate.caBundle' },
  );
}

/** What wrong identities look like in YAML. */
export const IDENTITY_FORMS: RawForms = {
  'makes a credential spec with capitals in its name': credentialSpec(
    'metadata.name',
    'gmsa-WebApp1',
    'credentialSpecName',
  ),
  'refers to a credential spec with capitals in its name': inPod(
    `${CREDENTIAL_SPEC}Name`,
    'gmsa-WebApp1',
    {},
    {
      prop: 'credentialSpecName',
    },
  ),
  'makes a credential spec that no pod can carry': inPod(
    CREDENTIAL_SPEC,
    JSON.stringify({ PluginInput: 'x'.repeat(65_536) }),
    {},
    { prop: 'credentialSpecJson' },
  ),
  'gives the SID of the account for that of its domain': credentialSpec(
    'credspec.DomainJoinConfig.Sid',
    `${ERP.domainSid}-1104`,
    'domainSid',
  ),
  'reads a credential spec with a field that there is not': credentialSpec(
    'credspec.DomainJoinConfig.Netbios',
    'CORP',
    'DomainJoinConfig.Netbios',
  ),
  'reads a credential spec without its domain': credentialSpec(
    'credspec.DomainJoinConfig',
    undefined,
    'DomainJoinConfig',
  ),
  'runs a workload with a gMSA where the webhook does not look': mistake(
    pod({ securityContext: { windowsOptions: { gmsaCredentialSpecName: 'gmsa-erp' } } }, NAMESPACE),
    'metadata.namespace',
    'kube-system',
    { prop: 'gmsa' },
  ),
  'gives the path of an authority for the authority': authority('/etc/ca.crt'),
  'gives an authority that is encoded already': authority(encoded(AUTHORITY)),
  'gives the name of an application for its client id': mistake(
    manifest('v1', 'ServiceAccount', 'identity', {}, { annotations: { [CLIENT_ID]: ERP.domainGuid } }),
    `metadata.annotations[${CLIENT_ID}]`,
    'shop',
    { prop: 'clientId' },
  ),
  'uses an Entra identity by another account': inPod(
    'serviceAccountName',
    'other',
    { serviceAccountName: 'identity' },
    {
      among: ['other', 'identity'].map((name) => manifest('v1', 'ServiceAccount', name, {}, { namespace: NAMESPACE })),
    },
  ),
};

function manifest(
  apiVersion: string,
  kind: string,
  name: string,
  own: JsonObject,
  metadata: JsonObject = {},
): Manifest {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...own } as unknown as Manifest;
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
