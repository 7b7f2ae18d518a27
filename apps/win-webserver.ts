/**
 * win-webserver: a web server of twenty lines of PowerShell on two Windows pods, and IIS on a RuntimeClass.
 *
 *   classes                  the RuntimeClasses, which belong to the cluster
 *   win-webserver            the PowerShell server behind a node port
 *   iis                      IIS behind a load balancer, with its logs on the output and a gMSA
 *
 * The pods fit the Pod Security level `baseline`: both servers need an administrator.
 *
 * "The article" is a walk-through that follows the user guide of Kubernetes:
 * @see https://kubernetes.io/docs/concepts/windows/user-guide/
 */
import { join } from 'node:path';
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  GmsaIdentity,
  LogMonitor,
  LogMonitorLevel,
  LogMonitorSource,
  PowerShell,
  RunAsUser,
  TargetCluster,
  WindowsApp,
  WindowsDeployment,
  WindowsRuntimeClass,
  WindowsService,
  WindowsVersion,
} from 'cdk8s-windows';

// Nodes are tainted when the kubelet registers them (`--register-with-taints=os=windows:NoSchedule`), so that Linux pods
// which cannot be changed stay away. The tolerations of all pods here follow from this one place.
const cluster = TargetCluster.kubeadm({
  kubernetesVersion: '1.34',
  windowsVersions: [WindowsVersion.SERVER_2019, WindowsVersion.SERVER_2022],
  windowsTaints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }],
});
const app = new WindowsApp({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', 'win-webserver'), cluster });

// The article's class names a placeholder as handler, with which no pod would ever start; containerd's own is
// runhcs-wcow-process. Operating system, architecture, build and tolerations come from the Windows version.
const classes = new Chart(app, 'classes');
const windows2019 = new WindowsRuntimeClass(classes, 'windows-2019', {
  metadata: { name: 'windows-2019' },
  windowsVersion: WindowsVersion.SERVER_2019,
});
const windows2022 = new WindowsRuntimeClass(classes, 'windows-2022', {
  metadata: { name: 'windows-2022' },
  windowsVersion: WindowsVersion.SERVER_2022,
});

const webserver = new Chart(app, 'win-webserver');
const labels = { app: 'win-webserver' };

// Answers every request with a page that counts its callers. A console program like this hears nothing of a shutdown, so
// it is killed when the grace period is over; a listener on `http://*` needs an administrator.
const SERVER = `
$listener = New-Object System.Net.HttpListener
$listener.Prefixes.Add('http://*:80/')
$listener.Start()
Write-Host 'Listening at http://*:80/'
$callers = @{}
while ($listener.IsListening) {
  $context = $listener.GetContext()
  $caller = $context.Request.RemoteEndPoint.Address.ToString()
  $callers[$caller] = 1 + $callers[$caller]
  Write-Host "> $($context.Request.Url)"
  $lines = $callers.Keys | ForEach-Object { "<p>IP $_ callerCount $($callers[$_])</p>" }
  $page = [Text.Encoding]::UTF8.GetBytes("<html><body><h1>Windows Container Web Server</h1>$lines</body></html>")
  $context.Response.ContentType = 'text/html; charset=utf-8'
  $context.Response.ContentLength64 = $page.Length
  $context.Response.OutputStream.Write($page, 0, $page.Length)
  $context.Response.Close()
  Write-Host "< $($context.Response.StatusCode)"
}
`;

const server = new WindowsDeployment(webserver, 'win-webserver', {
  metadata: { name: 'win-webserver', labels },
  podMetadata: { labels },
  select: false,
  replicas: 2,
  windowsVersion: WindowsVersion.SERVER_2022,
  runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
  containers: [
    {
      name: 'windowswebserver',
      image: WindowsVersion.SERVER_2022.image('mcr.microsoft.com/windows/servercore'),
      // Kubernetes would expand `$(…)`; the helper doubles the dollars that need it, and no others.
      command: PowerShell.command(SERVER),
      portNumber: 80,
    },
  ],
});
server.select(kplus.LabelSelector.of({ labels }));

// A node port answers on every node but, on Windows, not from the node itself.
const nodePort = new WindowsService(webserver, 'service', {
  metadata: { name: 'win-webserver', labels },
  type: kplus.ServiceType.NODE_PORT,
  ports: [{ port: 80, targetPort: 80 }],
});
nodePort.selectLabel('app', 'win-webserver');

const iis = new Chart(app, 'iis');

// IIS writes to the event log and to files, so `kubectl logs` would show nothing without LogMonitor. The image must hold
// C:\\LogMonitor\\LogMonitor.exe.
const logs = new LogMonitor(iis, 'logs', {
  sources: [
    LogMonitorSource.eventLog({ channels: [{ name: 'system', level: LogMonitorLevel.WARNING }] }),
    LogMonitorSource.file({ directory: 'C:\\inetpub\\logs', filter: '*.log', includeSubdirectories: true }),
  ],
});

const identity = new GmsaIdentity(iis, 'identity', {
  accountName: 'webapp1',
  domain: 'contoso.com',
  netBiosName: 'CONTOSO',
  domainSid: 'S-1-5-21-2126449477-2524075714-3094792973',
  domainGuid: '244818ae-87ac-4fcd-92ec-e79e5252348a',
});

// The article's Deployment on its Server 2019 class, and the same on today's. The memory request equals the limit:
// Windows has nothing that frees memory once a node has promised too much.
for (const [name, runtimeClass, image] of [
  ['iis-2019', windows2019, 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019'],
  ['iis-2022', windows2022, 'registry.example/iis-with-log-monitor:windowsservercore-ltsc2022'],
] as const) {
  const deployment = new WindowsDeployment(iis, name, {
    metadata: { name, labels: { app: name } },
    podMetadata: { labels: { app: name } },
    select: false,
    replicas: 1,
    runtimeClass,
    // IIS starts as administrator; its application pools run as Network Service and so carry the identity.
    runAsUserName: RunAsUser.CONTAINER_ADMINISTRATOR,
    gmsa: identity,
  });
  deployment.select(kplus.LabelSelector.of({ labels: { app: name } }));
  const isToday = runtimeClass === windows2022;
  const container = deployment.addContainer({
    name: 'iis',
    image,
    portNumber: 80,
    resources: {
      cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
      memory: { limit: Size.mebibytes(800) },
    },
    ...(isToday ? { command: logs.wrap(['C:\\ServiceMonitor.exe', 'w3svc']) } : {}),
  });
  if (isToday) logs.mountInto(container);
  const service = new WindowsService(iis, `${name}-service`, {
    metadata: { name: isToday ? 'iis-today' : 'iis' },
    type: kplus.ServiceType.LOAD_BALANCER,
    ports: [{ port: 80, protocol: kplus.Protocol.TCP }],
  });
  service.selectLabel('app', name);
}

app.synth();
