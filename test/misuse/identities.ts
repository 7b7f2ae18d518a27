import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  type GmsaIdentityProps,
  GmsaWebhook,
  GmsaWebhookCertificate,
  WindowsDeployment,
  WorkloadIdentity,
} from 'cdk8s-windows';
import { AUTHORITY } from '../constructs/gmsa-webhook.pem';
import { CONTAINER } from '../workloads';
import type { Misuse } from './misuse';

const CLIENT = '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21';
export const ERP = {
  accountName: 'erp$',
  domain: 'corp.example',
  netBiosName: 'CORP',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
};

const identity =
  (props: Partial<GmsaIdentityProps>): Misuse['program'] =>
  (chart) =>
    new GmsaIdentity(chart, 'erp', { ...ERP, ...props });
const webhook =
  (certificate: GmsaWebhookCertificate): Misuse['program'] =>
  (chart) =>
    new GmsaWebhook(chart, 'webhook', { certificate });

const FILE = {
  CmsPlugins: ['ActiveDirectory'],
  DomainJoinConfig: {
    Sid: ERP.domainSid,
    MachineAccountName: 'erp',
    Guid: ERP.domainGuid,
    DnsTreeName: 'corp.example',
    DnsName: 'corp.example',
    NetBiosName: 'CORP',
  },
  ActiveDirectoryConfig: {
    GroupManagedServiceAccounts: [
      { Name: 'erp', Scope: 'CORP' },
      { Name: 'erp', Scope: 'corp.example' },
    ],
  },
};

/** Wrong identities. */
export const IDENTITIES: readonly Misuse[] = [
  {
    title: 'makes a credential spec with capitals in its name',
    rule: 'gmsa-name',
    program: identity({ credentialSpecName: 'gmsa-WebApp1' }),
  },
  {
    title: 'refers to a credential spec with capitals in its name',
    rule: 'gmsa-name',
    program: (chart) => GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-WebApp1'),
  },
  {
    title: 'makes a credential spec that no pod can carry',
    rule: 'gmsa-spec-size',
    program: identity({
      hostAccount: { pluginGuid: '859e1386-bdb4-49e8-85c7-3070b13920e1', pluginInput: 'x'.repeat(65_536) },
    }),
  },
  {
    title: 'gives the SID of the account for that of its domain',
    rule: 'gmsa-account-data',
    program: identity({ domainSid: `${ERP.domainSid}-1104` }),
  },
  {
    title: 'reads a credential spec with a field that there is not',
    rule: 'gmsa-spec-json',
    verdict: 'api',
    program: (chart) => {
      const DomainJoinConfig = { ...FILE.DomainJoinConfig, Netbios: 'CORP' };
      GmsaIdentity.fromCredentialSpecJson(chart, 'erp', JSON.stringify({ ...FILE, DomainJoinConfig }));
    },
  },
  {
    title: 'reads a credential spec without its domain',
    rule: 'gmsa-spec-json',
    program: (chart) => {
      const { DomainJoinConfig, ...rest } = FILE;
      GmsaIdentity.fromCredentialSpecJson(chart, 'erp', JSON.stringify(rest));
    },
  },
  {
    title: 'runs a workload with a gMSA where the webhook does not look',
    rule: 'gmsa-namespace-excluded',
    atSynth: true,
    options: { namespace: 'kube-system' },
    program: (chart) => {
      const gmsa = GmsaIdentity.fromCredentialSpecName(chart, 'erp', 'gmsa-erp');
      new WindowsDeployment(chart, 'web', { containers: [CONTAINER], gmsa });
      new GmsaWebhook(chart, 'webhook');
    },
  },
  {
    title: 'gives the path of an authority for the authority',
    rule: 'gmsa-webhook-certificate',
    program: webhook(GmsaWebhookCertificate.secretName('tls', '/etc/ca.crt')),
  },
  {
    title: 'gives an authority that is encoded already',
    rule: 'gmsa-webhook-certificate',
    program: webhook(GmsaWebhookCertificate.secretName('tls', Buffer.from(AUTHORITY).toString('base64'))),
  },
  {
    title: 'gives the name of an application for its client id',
    rule: 'guid-format',
    program: (chart) => new WorkloadIdentity(chart, 'identity', { clientId: 'shop' }),
  },
  {
    title: 'uses an Entra identity by another account',
    rule: 'workload-identity-account',
    program: (chart) => {
      const identity = new WorkloadIdentity(chart, 'identity', { clientId: CLIENT });
      const serviceAccount = new kplus.ServiceAccount(chart, 'other');
      identity.useBy(new WindowsDeployment(chart, 'web', { containers: [CONTAINER], serviceAccount }));
    },
  },
];
