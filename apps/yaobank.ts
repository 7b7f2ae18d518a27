/**
 * yaobank: a bank in three tiers, each in a namespace of its own, customer → summary → database.
 *
 * Four stages that follow one another on a Linux cluster, and the same lab on Windows:
 *
 *   lab                      the workloads and the load balancer
 *   article-default-deny     the first policy of the article; it goes again before the next stage
 *   article-policies         the article's final policies, defects included
 *   mended-policies          what the article meant
 *   windows-lab              the lab on Windows nodes, isolated
 *
 * The stages are alternatives: apply `lab` and one of the policy files. All pods fit the Pod Security level `baseline`.
 *
 * "The article" deploys the lab on AKS with kubenet and isolates it step by step by policies of Kubernetes and Calico:
 * @see https://betterprogramming.pub/deploying-aks-kubenet-with-calico-cncf-roadmap-1e01b552be63
 */
import { join } from 'node:path';
import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoApiServer,
  CalicoIsolation,
  calico,
  ExternalTrafficPolicy,
  IsolationPort,
  NetworkPlugin,
  OperatingSystemPin,
  PodSecurityLevel,
  PolicyEngine,
  ServiceAddress,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsNamespace,
  WindowsRules,
  WindowsService,
  WindowsVersion,
} from 'cdk8s-windows';
import type { Construct } from 'constructs';

const OUTPUT = join(process.env.CDK8S_OUTDIR ?? 'dist', 'yaobank');

const DATABASE = 'yaobank-database';
const SUMMARY = 'yaobank-summary';
const CUSTOMER = 'yaobank-customer';

const ETCD = ['-advertise-client-urls', 'http://database:2379', '-listen-client-urls', 'http://0.0.0.0:2379'];

/** The cluster of the article: AKS with kubenet, and so without Windows node pools. kubenet retires on 2028-03-31. */
const LINUX_CLUSTER = TargetCluster.aks({
  networkPlugin: NetworkPlugin.KUBENET,
  policyEngine: PolicyEngine.CALICO,
  podCidrs: ['192.168.0.0/16'],
});

/** Windows node pools need Azure CNI. */
const WINDOWS_CLUSTER = TargetCluster.aks({
  kubernetesVersion: '1.34',
  windowsVersions: [WindowsVersion.SERVER_2022],
  networkPlugin: NetworkPlugin.AZURE,
  policyEngine: PolicyEngine.CALICO,
});

/** The three namespaces; the label `ns` is what the article's policies select by. */
function namespaces(scope: Construct): void {
  for (const [name, ns] of [
    [DATABASE, 'database'],
    [SUMMARY, 'summary'],
    [CUSTOMER, 'customer'],
  ]) {
    new WindowsNamespace(scope, name, {
      metadata: { name, labels: { 'istio-injection': 'disabled', ns } },
      podSecurity: PodSecurityLevel.BASELINE,
    });
  }
}

interface Tier {
  readonly namespace: string;
  readonly name: string;
  readonly accountLabels: { [label: string]: string };
}

const TIERS = {
  database: { namespace: DATABASE, name: 'database', accountLabels: { app: 'yaobank' } },
  summary: { namespace: SUMMARY, name: 'summary', accountLabels: { app: 'yaobank', database: 'reader' } },
  customer: { namespace: CUSTOMER, name: 'customer', accountLabels: { app: 'yaobank', summary: 'reader' } },
};

function accountOf(scope: Construct, { namespace, name, accountLabels }: Tier): kplus.ServiceAccount {
  return new kplus.ServiceAccount(scope, `${name}-account`, { metadata: { namespace, name, labels: accountLabels } });
}

/** What all deployments of the lab say alike; selector and labels are the article's. */
function identityOf({ namespace, name }: Tier) {
  const labels = { app: name, version: 'v1' };
  return {
    metadata: { namespace, name },
    podMetadata: { labels },
    select: false,
    selector: kplus.LabelSelector.of({ labels }),
  };
}

/** The images run as root and write where they like: cdk8s-plus's strict defaults would stop them. */
const AS_THE_IMAGE_RUNS = { ensureNonRoot: false, readOnlyRootFilesystem: false };

const SMALL: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(100) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
};

/** A deployment of cdk8s-plus, pinned to Linux below: the lab's images are Linux images. */
function linuxTier(
  scope: Construct,
  tier: Tier,
  replicas: number,
  container: Omit<kplus.ContainerProps, 'name'>,
): kplus.Deployment {
  const { selector, ...identity } = identityOf(tier);
  const deployment = new kplus.Deployment(scope, tier.name, {
    ...identity,
    replicas,
    serviceAccount: accountOf(scope, tier),
    securityContext: { ensureNonRoot: false },
    containers: [{ ...container, name: tier.name, securityContext: AS_THE_IMAGE_RUNS, resources: SMALL }],
  });
  deployment.select(selector);
  return deployment;
}

