import { Duration, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ActiveDirectoryProfile,
  CalicoEncapsulation,
  CalicoInstallation,
  CalicoIsolation,
  type CalicoIsolationProps,
  DomainControllers,
  ExternalTrafficPolicy,
  GmsaIdentity,
  GmsaWebhook,
  GmsaWebhookCertificate,
  IsolationEnforcement,
  IsolationFormat,
  IsolationMode,
  IsolationPort,
  LogMonitor,
  LogMonitorFormat,
  LogMonitorSource,
  NetlogonRepair,
  PolicyEngine,
  PowerShell,
  PowerShellExecutionPolicy,
  TargetCluster,
  WindowsDeployment,
  WindowsService,
  WindowsStorageClass,
  WindowsVolume,
  WorkloadIdentity,
} from 'cdk8s-windows';
import { Construct } from 'constructs';
import { beforeAll, describe, expect, test } from 'vitest';
import { propsOfInterfaces } from '../interfaces';
import { shop, synth } from '../synth';
import { CONTAINER } from '../workloads';
import { AUTHORITY } from './gmsa-webhook.pem';

type Props = Record<string, unknown>;

/** A value for a prop, and the text that it brings into the manifests, or (with `gone`) takes out of them. */
type Reaches = readonly [value: unknown, text: string] | readonly [value: unknown, text: string, gone: 'gone'];

interface Case {
  /** Makes the construct; props that the table gives replace these. */
  readonly create: (scope: Construct, props: never) => unknown;
  readonly base: Props;
  readonly reaches: Readonly<Record<string, Reaches>>;
  /** Options of the app, where the defaults would refuse the case. */
  readonly cluster?: TargetCluster;
}

const METADATA: Reaches = [{ name: 'given' }, 'name: given'];
const DETACHED = shop();
const SECRET = kplus.Secret.fromSecretName(DETACHED, 'secret', 'share-credentials');

function web(scope: Construct, container: object = {}): WindowsDeployment {
  return new WindowsDeployment(scope, 'web', {
    metadata: { namespace: 'shop' },
    containers: [{ ...CONTAINER, ...container }],
  });
}

function isolated(scope: Construct, allow: (isolation: CalicoIsolation, pods: WindowsDeployment) => void): void {
  const isolation = new CalicoIsolation(scope, 'isolation', { namespaces: ['shop'] });
  allow(isolation, web(scope));
}

function mounted(scope: Construct, volume: kplus.Volume): void {
  web(scope, { volumeMounts: [{ path: 'C:\\data', volume }] });
}

const logs =
  (source: LogMonitorSource, { customLogFormat }: { customLogFormat?: string }) =>
  (scope: Construct) => {
    // With a custom format every source must have one, the output of the process among them.
    const process = LogMonitorSource.process({ customLogFormat: '%Other%' });
    const custom = { sources: [source, process], logFormat: LogMonitorFormat.CUSTOM };
    const props = customLogFormat === undefined ? { sources: [source] } : custom;
    new LogMonitor(scope, 'logs', props).mountInto(web(scope).containers[0]);
  };

const processLogs = (options: { customLogFormat?: string }) => (scope: Construct) => {
  const logFormat = options.customLogFormat === undefined ? LogMonitorFormat.JSON : LogMonitorFormat.CUSTOM;
  const monitor = new LogMonitor(scope, 'logs', { sources: [LogMonitorSource.process(options)], logFormat });
  monitor.mountInto(web(scope).containers[0]);
};

const FORMAT: Reaches = ['%Message%', '"customLogFormat": "%Message%"'];
const STORAGE_CLASS: Record<string, Reaches> = {
  metadata: METADATA,
  fsType: ['ReFS', 'ReFS'],
  parameters: [{ skuName: 'Premium_LRS' }, 'skuName: Premium_LRS'],
  volumeBindingMode: ['Immediate', 'volumeBindingMode: Immediate'],
  allowVolumeExpansion: [false, 'allowVolumeExpansion: false'],
  reclaimPolicy: ['Retain', 'reclaimPolicy: Retain'],
};
const SHARE: Record<string, Reaches> = {
  secret: [kplus.Secret.fromSecretName(DETACHED, 'other', 'given'), 'name: given'],
  secretNamespace: ['given', 'namespace: given'],
  storage: [Size.gibibytes(77), '77Gi'],
};

