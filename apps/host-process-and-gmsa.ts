/**
 * Work on the node itself, Active Directory identities, and the user that a container runs as.
 *
 *   webhook                  the gMSA admission webhook; needs cert-manager in the cluster
 *   identity                 the credential spec and who may use it
 *   workloads                IIS with the identity on the pod, on one container, and with the Netlogon repair
 *   isolation                default deny around them, with Active Directory left open
 *   host-process             HostProcess workloads; Pod Security level `privileged`
 *   run-as-user-name         the two demonstrations of user names
 *
 * The workloads fit the level `baseline`.
 *
 * "The article" is a tutorial on HostProcess, gMSA and runAsUserName, made from three pages of the Kubernetes documentation:
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
 */
import { join } from 'node:path';
import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CalicoIsolation,
  DomainControllers,
  GmsaIdentity,
  GmsaWebhook,
  HostProcessDaemonSet,
  IsolationPort,
  NetlogonRepair,
  PodSecurityLevel,
  PolicyEngine,
  PowerShell,
  RunAsUser,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsNamespace,
  WindowsPod,
  WindowsVersion,
} from 'cdk8s-windows';

const cluster = TargetCluster.kubeadm({
  kubernetesVersion: '1.34',
  windowsVersions: [WindowsVersion.SERVER_2022],
  policyEngine: PolicyEngine.CALICO,
  containerdVersion: '1.7',
});
const app = new WindowsApp({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', 'host-process-and-gmsa'), cluster });

const WINDOWS = WindowsVersion.SERVER_2022;
const IIS = WINDOWS.image('mcr.microsoft.com/windows/servercore/iis', 'windowsservercore-');
const SERVER_CORE = WINDOWS.image('mcr.microsoft.com/windows/servercore');
const NAMESPACE = 'gmsa-demo';

// Certificate by cert-manager; the article signs one by hand. Two replicas, since failurePolicy is Fail: while the webhook
// is down no gMSA pod is created. Other pods do not ask it on this version of Kubernetes; before 1.28 they would wait too.
const webhook = new Chart(app, 'webhook');
// Each gMSA pod gets a host name of its own: equal ones break each other's sessions with the domain controller.
new GmsaWebhook(webhook, 'gmsa-webhook');

// The article spells the name in three ways, two of them with capitals, which the API server refuses. The SID is that of
// the domain, not of the account.
const identityChart = new Chart(app, 'identity', { namespace: NAMESPACE });
// Files are numbered in the order in which they must be applied: the resource needs its definition, pods need the webhook.
identityChart.addDependency(webhook);
const identity = new GmsaIdentity(identityChart, 'webapp1', {
  credentialSpecName: 'gmsa-webapp1',
  accountName: 'WebApp1',
  domain: 'contoso.com',
  netBiosName: 'CONTOSO',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
});

const workloads = new Chart(app, 'workloads', { namespace: NAMESPACE });
workloads.addDependency(identityChart);
new WindowsNamespace(workloads, 'namespace', {
  metadata: { name: NAMESPACE },
  podSecurity: PodSecurityLevel.BASELINE,
});

// The article grants the identity to the account `default`, and so to every pod of the namespace. Here each workload has
// an account of its own, to which the identity is bound.
const withCreds = new WindowsDeployment(workloads, 'with-creds', {
  metadata: { name: 'with-creds', labels: { run: 'with-creds' } },
  podMetadata: { labels: { run: 'with-creds' } },
  replicas: 1,
  gmsa: identity,
  // ServiceMonitor starts IIS as administrator; the application pools run as Network Service, which carries the identity.
  runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
  containers: [{ name: 'iis', image: IIS, imagePullPolicy: kplus.ImagePullPolicy.ALWAYS, portNumber: 80 }],
});

// The same on one container. Without a user it runs as Network Service: only that account and System speak to the network
// as the gMSA.
new WindowsDeployment(workloads, 'with-creds-on-container', {
  replicas: 1,
  containers: [
    {
      name: 'client',
      image: SERVER_CORE,
      command: PowerShell.command('while ($true) { nltest.exe /query; Start-Sleep -Seconds 60 }'),
      gmsa: identity,
    },
  ],
});

// Some clusters lose the secure channel when a container starts. The article restarts Netlogon for ever, and the container
// hangs before it runs; this looks first, and gives up after ten times, so that the container comes up all the same.
new WindowsDeployment(workloads, 'iis-auth', {
  replicas: 1,
  gmsa: identity,
  runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
  containers: [
    {
      name: 'iis-auth',
      image: 'registry.domain.example/iis-auth:ltsc2022',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      portNumber: 80,
      lifecycle: { postStart: NetlogonRepair.postStart({ attempts: 10, delay: Duration.seconds(5) }) },
    },
  ],
});

// Under a default deny a gMSA pod cannot log on unless it reaches a domain controller: DNS over TCP as well as UDP, since
// the answers for SRV records do not fit into UDP, and the ports of Active Directory.
const isolationChart = new Chart(app, 'isolation', { namespace: NAMESPACE });
const controllers = new DomainControllers(isolationChart, 'domain-controllers', {
  addresses: ['10.10.0.4', '10.10.0.5'],
});
const isolation = new CalicoIsolation(isolationChart, 'isolation', { namespaces: [NAMESPACE] });
isolation.allowActiveDirectory(withCreds, controllers);
isolation.allowFromOutside(withCreds, { ports: [IsolationPort.tcp(80)] });

const hostProcess = new Chart(app, 'host-process', { namespace: 'node-setup' });
new WindowsNamespace(hostProcess, 'namespace', {
  metadata: { name: 'node-setup' },
  podSecurity: PodSecurityLevel.PRIVILEGED,
});

// The article's excerpt. It writes `runAsUsername`, a field that does not exist; hostNetwork and hostProcess are set here
// by the class.
new HostProcessDaemonSet(hostProcess, 'ping', {
  runAsUserName: RunAsUser.LOCAL_SERVICE,
  containers: [{ name: 'test', image: SERVER_CORE, command: ['ping', '-t', '127.0.0.1'] }],
});

// Shares are reached by address but not by name until this value is set on the node; pods made before it must be made
// anew. AKS has set it already. The loop keeps the DaemonSet's container alive.
new HostProcessDaemonSet(hostProcess, 'compartment-namespace', {
  runAsUserName: RunAsUser.SYSTEM,
  containers: [
    {
      name: 'registry-value',
      image: SERVER_CORE,
      command: PowerShell.command(`
$key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\hns\\State'
while ($true) {
  Set-ItemProperty -Path $key -Name EnableCompartmentNamespace -Type DWord -Value 1
  Start-Sleep -Seconds 3600
}
`),
    },
  ],
});

const users = new Chart(app, 'run-as-user-name');

// For all containers of the pod.
new WindowsPod(users, 'pod', {
  metadata: { name: 'run-as-username-pod-demo' },
  runAsUserName: RunAsUser.CONTAINER_USER,
  containers: [{ name: 'run-as-username-demo', image: SERVER_CORE, command: ['ping', '-t', 'localhost'] }],
});

// One container says otherwise.
new WindowsPod(users, 'container', {
  metadata: { name: 'run-as-username-container-demo' },
  runAsUserName: RunAsUser.CONTAINER_USER,
  containers: [
    {
      name: 'run-as-username-demo',
      image: SERVER_CORE,
      command: ['ping', '-t', 'localhost'],
      runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
    },
  ],
});

app.synth();
