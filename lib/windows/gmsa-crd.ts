/** The part of an OpenAPI schema that the definition below needs. */
export interface Schema {
  readonly description?: string;
  readonly type: 'object' | 'array' | 'string';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

function text(description: string): Schema {
  return { description, type: 'string' };
}

function object(description: string, properties: Readonly<Record<string, Schema>>): Schema {
  return { description, type: 'object', properties };
}

const GROUP_MANAGED_SERVICE_ACCOUNTS: Schema = {
  description: 'One entry per account and scope; usually the DNS and the NetBIOS name of the domain.',
  type: 'array',
  items: {
    type: 'object',
    properties: {
      Name: text('SAM account name without the trailing dollar sign, at most 15 characters.'),
      Scope: text("DNS or NetBIOS name of the account's domain."),
    },
  },
};

const HOST_ACCOUNT_CONFIG = object('Needed only on nodes that are not joined to the domain.', {
  PluginGUID: text("COM class of the node's credential plug-in, in braces."),
  PluginInput: text("Text handed to the plug-in as it is; its form is the plug-in's own."),
  PortableCcgVersion: text('Version of the plug-in interface, today "1".'),
});

/** Every field that the API server keeps of a credential spec: others it drops without a word. */
export const CREDENTIAL_SPEC_SCHEMA = object(
  'The credential spec; the gMSA webhook copies it into the pods that name this object.',
  {
    ActiveDirectoryConfig: object('Which accounts the container may use, and who fetches their passwords.', {
      GroupManagedServiceAccounts: GROUP_MANAGED_SERVICE_ACCOUNTS,
      HostAccountConfig: HOST_ACCOUNT_CONFIG,
    }),
    CmsPlugins: {
      description: 'Credential plug-ins; always ActiveDirectory.',
      type: 'array',
      items: { type: 'string' },
    },
    DomainJoinConfig: object('The domain the account belongs to.', {
      DnsName: text('DNS name of the domain.'),
      DnsTreeName: text("DNS name of the forest's root domain."),
      Guid: text('GUID of the domain.'),
      MachineAccountName: text('SAM account name of the group managed service account, without the dollar sign.'),
      NetBiosName: text('NetBIOS name of the domain.'),
      Sid: text('Security identifier of the domain, not of the account.'),
    }),
  },
);

const SCHEMA = {
  openAPIV3Schema: object(
    'A group managed service account that Windows pods may run as, in the shape Windows itself reads.',
    { credspec: CREDENTIAL_SPEC_SCHEMA },
  ),
};

/**
 * The definition of GMSACredentialSpec (kubernetes-sigs/windows-gmsa `admission-webhook/deploy/gmsa-crd.yml`). The types in
 * `imports/windows.k8s.io.ts` are generated from `imports/crds/windows.k8s.io.yaml`, which says the same.
 */
export const GMSA_CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'gmsacredentialspecs.windows.k8s.io',
    annotations: {
      // An API server refuses a *.k8s.io group that does not name its approval.
      'api-approved.kubernetes.io':
        'https://github.com/kubernetes/enhancements/tree/master/keps/sig-windows/689-windows-gmsa',
    },
  },
  spec: {
    group: 'windows.k8s.io',
    scope: 'Cluster',
    names: {
      kind: 'GMSACredentialSpec',
      listKind: 'GMSACredentialSpecList',
      plural: 'gmsacredentialspecs',
      singular: 'gmsacredentialspec',
    },
    conversion: { strategy: 'None' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: SCHEMA },
      { name: 'v1alpha1', served: true, storage: false, deprecated: true, schema: SCHEMA },
    ],
  },
};