/** A Service that finds its pods by the label `app`, like the article's. */
function serviceOf(scope: Construct, id: string, tier: Tier, props: kplus.ServiceProps): kplus.Service {
  const service = new WindowsService(scope, id, props);
  service.selectLabel('app', tier.name);
  return service;
}

const LAB = new WindowsApp({ outdir: OUTPUT, cluster: LINUX_CLUSTER });

const lab = new Chart(LAB, 'lab');
namespaces(lab);

const databaseService = serviceOf(lab, 'database-service', TIERS.database, {
  metadata: { namespace: DATABASE, name: 'database', labels: { app: 'database' } },
  ports: [{ name: 'http', port: 2379 }],
});
const database = linuxTier(lab, TIERS.database, 1, {
  image: 'rezareza/yaobank-database:azure',
  imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
  portNumber: 2379,
  command: ['etcd'],
  args: ETCD,
});

const summaryService = serviceOf(lab, 'summary-service', TIERS.summary, {
  metadata: { namespace: SUMMARY, name: 'summary', labels: { app: 'summary' } },
  ports: [{ name: 'http', port: 80 }],
});
const summary = linuxTier(lab, TIERS.summary, 2, {
  image: 'rezareza/yaobank-summary:azure',
  imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
  portNumber: 80,
  envVariables: {
    // Linux resolves `database.yaobank-database`, the article's value, as well; the full name works everywhere.
    DB_URL: ServiceAddress.of(databaseService).asEnvValue(),
    DB_PORT: kplus.EnvValue.fromValue('2379'),
  },
});

serviceOf(lab, 'customer-service', TIERS.customer, {
  metadata: { namespace: CUSTOMER, name: 'customer', labels: { app: 'customer' } },
  type: kplus.ServiceType.NODE_PORT,
  ports: [{ name: 'http', port: 80, nodePort: 30180 }],
});
const customer = linuxTier(lab, TIERS.customer, 1, {
  image: 'rezareza/yaobank-customer:azure',
  imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
  portNumber: 80,
  envVariables: { SUMMARY_URL: ServiceAddress.of(summaryService).asEnvValue() },
});
serviceOf(lab, 'load-balancer', TIERS.customer, {
  metadata: { namespace: CUSTOMER, name: 'yaobank-customer' },
  type: kplus.ServiceType.LOAD_BALANCER,
  ports: [{ port: 80, targetPort: 80 }],
});

lab.with(OperatingSystemPin.linux());

// The first policy: everything from and to the database's namespace is denied. The site dies with it, since summary no
// longer reaches its database, so the article deletes it before it goes on.
const defaultDeny = new Chart(LAB, 'article-default-deny');
new kplus.k8s.KubeNetworkPolicy(defaultDeny, 'default-deny', {
  metadata: { name: 'default-deny', namespace: DATABASE },
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
});

const article = new Chart(LAB, 'article-policies');

// Lets kubectl manage projectcalico.org/v3 objects. One per cluster: the demo win-web-demo has it too.
new CalicoApiServer(article, 'api-server');

// Reads like "pods app=summary in namespaces ns=summary", but two items of `from` are alternatives: any pod of the
// namespace, or any pod labelled app=summary beside the database. No port either, and the egress rule opens the way back.
const summaryPeers: kplus.k8s.NetworkPolicyPeer[] = [
  { namespaceSelector: { matchLabels: { ns: 'summary' } } },
  { podSelector: { matchLabels: { app: 'summary' } } },
];
new kplus.k8s.KubeNetworkPolicy(article, 'p-summary2database', {
  metadata: { name: 'p-summary2database', namespace: DATABASE },
  spec: {
    podSelector: { matchLabels: { app: 'database' } },
    ingress: [{ from: summaryPeers }],
    egress: [{ to: summaryPeers }],
  },
});

// Closes every namespace but those of the system, and opens DNS over UDP alone, to any pod that carries the label.
// `has(…)` is no decoration: without it host endpoints, which have no namespace, would be selected as well.
new calico.GlobalNetworkPolicy(article, 'default-app-policy', {
  metadata: { name: 'default-app-policy' },
  spec: {
    namespaceSelector:
      'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system", "calico-apiserver"}',
    types: [calico.GlobalNetworkPolicySpecTypes.INGRESS, calico.GlobalNetworkPolicySpecTypes.EGRESS],
    egress: [
      {
        action: calico.GlobalNetworkPolicySpecEgressAction.ALLOW,
        protocol: 'UDP',
        destination: { selector: 'k8s-app == "kube-dns"', ports: [53] },
      },
    ],
  },
});

// Any TCP port, from anywhere.
new calico.NetworkPolicy(article, 'p-external2customer', {
  metadata: { name: 'p-external2customer', namespace: CUSTOMER },
  spec: {
    selector: 'app == "customer"',
    ingress: [
      {
        action: calico.NetworkPolicySpecIngressAction.ALLOW,
        protocol: 'TCP',
        destination: { selector: 'app == "customer"' },
      },
    ],
    egress: [
      {
        action: calico.NetworkPolicySpecEgressAction.ALLOW,
        protocol: 'TCP',
        destination: { serviceAccounts: { names: ['summary'] }, namespaceSelector: 'ns == "summary"' },
      },
    ],
  },
});