const CASES: Record<string, Case> = {
  AllowActiveDirectoryOptions: {
    base: {},
    create: (scope, options) =>
      isolated(scope, (isolation, pods) => {
        const controllers = new DomainControllers(scope, 'controllers', { addresses: ['10.9.0.4'] });
        isolation.allowActiveDirectory(pods, controllers, options);
      }),
    reaches: { profile: [ActiveDirectoryProfile.WITHOUT_RPC, '49152:65535', 'gone'] },
  },
  AllowFromOutsideOptions: {
    base: { ports: [IsolationPort.tcp(80)] },
    create: (scope, options) => isolated(scope, (isolation, pods) => isolation.allowFromOutside(pods, options)),
    reaches: {
      ports: [[IsolationPort.tcp(8443)], '- 8443'],
      sourceRanges: [['203.0.113.0/24'], '- 203.0.113.0/24'],
      nodeCidrs: [['10.1.0.0/16'], '- 10.1.0.0/16'],
    },
  },
  CalicoIsolationProps: {
    base: { namespaces: ['shop'] },
    create: (scope, { namespaces, ...props }: CalicoIsolationProps) =>
      new CalicoIsolation(scope, 'isolation', { ...props, ...(props.mode ? {} : { namespaces }) }),
    cluster: TargetCluster.kubeadm({ policyEngine: PolicyEngine.CALICO }),
    reaches: {
      mode: [IsolationMode.CLUSTER, 'kind: GlobalNetworkPolicy'],
      namespaces: [['given'], 'namespace: given'],
      format: [IsolationFormat.KUBERNETES, 'networking.k8s.io/v1'],
      allowDns: [false, '- 53', 'gone'],
      denyMetadata: [false, '169.254.169.254/32', 'gone'],
    },
  },
  DomainControllersProps: {
    base: { addresses: ['10.9.0.4'] },
    create: (scope, props) =>
      isolated(scope, (isolation, pods) =>
        isolation.allowActiveDirectory(pods, new DomainControllers(scope, 'controllers', props)),
      ),
    reaches: { addresses: [['10.9.0.9'], '- 10.9.0.9/32'], metadata: METADATA },
  },
  CalicoInstallationProps: {
    base: { kubernetesServiceHost: '10.0.0.4', serviceCidrs: ['10.96.0.0/12'], podCidrs: ['10.244.0.0/16'] },
    create: (scope, props) => new CalicoInstallation(scope, 'calico', props),
    reaches: {
      kubernetesServiceHost: ['api.given', 'api.given'],
      kubernetesServicePort: [7443, '"7443"'],
      serviceCidrs: [['10.97.0.0/16'], '- 10.97.0.0/16'],
      podCidrs: [['10.245.0.0/16'], 'cidr: 10.245.0.0/16'],
      encapsulation: [CalicoEncapsulation.NONE, 'encapsulation: None'],
      blockSize: [27, 'blockSize: 27'],
    },
  },
  GmsaIdentityProps: {
    base: {
      accountName: 'erp',
      domain: 'corp.example',
      netBiosName: 'CORP',
      domainSid: 'S-1-5-21-1-2-3',
      domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
    },
    create: (scope, props) => new GmsaIdentity(scope, 'identity', props),
    reaches: {
      metadata: [{ labels: { team: 'given' } }, 'team: given'],
      credentialSpecName: ['given', 'name: given'],
      accountName: ['other', 'MachineAccountName: other'],
      domain: ['given.example', 'DnsName: given.example'],
      netBiosName: ['GIVEN', 'NetBiosName: GIVEN'],
      domainSid: ['S-1-5-21-4-5-6', 'Sid: S-1-5-21-4-5-6'],
      domainGuid: ['344818ae-87ac-4fcd-92ec-e79e5252348a', '344818ae-87ac-4fcd-92ec-e79e5252348a'],
      forestRoot: ['root.example', 'DnsTreeName: root.example'],
      additionalAccounts: [[{ accountName: 'second' }], 'Name: second'],
      hostAccount: [{ pluginGuid: '444818ae-87ac-4fcd-92ec-e79e5252348a', pluginInput: 'given' }, 'PluginInput: given'],
    },
  },
  GmsaWebhookProps: {
    base: {},
    create: (scope, props) => new GmsaWebhook(scope, 'webhook', props),
    reaches: {
      certificate: [GmsaWebhookCertificate.secretName('given-tls', AUTHORITY), 'secretName: given-tls'],
      name: ['given', 'name: given'],
      namespaceName: ['given', 'namespace: given'],
      createNamespace: [false, 'kind: Namespace\n', 'gone'],
      installCrd: [false, 'kind: CustomResourceDefinition', 'gone'],
      image: ['registry.example/given:v1', 'registry.example/given:v1'],
      replicas: [5, 'replicas: 5'],
      randomHostnames: [false, 'RANDOM_HOSTNAME', 'gone'],
      excludedNamespaces: [['given'], '- given'],
      priorityClassName: ['given', 'priorityClassName: given'],
      nodeSelector: [{ pool: 'given' }, 'pool: given'],
      tolerations: [[{ key: 'given', operator: 'Exists' }], 'key: given'],
    },
  },
  CertManagerOptions: {
    base: {},
    create: (scope, options) =>
      new GmsaWebhook(scope, 'webhook', { certificate: GmsaWebhookCertificate.certManager(options) }),
    reaches: {
      issuer: [{ name: 'given', kind: 'ClusterIssuer' }, 'name: given'],
      namespaceName: ['given', '- given'],
    },
  },
  NetlogonRepairOptions: {
    base: {},
    create: (scope, options) => web(scope, { lifecycle: { postStart: NetlogonRepair.postStart(options) } }),
    reaches: {
      attempts: [97, '97'],
      delay: [Duration.seconds(88), '88'],
      failContainer: [true, 'exit 1'],
    },
  },
  PowerShellOptions: {
    base: {},
    create: (scope, options) => web(scope, { command: PowerShell.command('Get-Date', options) }),
    reaches: {
      executable: ['pwsh.exe', '- pwsh.exe'],
      executionPolicy: [PowerShellExecutionPolicy.REMOTE_SIGNED, 'RemoteSigned'],
    },
  },
  LogMonitorProps: {
    base: { sources: [LogMonitorSource.process()] },
    create: (scope, props) => {
      const monitor = new LogMonitor(scope, 'logs', props);
      const container = web(scope, { command: monitor.wrap(['app.exe']) }).containers[0];
      monitor.mountInto(container);
    },
    reaches: {
      sources: [[LogMonitorSource.file({ directory: 'C:\\given' })], 'given'],
      logFormat: [LogMonitorFormat.XML, 'XML'],
      executable: ['C:\\tools\\LogMonitor.exe', 'C:\\tools\\LogMonitor.exe'],
      metadata: METADATA,
    },
  },
  LogMonitorEventLogOptions: {
    base: { channels: [{ name: 'system' }] },
    create: (scope, options) => logs(LogMonitorSource.eventLog(options), options)(scope),
    reaches: {
      customLogFormat: FORMAT,
      channels: [[{ name: 'given' }], '"name": "given"'],
      startAtOldestRecord: [false, '"startAtOldestRecord": false'],
      eventFormatMultiLine: [false, '"eventFormatMultiLine": false'],
    },
  },
  LogMonitorEtwOptions: {
    base: { providers: [{ providerGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a' }] },
    create: (scope, options) => logs(LogMonitorSource.etw(options), options)(scope),
    reaches: {
      customLogFormat: FORMAT,
      providers: [[{ providerGuid: '344818ae-87ac-4fcd-92ec-e79e5252348a' }], '344818ae'],
      eventFormatMultiLine: [false, '"eventFormatMultiLine": false'],
    },
  },
  LogMonitorFileOptions: {
    base: { directory: 'C:\\logs' },
    create: (scope, options) => logs(LogMonitorSource.file(options), options)(scope),
    reaches: {
      customLogFormat: FORMAT,
      directory: ['C:\\given', 'given'],
      filter: ['*.given', '*.given'],
      includeSubdirectories: [true, '"includeSubdirectories": true'],
      waitInSeconds: [Duration.seconds(77), '"waitInSeconds": 77'],
    },
  },
  LogMonitorSourceOptions: {
    base: {},
    create: (scope, options) => processLogs(options)(scope),
    reaches: { customLogFormat: FORMAT },
  },
  AzureDiskVolumeOptions: {
    base: {
      diskUri: '/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/disks/d',
      storage: Size.gibibytes(8),
    },
    create: (scope, options) => mounted(scope, WindowsVolume.fromAzureDisk(scope, 'disk', options)),
    reaches: {
      diskUri: ['/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/disks/given', 'disks/given'],
      storage: [Size.gibibytes(77), '77Gi'],
    },
  },
  AzureFileVolumeOptions: {
    base: { shareName: 'files', secret: SECRET, secretNamespace: 'shop' },
    create: (scope, options) => mounted(scope, WindowsVolume.fromAzureFile(scope, 'share', options)),
    reaches: { ...SHARE, shareName: ['given', 'shareName: given'], server: ['given.example', 'server: given.example'] },
  },
  SmbVolumeOptions: {
    base: { source: '//files.example/share', secret: SECRET, secretNamespace: 'shop' },
    create: (scope, options) => mounted(scope, WindowsVolume.fromSmb(scope, 'share', options)),
    reaches: { ...SHARE, source: ['//files.example/given', '//files.example/given'] },
  },
  WindowsStorageClassOptions: {
    base: {},
    create: (scope, options) => WindowsStorageClass.azureDisk(scope, 'disks', options),
    reaches: STORAGE_CLASS,
  },
  WindowsStorageClassProps: {
    base: { provisioner: 'disk.example' },
    create: (scope, props) => new WindowsStorageClass(scope, 'disks', props),
    reaches: { ...STORAGE_CLASS, provisioner: ['given.example', 'provisioner: given.example'] },
  },
  SmbStorageClassOptions: {
    base: { source: '//files.example/share', secret: SECRET, secretNamespace: 'shop' },
    create: (scope, options) => WindowsStorageClass.smb(scope, 'shares', options),
    reaches: {
      ...STORAGE_CLASS,
      volumeBindingMode: ['WaitForFirstConsumer', 'volumeBindingMode: WaitForFirstConsumer'],
      source: ['//files.example/given', '//files.example/given'],
      secret: [kplus.Secret.fromSecretName(DETACHED, 'third', 'given'), ': given'],
      secretNamespace: ['given', ': given'],
    },
  },
  WindowsStorageClaimOptions: {
    base: { storage: Size.gibibytes(8) },
    create: (scope, options) => WindowsStorageClass.azureDisk(scope, 'disks').claim(scope, 'claim', options),
    reaches: {
      storage: [Size.gibibytes(77), '77Gi'],
      accessModes: [[kplus.PersistentVolumeAccessMode.READ_ONLY_MANY], 'ReadOnlyMany'],
      metadata: METADATA,
    },
  },
  WorkloadIdentityProps: {
    base: { clientId: '244818ae-87ac-4fcd-92ec-e79e5252348a' },
    create: (scope, props) => new WorkloadIdentity(scope, 'identity', props),
    reaches: {
      clientId: ['344818ae-87ac-4fcd-92ec-e79e5252348a', '344818ae'],
      tenantId: ['444818ae-87ac-4fcd-92ec-e79e5252348a', '444818ae'],
      metadata: METADATA,
    },
  },
  WindowsServiceProps: {
    base: { type: kplus.ServiceType.LOAD_BALANCER, ports: [{ port: 80 }] },
    create: (scope, props) => new WindowsService(scope, 'service', props),
    reaches: {
      metadata: METADATA,
      selector: [kplus.Pods.select(DETACHED, 'pods', { labels: { app: 'given' } }), 'app: given'],
      clusterIP: ['10.96.0.77', 'clusterIP: 10.96.0.77'],
      externalIPs: [['203.0.113.7'], '- 203.0.113.7'],
      type: [kplus.ServiceType.NODE_PORT, 'type: NodePort'],
      ports: [[{ port: 81 }], 'port: 81'],
      externalName: ['given.example', 'externalName: given.example'],
      loadBalancerSourceRanges: [['203.0.113.0/24'], '- 203.0.113.0/24'],
      publishNotReadyAddresses: [true, 'publishNotReadyAddresses: true'],
      externalTrafficPolicy: [ExternalTrafficPolicy.LOCAL, 'externalTrafficPolicy: Local'],
      clientIpAffinity: [true, 'sessionAffinity: ClientIP'],
    },
  },
};

/** Props whose effect is what is accepted, not what is written. */
const ACCEPTANCE: Record<string, string[]> = {
  // A namespace that mode CLUSTER leaves alone: needs another mode than the base.
  CalicoIsolationProps: ['enforcement', 'systemNamespaces'],
};

function yamlOf({ create, cluster }: Case, props: Props): string {
  return Yaml.stringify(...synth((chart) => create(new Construct(chart, 'it'), props as never), { cluster }));
}

describe.each(Object.entries(CASES))('%s', (_, given) => {
  const without = yamlOf(given, given.base);

  test.each(Object.keys(given.reaches))('%s reaches the manifest', (prop) => {
    const [value, text, gone] = given.reaches[prop];
    const [more, less] = [yamlOf(given, { ...given.base, [prop]: value }), without];
    expect(gone ? less : more).toContain(text);
    expect(gone ? more : less).not.toContain(text);
  });
});

test('systemNamespaces of an isolation reach the policies of the cluster', () => {
  const isolation = (props: CalicoIsolationProps) =>
    Yaml.stringify(...synth((chart) => new CalicoIsolation(chart, 'all', { mode: IsolationMode.CLUSTER, ...props })));
  expect(isolation({ systemNamespaces: ['given'] })).toContain('"given"');
  expect(isolation({})).not.toContain('"given"');
});

test('enforcement of an isolation lets policies be written where Windows enforces none', () => {
  const cluster = TargetCluster.gke();
  const props = { namespaces: ['shop'], format: IsolationFormat.KUBERNETES };
  const write = (more: CalicoIsolationProps) => () =>
    synth((chart) => new CalicoIsolation(chart, 'isolation', { ...props, ...more }), { cluster });
  expect(write({})).toThrow(/isolation-engine/);
  expect(write({ enforcement: IsolationEnforcement.NOT_ON_WINDOWS })().length).toBeGreaterThan(0);
});

describe('no prop is forgotten above', () => {
  let interfaces: ReadonlyMap<string, string[]>;

  beforeAll(() => {
    interfaces = propsOfInterfaces();
  }, 60_000);

  test.each(Object.keys(CASES))('%s', (name) => {
    expect([...Object.keys(CASES[name].reaches), ...(ACCEPTANCE[name] ?? [])].sort()).toEqual(interfaces.get(name));
  });

  test('in any interface of props or options', () => {
    const elsewhere =
      /^(Windows(Pod|Workload|Deployment|StatefulSet|DaemonSet|Job|CronJob|Container|RuntimeClass|Namespace|App)|HostProcess\w+|\w+Cluster)Props$/;
    const known = new Set([...Object.keys(CASES), ...PARTS]);
    const missing = [...interfaces.keys()].filter(
      (name) => /(Props|Options)$/.test(name) && !elsewhere.test(name) && !known.has(name),
    );
    expect(missing).toEqual([]);
  });
});

/** Options that others extend, those that say what exists already, and those of the rules, which write nothing. */
const PARTS = [
  'GmsaCredentialSpecOptions',
  'GmsaCredentialSpecReferenceOptions',
  'PowerShellProbeOptions',
  'ShareVolumeOptions',
  'WindowsRulesOptions',
];
