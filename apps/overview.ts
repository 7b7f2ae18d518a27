/**
 * overview: one application on both operating systems. A reverse proxy and Redis on Linux, an IIS application on Windows,
 * one program and one pipeline for all of them.
 *
 *   classes                  the RuntimeClass and the StorageClass, which belong to the cluster
 *   overview                 the application, for test or for production (ENVIRONMENT)
 *
 * The pods fit the Pod Security level `baseline`; IIS needs an administrator.
 *
 * "The article" is an overview of what changes with Windows nodes; this puts its advice into one program:
 * @see https://thenewstack.io/kubernetes-for-windows/
 */
import { join } from 'node:path';
import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  LogMonitor,
  LogMonitorLevel,
  LogMonitorSource,
  NetworkPlugin,
  OperatingSystemPin,
  PodSecurityLevel,
  PowerShell,
  RunAsUser,
  ServiceAddress,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsNamespace,
  WindowsRuntimeClass,
  WindowsStorageClass,
  WindowsVersion,
  WorkloadIdentity,
} from 'cdk8s-windows';

const WINDOWS = WindowsVersion.SERVER_2022;

// Existing Linux workloads would be scheduled onto untainted Windows nodes, so the pool is tainted. Marking versions by
// taints, as the article suggests, is not needed: nodes carry a label with their build.
const cluster = TargetCluster.aks({
  kubernetesVersion: '1.34',
  windowsVersions: [WINDOWS],
  windowsTaints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }],
  networkPlugin: NetworkPlugin.AZURE_OVERLAY,
});
const app = new WindowsApp({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', 'overview'), cluster });

const classes = new Chart(app, 'classes');
const windows2022 = new WindowsRuntimeClass(classes, 'windows-2022', {
  metadata: { name: 'windows-2022' },
  windowsVersion: WINDOWS,
});
// Files that several pods share come from an SMB share. Disks would need NTFS (WindowsStorageClass.azureDisk) and serve one
// pod each.
const shares = WindowsStorageClass.azureFile(classes, 'shares', { metadata: { name: 'windows-shares' } });

const NAMESPACE = 'overview';
const overview = new Chart(app, 'overview', { namespace: NAMESPACE });
new WindowsNamespace(overview, 'namespace', {
  metadata: { name: NAMESPACE },
  podSecurity: PodSecurityLevel.BASELINE,
});

// What stood in web.config is configuration of the environment: values in a ConfigMap, secrets in a Secret that the
// pipeline fills, both as environment variables. Their names ignore case on Windows.
const environment = process.env.ENVIRONMENT === 'production' ? 'production' : 'test';
const settings = new kplus.ConfigMap(overview, 'settings', {
  data: { ENVIRONMENT: environment, LOG_LEVEL: environment === 'production' ? 'Warning' : 'Debug' },
});
const connection = kplus.Secret.fromSecretName(overview, 'connection', 'database-connection');

// Redis and the reverse proxy stay what they are, cdk8s-plus workloads for Linux.
const redis = new kplus.Deployment(overview, 'redis', {
  replicas: 1,
  containers: [
    { image: 'redis:7.4', portNumber: 6379, securityContext: { user: 999, group: 999, readOnlyRootFilesystem: false } },
  ],
});
const redisService = redis.exposeViaService({ name: 'redis' });

// An application that reads its settings from web.config only: a start script, not a changed image, writes the variables
// into it before the service starts.
const start = new kplus.ConfigMap(overview, 'start', {
  data: {
    'start.ps1': `
$path = 'C:\\inetpub\\wwwroot\\web.config'
[xml]$config = Get-Content -Path $path
foreach ($setting in $config.configuration.appSettings.add) {
  $value = [Environment]::GetEnvironmentVariable($setting.key)
  if ($value) { $setting.value = $value }
}
$config.Save($path)
& 'C:\\ServiceMonitor.exe' 'w3svc'
`,
  },
});

// Key Vault and the like without a secret: the pod's account stands for an identity of Entra.
const identity = new WorkloadIdentity(overview, 'identity', { clientId: '8f9e5a3c-1d7b-4c55-9a3e-2f6d0b7c4e21' });

const web = new WindowsDeployment(overview, 'web', {
  runtimeClass: windows2022,
  runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
  serviceAccount: identity.serviceAccount,
  // Windows hears of the end by a console event; IIS wants time to finish requests.
  terminationGracePeriod: Duration.seconds(60),
});
identity.useBy(web);

const logs = new LogMonitor(overview, 'logs', {
  sources: [
    LogMonitorSource.eventLog({ channels: [{ name: 'application', level: LogMonitorLevel.ERROR }] }),
    LogMonitorSource.file({ directory: 'C:\\inetpub\\logs', filter: '*.log', includeSubdirectories: true }),
  ],
});

const iis = web.addContainer({
  name: 'iis',
  image: 'registry.example/shop-with-log-monitor:windowsservercore-ltsc2022',
  portNumber: 80,
  command: logs.wrap(['powershell.exe', '-File', 'C:\\start\\start.ps1']),
  envVariables: {
    ENVIRONMENT: kplus.EnvValue.fromConfigMap(settings, 'ENVIRONMENT'),
    LOG_LEVEL: kplus.EnvValue.fromConfigMap(settings, 'LOG_LEVEL'),
    DATABASE: kplus.EnvValue.fromSecretValue({ secret: connection, key: 'connectionString' }),
    // Windows resolves full names only.
    REDIS: ServiceAddress.of(redisService).asEnvValue(),
  },
  // More memory than the Linux twin: services of the image take their share before the application starts.
  resources: {
    cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
    memory: { limit: Size.gibibytes(2) },
  },
  // The first start compiles the application: ten minutes, not thirty seconds.
  startup: kplus.Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(10), failureThreshold: 60 }),
  readiness: kplus.Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(10) }),
  lifecycle: { preStop: PowerShell.handler('Start-Sleep -Seconds 10') },
});
logs.mountInto(iis);
iis.mount('C:\\start', kplus.Volume.fromConfigMap(overview, 'start-volume', start));
const uploads = shares.claim(overview, 'uploads', { storage: Size.gibibytes(20) });
iis.mount('C:\\uploads', kplus.Volume.fromPersistentVolumeClaim(overview, 'uploads-volume', uploads));

const webService = web.exposeViaService({ name: 'web' });
new kplus.HorizontalPodAutoscaler(overview, 'web-scaling', {
  target: web,
  minReplicas: 1,
  maxReplicas: 6,
  metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
});

const proxySettings = new kplus.ConfigMap(overview, 'proxy-settings', {
  data: {
    'default.conf': `server {
  listen 8080;
  location / { proxy_pass ${ServiceAddress.of(webService).url('http', 80)}; }
}
`,
  },
});
const proxy = new kplus.Deployment(overview, 'proxy', {
  containers: [
    {
      image: 'nginxinc/nginx-unprivileged:1.29',
      portNumber: 8080,
      securityContext: { user: 101, group: 101, readOnlyRootFilesystem: false },
      volumeMounts: [
        {
          path: '/etc/nginx/conf.d',
          volume: kplus.Volume.fromConfigMap(overview, 'proxy-settings-volume', proxySettings),
        },
      ],
    },
  ],
});
proxy.exposeViaService({
  name: 'proxy',
  serviceType: kplus.ServiceType.LOAD_BALANCER,
  ports: [{ port: 80, targetPort: 8080 }],
});

// The Linux half gets `os: linux` and its node selector; the Windows half has its own already and is left alone.
overview.with(OperatingSystemPin.linux());

app.synth();