// Called customer2summary, yet it names no source; and no port towards the database.
new calico.NetworkPolicy(article, 'p-customer2summary', {
  metadata: { name: 'p-customer2summary', namespace: SUMMARY },
  spec: {
    selector: 'app == "summary"',
    ingress: [
      {
        action: calico.NetworkPolicySpecIngressAction.ALLOW,
        protocol: 'TCP',
        destination: { selector: 'app == "summary"', ports: [80] },
      },
    ],
    egress: [
      {
        action: calico.NetworkPolicySpecEgressAction.ALLOW,
        protocol: 'TCP',
        destination: {
          selector: 'app == "database"',
          namespaceSelector: 'projectcalico.org/name == "yaobank-database"',
        },
      },
    ],
  },
});

// What was meant: two edges, one door to the outside, DNS over UDP and TCP, and nothing else. The isolation closes the
// three namespaces of the bank only, so that it neither closes nor opens what belongs to others on the cluster.
function isolate(scope: Construct, tiers: { [tier: string]: kplus.Workload }): void {
  const isolation = new CalicoIsolation(scope, 'isolation', { namespaces: [DATABASE, SUMMARY, CUSTOMER] });
  isolation.allowFromOutside(tiers.customer, { ports: [IsolationPort.tcp(80)] });
  isolation.allow(tiers.customer, tiers.summary, IsolationPort.tcp(80));
  isolation.allow(tiers.summary, tiers.database, IsolationPort.tcp(2379));
}

const mended = new Chart(LAB, 'mended-policies');
// the article's policies open more: they stand in the same app, and are applied instead
WindowsRules.acknowledge(mended, 'isolation-promise', 'The policies of the article are an alternative to these.');
isolate(mended, { customer, summary, database });

LAB.synth();

// The same lab on Windows nodes. No Windows images of yaobank are published: put your own repository in.
const REPOSITORY = process.env.YAOBANK_REPOSITORY ?? 'registry.example/yaobank';
const WINDOWS = WindowsVersion.SERVER_2022;

const WINDOWS_LAB = new WindowsApp({ outdir: join(OUTPUT, 'windows'), cluster: WINDOWS_CLUSTER });
const bank = new Chart(WINDOWS_LAB, 'windows-lab');
namespaces(bank);

function windowsTier(
  scope: Construct,
  tier: Tier,
  replicas: number,
  port: number,
  container: kplus.ContainerOpts = {},
): { deployment: WindowsDeployment; service: kplus.Service } {
  const { selector, ...identity } = identityOf(tier);
  const deployment = new WindowsDeployment(scope, tier.name, {
    ...identity,
    replicas,
    serviceAccount: accountOf(scope, tier),
    windowsVersion: WINDOWS,
    containers: [
      {
        name: tier.name,
        // The tag names the build, so that an image for other nodes stops the program instead of the rollout.
        image: WINDOWS.image(`${REPOSITORY}/${tier.name}`),
        portNumber: port,
        ...container,
        startup: kplus.Probe.fromTcpSocket({
          port,
          periodSeconds: Duration.seconds(10),
          failureThreshold: 30,
        }),
      },
    ],
  });
  deployment.select(selector);
  const service = serviceOf(scope, `${tier.name}-service`, tier, {
    metadata: { namespace: tier.namespace, name: tier.name, labels: { app: tier.name } },
    ports: [{ name: 'http', port }],
  });
  return { deployment, service };
}

// Windows resolves full names only: `database.yaobank-database` would not be found.
const windowsDatabase = windowsTier(bank, TIERS.database, 1, 2379, { command: ['etcd.exe'], args: ETCD });
const windowsSummary = windowsTier(bank, TIERS.summary, 2, 80, {
  envVariables: {
    DB_URL: ServiceAddress.of(windowsDatabase.service).asEnvValue(),
    DB_PORT: kplus.EnvValue.fromValue('2379'),
  },
});
const windowsCustomer = windowsTier(bank, TIERS.customer, 1, 80, {
  envVariables: { SUMMARY_URL: ServiceAddress.of(windowsSummary.service).asEnvValue() },
});

// Open to these clients only; the article's load balancer is open to the whole Internet.
const CLIENTS = ['203.0.113.0/24'];
const door = new WindowsService(bank, 'load-balancer', {
  metadata: { namespace: CUSTOMER, name: 'yaobank-customer' },
  type: kplus.ServiceType.LOAD_BALANCER,
  ports: [{ port: 80, targetPort: 80 }],
  loadBalancerSourceRanges: CLIENTS,
  externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER,
});
door.selectLabel('app', 'customer');

// The network policies of the isolation see the address of a node, not of the client (externalTrafficPolicy Cluster), so
// the clients are filtered by the load balancer and the policy leaves the port open.
isolate(bank, {
  database: windowsDatabase.deployment,
  summary: windowsSummary.deployment,
  customer: windowsCustomer.deployment,
});

WINDOWS_LAB.synth();
